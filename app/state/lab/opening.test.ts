import { describe, expect, it } from "vitest";
import { WRITE_AFTER_MS } from "./link";
import { FIRST_SCENARIO } from "./opening";
import { begunLab, LAPTOP, quiet, SWITCH_ON, testLab } from "./testing/lab";

describe("begin", () => {
  it("opens the first scenario where the address asks for nothing", async () => {
    const lab = testLab();
    expect(lab.state).toMatchObject({ status: "loading", left: null });
    expect(lab.workers).toHaveLength(0);
    lab.actions.begin();
    await quiet();
    expect(lab.state).toMatchObject({ status: "ready", failure: null, right: null, busy: null });
    expect(lab.view().head.name).toBe(FIRST_SCENARIO);
    expect(lab.state.bills.left?.vms).toBe(3);
  });

  it("opens the ready scenario of the address", async () => {
    const lab = await begunLab("s=os-two-layers");
    expect(lab.view().head.name).toBe("os-two-layers");
  });

  it("opens the very worlds of an address: presents, the moment shown, the side that is worked on", async () => {
    const lab = await begunLab("s=three-apps-containers");
    lab.actions.settle();
    await quiet();
    await lab.run("Stop the web server", {
      do: "stopContainer",
      machine: "laptop",
      container: "web",
    });
    lab.actions.play();
    await lab.frames(50, 100);
    lab.actions.look(700);
    await quiet();
    lab.actions.fork();
    await quiet();
    await lab.run("Add a machine", { do: "addMachine", name: "spare", preset: "server" });
    expect(lab.state.failure).toBeNull();
    const link = await lab.store.actions.share();
    const other = await begunLab(link.slice(link.indexOf("#") + 1));
    expect(other.view("left")).toEqual(lab.view("left"));
    expect(other.view("right")).toEqual({
      ...lab.view("right"),
      head: { ...lab.view("right").head, canRedo: false },
    });
    expect(other.view("left").head.at).toBe(700);
    expect(other.state.slot).toBe("right");
    expect(await other.store.actions.share()).toBe(link);
  });

  it.each([
    ["cut off", "w=1.abc"],
    ["damaged", "s=NOTHING"],
    ["of another version", "w=7.abc"],
    ["of a scenario that there is not", "s=no-such-thing"],
  ])("explains a link that is %s, opens nothing by itself, and leaves the address alone", async (_, hash) => {
    const lab = await begunLab(hash);
    expect(lab.state).toMatchObject({ status: "ready", left: null, workerDied: false, busy: null });
    expect(lab.state.failure?.what).toMatch(/^The link .*\.$/);
    expect(lab.state.failure?.why).toMatch(/.{10,}\.$/);
    expect(lab.state.failure?.wayOut).toMatch(/.{10,}\.$/);
    await lab.frames(5, WRITE_AFTER_MS);
    expect(lab.address.hash).toBe(hash);
    lab.actions.openReady("os-two-layers");
    await quiet();
    expect(lab.state.failure).toBeNull();
    expect(lab.view().head.name).toBe("os-two-layers");
  });

  it("explains a second world that cannot be opened; the first is there", async () => {
    const lab = await begunLab("s=os-two-layers&rs=no-such-thing");
    expect(lab.view("left").head.name).toBe("os-two-layers");
    expect(lab.state.right).toBeNull();
    expect(lab.state.failure?.why).toMatch(/no-such-thing/);
  });

  it("again changes nothing while the address is ours, and opens what somebody else put there", async () => {
    const lab = await begunLab("s=os-two-layers");
    await lab.frames(2, WRITE_AFTER_MS);
    const before = lab.view();
    lab.address.hash = "";
    lab.actions.begin();
    await lab.frames(2, WRITE_AFTER_MS);
    expect(lab.view()).toBe(before);
    expect(lab.address.hash).toBe("s=os-two-layers");
    lab.address.type("s=docker-vs-vm");
    await quiet();
    expect(lab.view().head.name).toBe("docker-vs-vm");
    lab.address.type("main");
    await quiet();
    expect(lab.view().head.name).toBe("docker-vs-vm");
  });
});

