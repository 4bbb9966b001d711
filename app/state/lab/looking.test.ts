import { describe, expect, it } from "vitest";
import { begunLab, quiet } from "./testing/lab";

async function played() {
  const lab = await begunLab();
  lab.actions.settle();
  await quiet();
  return lab;
}

describe("looking at a moment", () => {
  it("shows the world as it was; the present stays", async () => {
    const lab = await played();
    const { now } = lab.view().head;
    expect(lab.layer("vm1/kernel")?.state).toBe("running");
    lab.actions.look(0);
    await quiet();
    expect(lab.view().head).toMatchObject({ at: 0, now });
    expect(lab.layer("vm1/kernel")?.state).not.toBe("running");
    lab.actions.backToPresent();
    await quiet();
    expect(lab.view().head).toMatchObject({ at: now, now });
  });

  it("asks only for the latest of many moments while one is on its way", async () => {
    const lab = await played();
    lab.worker.hold();
    const before = lab.worker.count("look");
    for (let at = 0; at < 100; at++) {
      lab.actions.look(at * 10);
      await quiet();
    }
    expect(lab.worker.count("look") - before).toBe(1);
    lab.worker.release();
    await quiet();
    expect(lab.worker.count("look") - before).toBe(2);
    expect(lab.view().head.at).toBe(990);
  });

  it("never leads beyond the present or before the beginning", async () => {
    const lab = await played();
    const { now } = lab.view().head;
    lab.actions.look(now * 10);
    await quiet();
    expect(lab.view().head).toMatchObject({ at: now, now });
    lab.actions.look(-5);
    await quiet();
    expect(lab.view().head).toMatchObject({ at: 0, now });
    lab.actions.look(Number.NaN);
    await quiet();
    expect(lab.view().head).toMatchObject({ at: 0, now });
  });

  it("stops the clock", async () => {
    const lab = await begunLab();
    lab.actions.play();
    await lab.frames(3, 100);
    lab.actions.look(50);
    await lab.frames(5, 100);
    expect(lab.state.playing).toBe(false);
    expect(lab.view().head).toMatchObject({ at: 50, now: 200 });
  });

  it("shows both worlds at that moment, or at their present if that is earlier", async () => {
    const lab = await played();
    const { now } = lab.view().head;
    lab.actions.look(now / 2);
    await quiet();
    lab.actions.fork();
    await quiet();
    expect(lab.view("right").head).toMatchObject({ at: now / 2, now: now / 2 });
    lab.actions.look(now);
    await quiet();
    expect(lab.view("left").head.at).toBe(now);
    expect(lab.view("right").head).toMatchObject({ at: now / 2, now: now / 2 });
    lab.actions.look(10);
    await quiet();
    expect(lab.view("left").head.at).toBe(10);
    expect(lab.view("right").head.at).toBe(10);
  });
});
