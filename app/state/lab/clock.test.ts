import { describe, expect, it } from "vitest";
import { LONGEST_FRAME_MS, NOTHING_COMES } from "./clock";
import { begunLab, LAPTOP, quiet, SWITCH_ON } from "./testing/lab";

/** A world in which a laptop has just been switched on. */
async function booting() {
  const lab = await begunLab();
  await lab.openFile({ version: 1, name: "boot", setup: [LAPTOP], log: [{ at: 0, command: SWITCH_ON }] });
  return lab;
}

describe("play", () => {
  it("lets as much time pass in the world as on the screen, times the speed", async () => {
    const lab = await booting();
    lab.actions.play();
    expect(lab.state.playing).toBe(true);
    await lab.frames(11, 16);
    expect(lab.view().head).toMatchObject({ now: 160, at: 160 });
    lab.actions.chooseSpeed(10);
    await lab.frames(10, 16);
    expect(lab.view().head.now).toBe(160 + 1_600);
    lab.actions.chooseSpeed(0.01);
    await lab.frames(10, 16);
    expect(lab.view().head.now).toBeCloseTo(1_761.6, 6);
  });

  it("never asks for a moment before the last one was answered, and then catches up", async () => {
    const lab = await booting();
    lab.actions.play();
    lab.frame();
    lab.worker.hold();
    for (let frame = 0; frame < 6; frame++) {
      lab.frame(16);
      await quiet();
    }
    expect(lab.worker.count("advance")).toBe(1);
    lab.worker.release();
    await quiet();
    expect(lab.view().head.now).toBe(16);
    lab.frame(16);
    await quiet();
    expect(lab.worker.count("advance")).toBe(2);
    expect(lab.view().head.now).toBe(16 + 6 * 16);
  });

  it("does not race after a tab was hidden", async () => {
    const lab = await booting();
    lab.actions.play();
    await lab.frames(1);
    await lab.frames(1, 60_000);
    expect(lab.view().head.now).toBe(LONGEST_FRAME_MS);
  });

  it("stands still when paused, and no frame is waited for", async () => {
    const lab = await booting();
    await lab.frames(20);
    lab.actions.play();
    await lab.frames(3);
    lab.actions.pause();
    expect(lab.state.playing).toBe(false);
    await lab.frames(30);
    expect(lab.view().head.now).toBe(32);
    expect(lab.ticks).toBe(0);
  });

  it("twice is once", async () => {
    const lab = await booting();
    lab.actions.play();
    lab.actions.play();
    await lab.frames(2);
    expect(lab.view().head.now).toBe(16);
  });

  it("stops by itself at the end when nothing is on its way any more, and says so", async () => {
    const lab = await booting();
    const { endAt } = lab.view().head;
    expect(endAt).toBeGreaterThan(5_000);
    lab.actions.chooseSpeed(100);
    lab.actions.play();
    await lab.frames(1 + Math.ceil(endAt / 20_000), 200);
    expect(lab.state.playing).toBe(false);
    expect(lab.state.toast?.text).toBe(NOTHING_COMES);
    expect(lab.view().head.now).toBe(endAt);
    expect(lab.layer("laptop/kernel")?.state).toBe("running");
  });

  it("does not begin where nothing is on its way", async () => {
    const lab = await begunLab("s=os-two-layers");
    lab.actions.play();
    expect(lab.state.playing).toBe(false);
    expect(lab.state.toast).toMatchObject({ text: NOTHING_COMES, undo: false });
  });

  it("from a moment of the past replays up to the present, then goes on", async () => {
    const lab = await booting();
    lab.actions.play();
    await lab.frames(26, 100);
    expect(lab.view().head.now).toBe(2_500);
    lab.actions.look(1_000);
    await quiet();
    expect(lab.state.playing).toBe(false);
    expect(lab.view().head).toMatchObject({ at: 1_000, now: 2_500 });
    lab.actions.play();
    await lab.frames(11, 100);
    expect(lab.view().head).toMatchObject({ at: 2_000, now: 2_500 });
    await lab.frames(10, 100);
    expect(lab.view().head).toMatchObject({ at: 3_000, now: 3_000 });
    expect(lab.state.playing).toBe(true);
  });
});

describe("two worlds", () => {
  it("go by one clock", async () => {
    const lab = await booting();
    lab.actions.openBeside("vms-vs-containers");
    await quiet();
    lab.actions.play();
    await lab.frames(11, 100);
    expect(lab.view("left").head.now).toBe(1_000);
    expect(lab.view("right").head.now).toBe(1_000);
  });

  it("are shown at the same moment after one of them went back", async () => {
    const lab = await booting();
    lab.actions.play();
    await lab.frames(11, 100);
    lab.actions.fork();
    await quiet();
    await lab.run("Add a laptop", { ...LAPTOP, name: "second" } as typeof LAPTOP);
    lab.actions.play();
    await lab.frames(11, 100);
    expect(lab.view("right").head.now).toBe(2_000);
    lab.actions.undo();
    await quiet();
    expect(lab.view("right").head).toMatchObject({ at: 1_000, now: 1_000 });
    expect(lab.view("left").head).toMatchObject({ at: 1_000, now: 2_000 });
    lab.actions.play();
    await lab.frames(16, 100);
    expect(lab.view("right").head).toMatchObject({ at: 2_500, now: 2_500 });
    expect(lab.view("left").head).toMatchObject({ at: 2_500, now: 2_500 });
  });
});

describe("step", () => {
  it("goes to the next thing worth seeing, and says when there is none", async () => {
    const lab = await booting();
    lab.actions.step();
    await quiet();
    const { now } = lab.view().head;
    expect(now).toBeGreaterThan(0);
    lab.actions.settle();
    await quiet();
    expect(lab.layer("laptop/kernel")?.state).toBe("running");
    const end = lab.view().head.now;
    lab.actions.step();
    await quiet();
    expect(lab.view().head.now).toBe(end);
    expect(lab.state.toast?.text).toMatch(/^Nothing/);
  });

  it("goes from mark to mark in the past, then to the present", async () => {
    const lab = await booting();
    lab.actions.settle();
    await quiet();
    const { now } = lab.view().head;
    const marks = [...new Set(lab.view().marks.map(({ at }) => at))].filter((at) => at > 0);
    lab.actions.look(0);
    await quiet();
    const seen: number[] = [];
    for (let step = 0; step < 50 && lab.view().head.at < now; step++) {
      lab.actions.step();
      await quiet();
      seen.push(lab.view().head.at);
    }
    expect(seen).toEqual([...new Set([...marks, now])]);
    expect(lab.view().head.now).toBe(now);
  });

  it("of two worlds takes what comes first, and both are there", async () => {
    const lab = await booting();
    lab.actions.openBeside("vms-vs-containers");
    await quiet();
    lab.actions.step();
    await quiet();
    expect(lab.view("left").head.now).toBeGreaterThan(0);
    expect(lab.view("right").head.at).toBe(lab.view("left").head.at);
    expect(lab.view("right").head.now).toBe(lab.view("left").head.now);
  });
});