describe("another address on the same page", () => {
  it.each([
    ["a ready scenario", "s=docker-vs-vm"],
    ["a moment of one", "s=power-loss&t=6000"],
  ])("opens %s; what was there can be brought back as it was", async (_, hash) => {
    const lab = await begunLab("s=os-two-layers");
    lab.actions.play();
    await lab.frames(6, 100);
    lab.actions.openBeside("three-apps-vms");
    await quiet();
    await lab.run("Add a machine", { do: "addMachine", name: "spare", preset: "server" });
    const { left, right } = lab.state;
    lab.address.type(hash);
    await quiet();
    expect(lab.view().head.name).toBe(hash.slice(2).split("&")[0]);
    expect(lab.state).toMatchObject({ right: null, toast: { undo: true } });
    lab.actions.undoToast();
    await quiet();
    expect(lab.state.left).toEqual(left);
    expect(lab.state.right).toEqual(right);
  });

  it("also where nobody has done anything yet", async () => {
    const lab = await begunLab("s=os-two-layers");
    lab.address.type("s=docker-vs-vm");
    await quiet();
    expect(lab.state.toast?.undo).toBe(true);
    lab.actions.undoToast();
    await quiet();
    expect(lab.view().head.name).toBe("os-two-layers");
  });

  it("that is broken is explained; the world stays", async () => {
    const lab = await begunLab("s=os-two-layers");
    lab.address.type("w=1.broken");
    await quiet();
    expect(lab.state.failure?.what).toMatch(/^The link/);
    expect(lab.view().head.name).toBe("os-two-layers");
  });
});

describe("opening", () => {
  it("begins with an empty world", async () => {
    const lab = await begunLab();
    lab.actions.openNothing();
    await quiet();
    expect(lab.view().layers).toEqual([]);
    expect(lab.view().head).toMatchObject({ now: 0, canUndo: false });
  });

  it("takes a whole link, its hash, or the world as text", async () => {
    const lab = await begunLab();
    lab.actions.openNothing();
    await quiet();
    await lab.run("Add a laptop", LAPTOP);
    const link = await lab.store.actions.share();
    const hash = link.slice(link.indexOf("#") + 1);
    const text = hash.replace(/^w=/, "").replace(/&.*$/, "");
    for (const pasted of [link, ` ${hash}\n`, text]) {
      lab.actions.openReady("os-two-layers");
      await quiet();
      lab.actions.openText(pasted);
      await quiet();
      expect(lab.state.failure).toBeNull();
      expect(lab.layer("laptop")?.kind).toBe("hardware");
    }
    lab.actions.openText("hello");
    await quiet();
    expect(lab.state.failure?.what).toMatch(/link/);
    expect(lab.layer("laptop")?.kind).toBe("hardware");
  });

  it("forgets what was said of the world before", async () => {
    const lab = await begunLab();
    lab.actions.tell(2);
    lab.actions.select("left", "vm1");
    await lab.run("Nonsense", { do: "powerOn", machine: "nowhere" });
    expect(lab.state).toMatchObject({ chapter: 2, selected: "vm1" });
    expect(lab.state.refused?.refusal.code).toBe("no-machine");
    lab.actions.openReady("os-two-layers");
    await quiet();
    expect(lab.state).toMatchObject({
      chapter: null,
      selected: null,
      inspection: null,
      offers: [],
      refused: null,
      toast: null,
    });
  });

  it("brings back a world that was changed by hand, by the toast's way back", async () => {
    const lab = await begunLab("s=os-two-layers");
    await lab.run("Add a machine", { do: "addMachine", name: "spare", preset: "server" });
    lab.actions.openReady("docker-vs-vm");
    await quiet();
    expect(lab.state.toast).toMatchObject({ undo: true });
    lab.actions.undoToast();
    await quiet();
    expect(lab.view().head.name).toBe("os-two-layers");
    expect(lab.layer("spare")?.kind).toBe("hardware");
  });

  it("beside puts a second world at the same moment, and closing it brings it back if it was changed", async () => {
    const lab = await begunLab();
    lab.actions.play();
    await lab.frames(11, 100);
    lab.actions.openBeside("os-two-layers");
    await quiet();
    expect(lab.view("right").head).toMatchObject({ name: "os-two-layers", at: 1_000, now: 1_000 });
    expect(lab.state.slot).toBe("left");
    expect(lab.state.bills.right?.kernels).toBeGreaterThan(0);
    lab.actions.closeBeside();
    await quiet();
    expect(lab.state).toMatchObject({ right: null, toast: null, bills: { right: null } });
    lab.actions.openBeside("os-two-layers");
    await quiet();
    lab.actions.chooseSlot("right");
    await lab.run("Add a machine", { do: "addMachine", name: "spare", preset: "server" });
    lab.actions.closeBeside();
    await quiet();
    expect(lab.state).toMatchObject({ right: null, slot: "left" });
    lab.actions.undoToast();
    await quiet();
    expect(lab.layer("spare", "right")?.kind).toBe("hardware");
    expect(lab.state.slot).toBe("right");
  });

  it("replaces the world that is worked on, and no other", async () => {
    const lab = await begunLab("s=os-two-layers&rs=docker-vs-vm&on=right");
    lab.actions.openReady("three-apps-vms");
    await quiet();
    expect(lab.view("left").head.name).toBe("os-two-layers");
    expect(lab.view("right").head.name).toBe("three-apps-vms");
  });

  it("at a moment of the old world's past begins the new one at its own present", async () => {
    const lab = await begunLab();
    lab.actions.settle();
    await quiet();
    lab.actions.look(10);
    await quiet();
    lab.actions.openReady("three-apps-vms");
    await quiet();
    expect(lab.view().head).toMatchObject({ at: 0, now: 0 });
  });
});

