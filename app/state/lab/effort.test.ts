import { describe, expect, it } from "vitest";
import { begunLab, LAPTOP, quiet, SWITCH_ON } from "./testing/lab";

const ENGINE = [
  LAPTOP,
  SWITCH_ON,
  { do: "installEngine", machine: "laptop" },
  { do: "pullImage", machine: "laptop", image: "alpine" },
] as const;

/** A running engine, with nothing on it, in a worker whose time is short. */
async function engine() {
  const lab = await begunLab();
  await lab.openFile({ version: 1, setup: ENGINE });
  lab.worker.msPerLook = 100;
  return lab;
}

/** Lets the worker answer its next questions one by one, until `enough`. */
async function until(enough: () => boolean) {
  for (let turn = 0; turn < 200 && !enough(); turn++) await Promise.resolve();
  expect(enough()).toBe(true);
}

describe("long work", { timeout: 120_000 }, () => {
  it("says how far it is, shows what it has done, and keeps that when it is cancelled", async () => {
    const lab = await engine();
    lab.actions.fill("container", "laptop", "alpine");
    await until(() => (lab.state.progress?.done ?? 0) > 2);
    expect(lab.state.busy).toBe("Filling laptop with alpine");
    expect(lab.state.progress?.text).toBe(`${lab.state.progress?.done} added`);
    expect(lab.layer("laptop/container/alpine-1")).toBeDefined();
    lab.actions.cancel();
    expect(lab.state.progress).toBeNull();
    await quiet();
    const added = lab.state.filled?.added ?? 0;
    expect(lab.state).toMatchObject({ busy: null, progress: null, filled: { stoppedBy: "cancelled" } });
    expect(lab.state.filled?.text).toContain(`${added} containers were added, until it was cancelled`);
    expect(lab.view().layers.filter(({ kind }) => kind === "container")).toHaveLength(added);
    lab.actions.undo();
    await quiet();
    expect(lab.view().layers.filter(({ kind }) => kind === "container")).toEqual([]);
  });

  it("that opens a world counts its acts; cancelled, the world that was there stays", async () => {
    const lab = await engine();
    lab.worker.msPerLook = 0;
    for (let index = 0; index < 30; index++)
      await lab.run("Add", { ...LAPTOP, name: `spare-${index}` } as typeof LAPTOP);
    const { text } = await lab.store.actions.exportFile();
    const other = await begunLab("s=os-two-layers");
    other.worker.msPerLook = 60;
    const opening = other.openFile(text);
    await until(() => other.state.progress !== null);
    expect(other.state).toMatchObject({
      busy: "Opening",
      progress: { text: expect.stringMatching(/^\d+ of 30 acts done$/), total: 30 },
    });
    other.actions.cancel();
    await opening;
    expect(other.view().head.name).toBe("os-two-layers");
    expect(other.state).toMatchObject({ busy: null, failure: null });
    expect(other.state.toast?.text).toMatch(/cancelled/);
    await other.openFile(text);
    await quiet();
    expect(other.layer("spare-29")).toBeDefined();
  });

  it("that goes to a moment says how much time has passed; cancelled, it stays where it got", async () => {
    const lab = await begunLab("s=os-two-layers");
    lab.worker.msPerLook = 400;
    lab.actions.openText("s=vms-vs-containers&t=200000");
    await until(() => /^\d+ s of 200 s have passed$/.test(lab.state.progress?.text ?? ""));
    lab.actions.cancel();
    await quiet();
    const { now } = lab.view().head;
    expect(now).toBeGreaterThan(0);
    expect(now).toBeLessThan(200_000);
    expect(lab.state.failure).toBeNull();
  });

  it("that waits until all is up can be cancelled too", async () => {
    const lab = await begunLab();
    lab.worker.msPerLook = 200;
    lab.actions.settle();
    await until(() => lab.state.progress !== null);
    expect(lab.state.progress?.text).toMatch(/ s have passed$/);
    lab.actions.cancel();
    await quiet();
    expect(lab.view().head.settled).toBe(false);
    lab.worker.msPerLook = 0;
    lab.actions.settle();
    await quiet();
    expect(lab.view().head.settled).toBe(true);
  });

  it("where nothing is under way nothing can be cancelled", async () => {
    const lab = await begunLab();
    lab.actions.cancel();
    lab.actions.settle();
    await quiet();
    expect(lab.view().head.settled).toBe(true);
  });
});
