import { describe, expect, it } from "vitest";
import type { CommandInput } from "../../sim/index";
import { begunLab, LAPTOP, quiet, SWITCH_ON } from "./testing/lab";

async function emptyLab() {
  const lab = await begunLab();
  lab.actions.openNothing();
  await quiet();
  return lab;
}

const ENGINE: CommandInput = { do: "installEngine", machine: "laptop", product: "docker" };
const WEB: CommandInput = { do: "runContainer", machine: "laptop", image: "nginx", name: "web" };

describe("a deed", () => {
  it("does all of its commands as one act", async () => {
    const lab = await emptyLab();
    await lab.run("Add a laptop that runs", LAPTOP, SWITCH_ON);
    expect(lab.layer("laptop/kernel")?.state).toBe("starting");
    expect(lab.view().head).toMatchObject({ acts: 1, canUndo: true });
    lab.actions.undo();
    await quiet();
    expect(lab.view().layers).toEqual([]);
    lab.actions.redo();
    await quiet();
    expect(lab.layer("laptop/kernel")?.state).toBe("starting");
    expect(lab.state.failure).toBeNull();
  });

  it("lets what is starting start, and is one act all the same", async () => {
    const lab = await emptyLab();
    const busy = new Set<string | null>();
    lab.store.subscribe((state) => busy.add(state.busy));
    await lab.run("Run nginx on a new laptop", LAPTOP, SWITCH_ON, ENGINE, WEB);
    expect(lab.state.refused).toBeNull();
    expect(lab.state.failure).toBeNull();
    expect(lab.view().head.now).toBeGreaterThan(1_000);
    lab.actions.settle();
    await quiet();
    expect(lab.layer("laptop/container/web")?.state).toBe("running");
    expect([...busy].some((text) => text?.startsWith("Waiting: "))).toBe(true);
    expect(lab.state.busy).toBeNull();
    expect(lab.view().head.acts).toBe(1);
    lab.actions.undo();
    await quiet();
    expect(lab.view().layers).toEqual([]);
    expect(lab.view().head).toMatchObject({ now: 0, acts: 0 });
    lab.actions.redo();
    lab.actions.settle();
    await quiet();
    expect(lab.layer("laptop/container/web")?.state).toBe("running");
  });

  it("that fails after waiting has done nothing, and what was undone can still be redone", async () => {
    const lab = await emptyLab();
    await lab.run("Add a server", { do: "addMachine", name: "spare", preset: "server" });
    lab.actions.undo();
    await quiet();
    await lab.run("Run nothing", LAPTOP, SWITCH_ON, ENGINE, { ...WEB, image: "no-such-image" });
    expect(lab.state.refused?.refusal.what).toMatch(/./);
    expect(lab.view().layers).toEqual([]);
    expect(lab.view().head).toMatchObject({ now: 0, acts: 0, canRedo: true });
    lab.actions.redo();
    await quiet();
    expect(lab.layer("spare")).toBeDefined();
  });

  it("that is refused says why and what would help, and changes nothing", async () => {
    const lab = await emptyLab();
    await lab.run("Add a laptop", LAPTOP);
    const before = lab.view();
    await lab.run("Run nginx", WEB);
    expect(lab.state.refused).toMatchObject({ slot: "left", refusal: { why: expect.any(String) } });
    expect(Array.isArray(lab.state.refused?.remedies)).toBe(true);
    expect(lab.view()).toBe(before);
    lab.actions.dismiss("refused");
    expect(lab.state.refused).toBeNull();
  });

  it("without commands is none", async () => {
    const lab = await emptyLab();
    await lab.run("Nothing");
    expect(lab.view().head.acts).toBe(0);
  });

  it("may be done while time passes", async () => {
    const lab = await begunLab();
    lab.actions.play();
    await lab.frames(5, 100);
    await lab.run("Add a machine", { do: "addMachine", name: "spare", preset: "server" });
    await lab.frames(5, 100);
    expect(lab.state.playing).toBe(true);
    expect(lab.layer("spare")).toBeDefined();
    expect(lab.view().head.now).toBe(900);
  });
});