describe("files", () => {
  it("come back as they went out, and can be read by people", async () => {
    const lab = await begunLab("s=os-two-layers");
    await lab.run("Add a machine", { do: "addMachine", name: "spare", preset: "server" });
    const file = await lab.store.actions.exportFile();
    expect(file.name).toBe("strata-os-two-layers.json");
    expect(JSON.parse(file.text)).toMatchObject({ version: 1, name: "os-two-layers" });
    expect(file.text.split("\n").length).toBeGreaterThan(20);
    const other = await begunLab();
    await other.openFile(file.text, file.name);
    expect(other.view().layers).toEqual(lab.view().layers);
    expect(other.state.commands).toEqual(lab.state.commands);
  });

  it("open where they were left, in the middle of a story too", async () => {
    const lab = await begunLab("s=power-loss");
    lab.actions.chooseSpeed(10);
    lab.actions.play();
    await lab.frames(31, 200);
    lab.actions.pause();
    expect(lab.view().head.now).toBe(60_000);
    const file = await lab.store.actions.exportFile();
    expect(JSON.parse(file.text)).toMatchObject({ now: 60_000 });
    const other = await begunLab();
    await other.openFile(file.text, file.name);
    expect(other.view()).toEqual(lab.view());
    await other.openFile({ ...JSON.parse(file.text), now: 7_000 });
    expect(other.view().head).toMatchObject({ now: 7_000, coming: [{ at: 10_000 }] });
    await other.openFile({ ...JSON.parse(file.text), now: "soon" });
    expect(other.state.failure?.why).toMatch(/\/now/);
  });

  it("may be written by hand", async () => {
    const lab = await begunLab();
    await lab.openFile({ version: 1, setup: [LAPTOP], log: [{ at: 10, command: SWITCH_ON }] });
    expect(lab.state.failure).toBeNull();
    expect(lab.view().head).toMatchObject({ now: 0, coming: [{ at: 10 }], endAt: expect.any(Number) });
    expect((await lab.store.actions.exportFile()).name).toBe("strata-world.json");
  });

  it.each([
    ["no JSON", "{ version: 1 }", /not a scenario/, /JSON/],
    ["no scenario", "[1]", /could not be opened/, /\//],
    ["an unknown command", { version: 1, setup: [{ do: "fly" }] }, /could not be opened/, /\/setup\/0/],
    [
      "a fault in a command",
      { version: 1, setup: [{ do: "powerOn" }] },
      /could not be opened/,
      /\/setup\/0\/machine/,
    ],
    [
      "what cannot be done",
      { version: 1, setup: [SWITCH_ON] },
      /could not be opened/,
      /\/setup\/0 \(powerOn\)/,
    ],
    [
      "times that go back",
      {
        version: 1,
        setup: [LAPTOP],
        log: [
          { at: 9, command: SWITCH_ON },
          { at: 1, command: SWITCH_ON },
        ],
      },
      /could not be opened/,
      /\/log\/1\/at/,
    ],
    ["an unknown field", { version: 1, colour: "red" }, /could not be opened/, /colour/],
    ["nothing", "", /could not be opened/, /JSON/],
  ])("with %s are explained by place; the world stays", async (_, content, what, why) => {
    const lab = await begunLab("s=os-two-layers");
    const before = lab.view();
    await lab.openFile(content, "mine.json");
    const failure = lab.state.failure;
    expect(`${failure?.what} ${failure?.why}`).toMatch(what);
    expect(failure?.what).toMatch(/mine\.json/);
    expect(failure?.why).toMatch(why);
    expect(failure?.wayOut).toMatch(/\.$/);
    expect(lab.view()).toBe(before);
    lab.actions.dismiss("failure");
    expect(lab.state.failure).toBeNull();
  });

  it("that cannot be read are explained", async () => {
    const lab = await begunLab("s=os-two-layers");
    lab.actions.openFile({ name: "gone.json", text: () => Promise.reject(new Error("NotFoundError")) });
    await quiet();
    expect(lab.state.failure).toMatchObject({
      what: "The file gone.json could not be read.",
      detail: "NotFoundError",
    });
    expect(lab.view().head.name).toBe("os-two-layers");
  });
});
