import { describe, expect, it } from "vitest";
import { createLabStore } from "./lab";
import { begunLab, quiet, TestAddress, TestSaves, testLab } from "./testing/lab";

const SPARE = { do: "addMachine", name: "spare", preset: "server" } as const;

describe("a worker that dies", () => {
  it("is explained, and what is shown stays", async () => {
    const lab = await begunLab();
    lab.actions.play();
    await lab.frames(3);
    lab.worker.die("Uncaught RangeError: out of memory");
    await quiet();
    expect(lab.state).toMatchObject({ workerDied: true, playing: false, busy: null });
    expect(lab.state.failure?.wayOut).toMatch(/^Start the simulation again/);
    expect(lab.state.failure?.detail).toMatch(/out of memory/);
    expect(lab.view().head.name).toBe("vms-vs-containers");
    await lab.frames(3, 300);
    expect(lab.ticks).toBe(0);
    lab.actions.dismiss("failure");
    await lab.run("Add a machine", SPARE);
    expect(lab.state.failure?.why).toMatch(/has ended/);
    lab.actions.look(0);
    lab.actions.select("left", "vm1");
    lab.actions.play();
    await lab.frames(5);
    expect(lab.state.playing).toBe(false);
    expect(lab.workers).toHaveLength(1);
  });

  it("can be started again, with the worlds as they were last", async () => {
    const lab = await begunLab();
    await lab.run("Add a machine", SPARE);
    lab.actions.fork();
    await quiet();
    lab.actions.play();
    await lab.frames(11, 100);
    lab.actions.look(400);
    await quiet();
    const { left, right } = lab.state;
    lab.worker.die();
    lab.actions.restart();
    await quiet();
    expect(lab.workers).toHaveLength(2);
    expect(lab.state).toMatchObject({ workerDied: false, failure: null, busy: null, slot: "right" });
    expect(lab.state.left).toEqual(left);
    expect(lab.state.right).toEqual(right);
    lab.actions.backToPresent();
    await quiet();
    await lab.run("Add a machine", { ...SPARE, name: "another" });
    expect(lab.layer("another", "right")).toBeDefined();
  });

  it("in the middle of something is explained once", async () => {
    const lab = await begunLab();
    lab.worker.hold();
    lab.actions.settle();
    lab.actions.undo();
    await quiet();
    expect(lab.state.busy).toMatch(/^Waiting/);
    lab.worker.die();
    await quiet();
    expect(lab.state).toMatchObject({ workerDied: true, busy: null });
    expect(lab.state.failure?.wayOut).toMatch(/^Start the simulation again/);
  });

  it("may be left for another world, which needs no old one", async () => {
    const lab = await begunLab();
    lab.actions.openBeside("os-two-layers");
    await quiet();
    await lab.run("Add a machine", SPARE);
    lab.actions.chooseSlot("right");
    lab.worker.die();
    lab.actions.openReady("docker-vs-vm");
    await quiet();
    expect(lab.state).toMatchObject({ failure: null, workerDied: false, slot: "left", right: null });
    expect(lab.view("left").head.name).toBe("docker-vs-vm");
    lab.actions.undoToast();
    await quiet();
    expect(lab.layer("spare", "left")).toBeDefined();
    expect(lab.view("right").head.name).toBe("os-two-layers");
    expect(lab.workers).toHaveLength(2);
  });

  it("leaves the world to be exported", async () => {
    const lab = await begunLab();
    await lab.run("Add a machine", SPARE);
    lab.worker.die();
    const file = await lab.store.actions.exportFile();
    expect(file.name).toBe("strata-world.txt");
    const other = await begunLab();
    await other.openFile(file.text, file.name);
    expect(other.layer("spare")).toBeDefined();
    expect(await lab.store.actions.share()).toMatch(/#w=/);
  });

  it("while the first world is opened leaves no empty page", async () => {
    const lab = testLab();
    lab.actions.begin();
    await Promise.resolve();
    lab.worker.die();
    await quiet();
    expect(lab.state).toMatchObject({ status: "ready", left: null, workerDied: true });
    lab.actions.restart();
    await quiet();
    expect(lab.view().head.name).toBe("vms-vs-containers");
  });
});

describe("a browser without workers", () => {
  it("is explained, and can be tried again", async () => {
    const store = createLabStore({
      worlds: () => {
        throw new Error("Worker is not defined");
      },
      storage: new TestSaves(),
      now: () => 0,
      today: () => 0,
      eachFrame: () => () => {},
      nextFrame: async () => {},
      address: new TestAddress(""),
    });
    store.actions.begin();
    await quiet();
    expect(store.getState()).toMatchObject({ status: "ready", workerDied: true, left: null });
    expect(store.getState().failure?.detail).toBe("Worker is not defined");
  });
});
