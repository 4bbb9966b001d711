import { describe, expect, it } from "vitest";
import { readyScenarioNames } from "../../sim/index";
import { begunLab, quiet } from "./testing/lab";

const SPARE = { do: "addMachine", name: "spare", preset: "server" } as const;

describe("a story", { timeout: 120_000 }, () => {
  it.each(readyScenarioNames)("%s is opened at its beginning, and nothing can be undone", async (name) => {
    const lab = await begunLab(`s=${name}`);
    expect(lab.view().head).toMatchObject({ now: 0, at: 0, canUndo: false });
    lab.actions.undo();
    await quiet();
    expect(lab.state.toast?.text).toBe("Nothing to undo.");
    expect(lab.state.commands).toEqual([]);
  });

  it("is played from its beginning to its end", async () => {
    const lab = await begunLab("s=host-kernel-panic");
    const { endAt, coming } = lab.view().head;
    expect(coming).toEqual([{ at: 300_000, text: "Lets the kernel of a machine panic: laptop" }]);
    expect(endAt).toBe(300_000);
    lab.actions.chooseSpeed(100);
    lab.actions.play();
    await lab.frames(15, 200);
    expect(lab.layer("laptop/kernel")?.state).toBe("running");
    await lab.frames(5, 200);
    expect(lab.state.playing).toBe(false);
    expect(lab.view().head).toMatchObject({ now: 300_000, coming: [] });
    expect(lab.layer("laptop/kernel")?.state).toBe("panicked");
  });

  it("waits until all is up, says that more is to come, and steps on to it", async () => {
    const lab = await begunLab("s=host-kernel-panic");
    lab.actions.settle();
    await quiet();
    expect(lab.view().head).toMatchObject({ settled: true, coming: [{ at: 300_000 }] });
    expect(lab.state.toast).toBeNull();
    lab.actions.settle();
    await quiet();
    expect(lab.state.toast?.text).toMatch(/^All is up for now/);
    lab.actions.step();
    await quiet();
    expect(lab.layer("laptop/kernel")?.state).toBe("panicked");
  });

  it("is let go by whoever takes over, and can be brought back", async () => {
    const lab = await begunLab("s=power-loss");
    lab.actions.play();
    await lab.frames(21, 100);
    const before = lab.view();
    await lab.run("Add a machine", SPARE);
    expect(lab.view().head.coming).toEqual([]);
    expect(lab.state.toast).toMatchObject({ text: expect.stringContaining("(2 acts)"), undo: true });
    lab.actions.undoToast();
    await quiet();
    expect(lab.view()).toEqual(before);
    await lab.run("Add a machine", SPARE);
    await lab.run("Add a machine", { ...SPARE, name: "another" });
    expect(lab.state.toast?.text).not.toContain("another");
    lab.actions.undo();
    lab.actions.undo();
    await quiet();
    expect(lab.view().head).toMatchObject({ canUndo: false, coming: before.head.coming });
  });

  it("comes again to those who go on from an earlier moment", async () => {
    const lab = await begunLab("s=power-loss");
    lab.actions.chooseSpeed(10);
    lab.actions.play();
    await lab.frames(8, 100);
    lab.actions.look(2_000);
    await quiet();
    expect(lab.layer("laptop")?.state).toBe("running");
    lab.actions.goOnFromHere();
    await quiet();
    expect(lab.view().head).toMatchObject({ now: 2_000, coming: [{ at: 5_000 }, { at: 10_000 }] });
    lab.actions.play();
    await lab.frames(5, 100);
    expect(lab.layer("laptop")?.state).toBe("off");
  });

  it("is in the link as it stands, whether it goes on or was let go", async () => {
    const lab = await begunLab("s=power-loss");
    lab.actions.play();
    await lab.frames(21, 100);
    const link = await lab.store.actions.share();
    expect(link).toMatch(/#s=power-loss&t=2000$/);
    await lab.run("Add a machine", SPARE);
    const acted = await lab.store.actions.share();
    const other = await begunLab(acted.slice(acted.indexOf("#") + 1));
    expect(other.view()).toEqual(lab.view());
    other.actions.undo();
    await quiet();
    expect(other.view().head.coming).toHaveLength(2);
  });
});
