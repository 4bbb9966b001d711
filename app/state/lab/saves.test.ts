import { describe, expect, it } from "vitest";
import { listSaved } from "./saves";
import { begunLab, quiet } from "./testing/lab";

const SPARE = { do: "addMachine", name: "spare", preset: "server" } as const;

describe("saves", () => {
  it("keep worlds as they are under a name", async () => {
    const lab = await begunLab();
    await lab.run("Add a machine", SPARE);
    lab.actions.play();
    await lab.frames(6, 100);
    lab.actions.pause();
    lab.actions.fork();
    await quiet();
    lab.actions.save(" Mine ");
    await quiet();
    expect(lab.state.saves).toEqual([
      { name: "Mine", title: lab.view().head.title, savedAt: expect.any(Number) },
    ]);
    expect(lab.state.toast).toMatchObject({ text: "Saved as “Mine”.", undo: false });
    const { left, right } = lab.state;
    lab.actions.openNothing();
    await quiet();
    lab.actions.openSave("Mine");
    await quiet();
    expect(lab.state.left).toEqual(left);
    expect(lab.state.right).toEqual(right);
  });

  it("are listed when the laboratory begins, the newest first", async () => {
    const lab = await begunLab();
    for (const name of ["one", "two"]) {
      lab.actions.save(name);
      await lab.frames(1);
    }
    expect(lab.state.saves.map(({ name }) => name)).toEqual(["two", "one"]);
    lab.actions.save("one");
    await quiet();
    expect(lab.state.saves).toHaveLength(2);
  });

  it("that replace another or are removed can be brought back", async () => {
    const lab = await begunLab("s=os-two-layers");
    lab.actions.save("Mine");
    await quiet();
    lab.actions.openReady("docker-vs-vm");
    await quiet();
    lab.actions.save("Mine");
    await quiet();
    expect(lab.state.toast?.undo).toBe(true);
    lab.actions.undoToast();
    await quiet();
    lab.actions.removeSave("Mine");
    await quiet();
    expect(lab.state.saves).toEqual([]);
    lab.actions.undoToast();
    await quiet();
    expect(lab.state.saves).toHaveLength(1);
    lab.actions.openSave("Mine");
    await quiet();
    expect(lab.view().head.name).toBe("os-two-layers");
  });

  it("without a name are not kept", async () => {
    const lab = await begunLab();
    lab.actions.save("  ");
    await quiet();
    expect(lab.saves.stored.size).toBe(0);
  });

  it.each([
    ["a number", 7],
    ["nothing", null],
    ["no hash", { savedAt: 1, title: "x" }],
    ["a hash that says nothing", { savedAt: 1, title: "x", hash: "hello" }],
    ["a damaged hash", { savedAt: 1, title: "x", hash: "w=%" }],
    ["a world that does not open", { savedAt: 1, title: "x", hash: "w=1.abc" }],
  ])("that hold %s are listed and explained; the world stays", async (_, content) => {
    const lab = await begunLab();
    lab.saves.stored.set("Broken", content);
    lab.actions.save("Whole");
    await quiet();
    expect(lab.state.saves.map(({ name }) => name)).toContain("Broken");
    const before = lab.view();
    lab.actions.openSave("Broken");
    await quiet();
    expect(lab.state.failure?.what).toBe("The save “Broken” could not be opened.");
    expect(lab.view()).toBe(before);
    lab.actions.removeSave("Broken");
    await quiet();
    expect(lab.state.saves.map(({ name }) => name)).toEqual(["Whole"]);
  });

  it("under a name that there is not are explained", async () => {
    const lab = await begunLab();
    lab.actions.openSave("Nowhere");
    await quiet();
    expect(lab.state.failure?.why).toMatch(/not there/);
  });

  it("in a browser that forbids storage are explained when asked for, and nothing is lost", async () => {
    const lab = await begunLab();
    lab.saves.forbidden = true;
    for (const ask of [
      () => lab.actions.save("Mine"),
      () => lab.actions.openSave("Mine"),
      () => lab.actions.removeSave("Mine"),
    ]) {
      lab.actions.dismiss("failure");
      ask();
      await quiet();
      expect(lab.state.failure?.why).toMatch(/The world itself is still here/);
      expect(lab.state.failure?.detail).toMatch(/insecure/);
    }
    expect(lab.view().head.name).toBe("vms-vs-containers");
  });

  it("that cannot even be listed stop nothing", async () => {
    const lab = await begunLab();
    lab.saves.forbidden = true;
    const other = await begunLab();
    expect(other.state.failure).toBeNull();
    expect(lab.state.saves).toEqual([]);
  });

  it("with keys that are no names are left out", () => {
    expect(listSaved([[7, { savedAt: 1, title: "x", hash: "s=x" }]])).toEqual([]);
  });
});