describe("looking back", () => {
  async function lookingBack() {
    const lab = await begunLab("s=os-two-layers");
    await lab.run("Add a machine", { do: "addMachine", name: "first", preset: "server" });
    lab.actions.play();
    lab.actions.openBeside("vms-vs-containers");
    await quiet();
    lab.actions.settle();
    await quiet();
    await lab.run("Add a machine", { do: "addMachine", name: "second", preset: "server" });
    lab.actions.look(500);
    await quiet();
    return lab;
  }

  it("refuses deeds with an explanation and the ways out", async () => {
    const lab = await lookingBack();
    const before = lab.view();
    for (const deed of [
      () => lab.run("Add a machine", LAPTOP),
      async () => {
        lab.actions.fill("container", "laptop", "nginx");
        await quiet();
      },
    ]) {
      lab.actions.dismiss("refused");
      await deed();
      expect(lab.state.refused).toMatchObject({
        refusal: { code: "looking-back", wayOut: expect.stringMatching(/Go on from here/) },
        ways: ["goOnFromHere", "fork", "backToPresent"],
        remedies: [],
      });
      expect(lab.view()).toBe(before);
    }
  });

  it("and going on from there forgets what came later, but not for good", async () => {
    const lab = await lookingBack();
    const { now } = lab.view().head;
    lab.actions.goOnFromHere();
    await quiet();
    expect(lab.view().head).toMatchObject({ at: 500, now: 500 });
    expect(lab.layer("first")).toBeDefined();
    expect(lab.layer("second")).toBeUndefined();
    expect(lab.view("right").head).toMatchObject({ at: 500, now });
    expect(lab.state.toast?.undo).toBe(true);
    await lab.run("Add a machine", { do: "addMachine", name: "third", preset: "server" });
    expect(lab.layer("third")).toBeDefined();
    expect(lab.state.refused).toBeNull();
    lab.actions.undoToast();
    await quiet();
    expect(lab.view().head).toMatchObject({ now, at: 500 });
    lab.actions.backToPresent();
    await quiet();
    expect(lab.layer("second")).toBeDefined();
    expect(lab.layer("third")).toBeUndefined();
  });

  it("and forking changes a copy of that moment", async () => {
    const lab = await lookingBack();
    lab.actions.closeBeside();
    await quiet();
    lab.actions.dismiss("toast");
    const { now } = lab.view().head;
    lab.actions.fork();
    await quiet();
    expect(lab.state.slot).toBe("right");
    expect(lab.state.toast).toBeNull();
    expect(lab.view("right").head).toMatchObject({ at: 500, now: 500 });
    expect(lab.view("right").layers).toEqual(lab.view("left").layers);
    await lab.run("Add a machine", { do: "addMachine", name: "third", preset: "server" });
    expect(lab.layer("third", "right")).toBeDefined();
    expect(lab.layer("third", "left")).toBeUndefined();
    expect(lab.view("left").head).toMatchObject({ at: 500, now });
  });

  it("and forking onto another world says so, and can be taken back", async () => {
    const lab = await lookingBack();
    lab.actions.fork();
    await quiet();
    expect(lab.view("right").head.name).toBe("os-two-layers");
    lab.actions.undoToast();
    await quiet();
    expect(lab.view("right").head.name).toBe("vms-vs-containers");
  });
});

describe("undo and redo", () => {
  it("redo gives the same world even if time has passed in between", async () => {
    const lab = await emptyLab();
    lab.actions.openBeside("vms-vs-containers");
    await quiet();
    lab.actions.play();
    await lab.frames(11, 100);
    await lab.run("Add a laptop that runs", LAPTOP, SWITCH_ON);
    const done = lab.view();
    lab.actions.undo();
    await quiet();
    lab.actions.play();
    await lab.frames(21, 100);
    lab.actions.redo();
    await quiet();
    expect(lab.view().layers).toEqual(done.layers);
    expect(lab.view().head.now).toBe(1_000);
    expect(lab.view("right").head).toMatchObject({ at: 1_000, now: 3_000 });
  });

  it("say so where there is nothing to take back", async () => {
    const lab = await emptyLab();
    lab.actions.undo();
    await quiet();
    expect(lab.state.toast?.text).toBe("Nothing to undo.");
    lab.actions.redo();
    await quiet();
    expect(lab.state.toast?.text).toBe("Nothing to redo.");
  });

  it("are about the world that is worked on", async () => {
    const lab = await emptyLab();
    await lab.run("Add a laptop", LAPTOP);
    lab.actions.fork();
    await quiet();
    lab.actions.undo();
    await quiet();
    expect(lab.view("left").layers).not.toEqual([]);
    expect(lab.view("right").layers).toEqual([]);
  });
});

describe("filling", () => {
  it("adds containers until the machine takes no more, as one act, and says what stopped it", async () => {
    const lab = await begunLab();
    lab.actions.openNothing();
    await quiet();
    const small: CommandInput = { ...LAPTOP, memoryBytes: 2 ** 30 } as CommandInput;
    await lab.run("Add a small laptop", small, SWITCH_ON, ENGINE, WEB);
    const { acts } = lab.view().head;
    lab.actions.fill("container", "laptop", "nginx");
    await quiet();
    expect(lab.state.filled?.added).toBeGreaterThan(3);
    expect(lab.state.filled?.text).toMatch(/\.$/);
    expect(lab.view().head.acts).toBe(acts + 1);
    expect(lab.layer("laptop/container/nginx-1")).toBeDefined();
    expect(lab.state.commands.filter(({ line }) => line.startsWith("# and "))).toHaveLength(1);
    lab.actions.undo();
    await quiet();
    expect(lab.layer("laptop/container/nginx-1")).toBeUndefined();
    lab.actions.dismiss("filled");
    expect(lab.state.filled).toBeNull();
  });
});
