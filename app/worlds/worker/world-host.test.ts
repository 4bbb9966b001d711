import { beforeEach, describe, expect, it } from "vitest";
import type { CommandInput, LayerView, Result } from "../../sim/index";
import { applyPatch } from "../patch";
import type { Slot, ViewPatch, WorldSource, WorldView } from "../protocol";
import { dockerHost, run, world } from "../testing/setups";
import { MAX_PASS_HOST_MS, PAUSE_AFTER_HOST_MS } from "./limits";
import { WorldHost } from "./world-host";

/** The host's clock, moved on by hand or at each look at it. */
let time = 0;
let perLook = 0;
let host = new WorldHost(() => 0);
const views = new Map<Slot, WorldView>();

beforeEach(() => {
  time = 0;
  perLook = 0;
  views.clear();
  host = new WorldHost(() => {
    time += perLook;
    return time;
  });
});

/** The view of a slot after a patch. */
function shown(patch: ViewPatch, slot: Slot = "left"): WorldView {
  const view = applyPatch(views.get(slot), patch);
  views.set(slot, view);
  return view;
}

function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.what}: ${result.refusal.why}`);
  return result.value;
}

const open = (source: WorldSource, slot: Slot = "left") => {
  views.delete(slot);
  return shown(done(host.open(slot, source)), slot);
};
const act = (commands: readonly CommandInput[], text = "a click") =>
  shown(done(host.act("left", commands, text)));
const state = (view: WorldView, id: string): LayerView["state"] | undefined =>
  view.layers.find((layer) => layer.id === id)?.state;
const ids = (view: WorldView) => view.layers.map(({ id }) => id);

describe("opening", () => {
  it("begins ready scenarios, files, links and nothing", () => {
    const ready = open({ from: "ready", name: "three-apps-containers" });
    expect(ready.head).toMatchObject({ name: "three-apps-containers", now: 0, at: 0, canRedo: false });
    expect(ready.head.story.length).toBeGreaterThan(3);
    expect(state(ready, "laptop/container/web")).toBe("starting");
    const again = open({ from: "text", text: host.encode("left") });
    expect(again).toEqual(ready);
    expect(open({ from: "data", data: JSON.parse(JSON.stringify(host.scenario("left"))) })).toEqual(ready);
    const nothing = open({ from: "nothing" });
    expect(nothing).toMatchObject({
      layers: [],
      marks: [],
      head: { now: 0, endAt: 0, nextAt: null, acts: 0 },
    });
  });

  it("refuses what holds no world, and leaves the world that was there", () => {
    const before = open(world());
    for (const source of [
      { from: "ready", name: "nobody" },
      { from: "data", data: { version: 1, setup: [{ do: "powerOn", machine: "x" }] } },
      { from: "data", data: null },
      { from: "text", text: "nonsense" },
    ] as const) {
      const opened = host.open("left", source);
      expect(opened).toMatchObject({
        ok: false,
        refusal: { what: expect.any(String), why: expect.any(String) },
      });
    }
    expect(shown(host.look("left", 1e9))).toEqual(before);
  });

  it("tells the marks of what happens from time 0 on, not how the world came to be", () => {
    const view = open(world([...dockerHost, run("before")]));
    expect(view.marks).toEqual([]);
    const marks = act([run("after")]).marks;
    expect(marks.map(({ layer, what, at }) => [layer, what, at])).toEqual([
      ["laptop/container/after", "created", 0],
    ]);
  });

  it("throws when there is no world in a slot", () => {
    expect(() => host.advance("right", 5)).toThrow("no world on the right");
    open(world());
    host.close("left");
    expect(() => host.step("left")).toThrow("no world on the left");
  });
});

describe("acting", () => {
  it("does several commands as one act", () => {
    open(world());
    const view = act([run("one"), run("two")], "Add two");
    expect(view.head).toMatchObject({ acts: 1, canUndo: true, now: 0 });
    expect(host.acts("left")).toEqual([
      { at: 0, text: "Add two", by: "click", commands: [expect.anything(), expect.anything()] },
    ]);
    const undone = shown(done(host.undo("left")));
    expect(ids(undone).filter((id) => id.includes("/container/"))).toEqual([]);
    expect(undone.head).toMatchObject({ acts: 0, canUndo: false, canRedo: true });
    expect(shown(done(host.redo("left")))).toEqual(view);
  });

  it("does none of them if one is refused, and keeps what can be redone", () => {
    open(world());
    act([run("one")]);
    const before = shown(done(host.undo("left")));
    const refused = host.act("left", [run("two"), run("two")], "Add two");
    expect(refused).toMatchObject({ ok: false, refusal: { code: "name-taken" } });
    expect(shown(host.look("left", 0))).toEqual(before);
    expect(shown(done(host.redo("left"))).head.acts).toBe(1);
  });

  it("tells acts of the same words at the same time apart", () => {
    open(world());
    act([run("one")], "Add");
    const view = act([run("two")], "Add");
    expect(view.head.acts).toBe(2);
    expect(ids(shown(done(host.undo("left"))))).toContain("laptop/container/one");
  });

  it("acts at the present, whatever moment is shown", () => {
    open(world());
    act([run("one")]);
    shown(host.advance("left", 5_000));
    expect(shown(host.look("left", 10)).head).toMatchObject({ at: 10, now: 5_000 });
    expect(act([run("two")]).head).toMatchObject({ at: 5_000, now: 5_000 });
  });

  it("keeps a text that links can hold", () => {
    open(world());
    act([run("one")], "x".repeat(5_000));
    expect(open({ from: "text", text: host.encode("left") }).head.acts).toBe(1);
  });

  it("refuses to undo and to redo what is not there", () => {
    open(world());
    expect(host.undo("left")).toMatchObject({ ok: false, refusal: { code: "nothing-to-undo" } });
    expect(host.redo("left")).toMatchObject({ ok: false, refusal: { code: "nothing-to-redo" } });
  });
});

describe("time", () => {
  it("advances, looks back without changing the present, and goes on from there", () => {
    open(world());
    act([run("one")]);
    const present = shown(host.advance("left", 1_000));
    expect(state(present, "laptop/container/one")).toBe("running");
    const past = shown(host.look("left", 20));
    expect(past.head).toMatchObject({ at: 20, now: 1_000 });
    expect(past.layers.find(({ id }) => id === "laptop/container/one")).toMatchObject({
      state: "starting",
      phase: "network",
    });
    expect(past.marks).toEqual(present.marks);
    expect(host.inspect("left", "laptop/container/one")?.layer.state).toBe("starting");
    expect(shown(host.look("left", 1e9))).toEqual(present);
    expect(host.inspect("left", "laptop/container/one")?.layer.state).toBe("running");
    expect(shown(host.rewind("left", 20)).head).toMatchObject({ at: 20, now: 20 });
  });

  it("steps to the next phase or happening, and stays where nothing comes", () => {
    open(world());
    act([run("one")]);
    const seen = [];
    for (let step = 0; step < 12; step++) {
      const { head, layers } = shown(host.step("left"));
      seen.push([head.now, layers.find(({ id }) => id === "laptop/container/one")?.phase]);
    }
    expect(seen).toEqual([
      [8, "daemon"],
      [14, "image"],
      [16, "namespaces"],
      [19, "network"],
      [29, "cgroup"],
      [31, "root file system"],
      [36, "process"],
      [46, "app"],
      [50, null],
      [50, null],
      [50, null],
      [50, null],
    ]);
  });

  it("settles: lets time pass until nothing is starting any more", () => {
    open(world());
    act([run("one"), run("two")]);
    const view = shown(host.settle("left"));
    expect(view.head.now).toBe(view.head.endAt);
    expect(state(view, "laptop/container/two")).toBe("running");
  });

  it("settles, and leaves what a scenario has in store to those who let time pass", () => {
    open(world(dockerHost, { lasts: 7_000, log: [{ at: 5_000, command: run("late") }] }));
    expect(shown(host.settle("left")).head).toMatchObject({ now: 0, endAt: 7_000, settled: true });
  });

  it("has not settled before a time of grace is over", () => {
    open(world([...dockerHost, run("one")]));
    const stopping = act([{ do: "stopContainer", machine: "laptop", container: "one" }]);
    expect(stopping.head).toMatchObject({ settled: false, endAt: 10_000 });
    const view = shown(host.settle("left"));
    expect(view.head).toMatchObject({ settled: true, now: 10_000 });
    expect(view.layers.find(({ id }) => id === "laptop/container/one")).toMatchObject({
      state: "exited",
      ended: { code: 137, outOfMemory: false },
    });
  });

  it("gives up settling and advancing when the host's time is over, wherever it got", () => {
    open(world(dockerHost.slice(0, 1)));
    act([{ do: "powerOn", machine: "laptop" }]);
    perLook = PAUSE_AFTER_HOST_MS / 8;
    const { head, layers } = shown(host.settle("left"));
    expect(head.now).toBeGreaterThan(0);
    expect(head.settled).toBe(false);
    expect(layers[0]?.state).toBe("starting");
    perLook = MAX_PASS_HOST_MS;
    const later = shown(host.advance("left", 3_600_000)).head.now;
    expect(later).toBeGreaterThan(head.now);
    expect(later).toBeLessThan(3_600_000);
  });

  it("says for how long there is something to see: as the scenario says, or until nothing is starting", () => {
    expect(open(world(dockerHost, { lasts: 60_000 })).head.endAt).toBe(60_000);
    const begun = act([run("one")]).head;
    expect(begun).toMatchObject({ now: 0, endAt: 60_000 });
    expect(open(world()).head.endAt).toBe(0);
    const { endAt } = act([run("one")]).head;
    expect(endAt).toBe(50);
    expect(shown(host.advance("left", 20)).head.endAt).toBe(endAt);
    expect(shown(host.advance("left", 900)).head.endAt).toBe(900);
  });
});

describe("stories", () => {
  const told = (log: readonly CommandInput[] = [run("one"), run("two")]): WorldSource =>
    world(dockerHost, { log: log.map((command, index) => ({ at: index * 5_000, command })) });

  it("are opened at their beginning, and say what is to come and until when", () => {
    const view = open(told());
    expect(view.head).toMatchObject({ now: 0, endAt: 5_050, canUndo: false, acts: 1 });
    expect(view.head.coming).toEqual([
      { at: 5_000, text: expect.stringMatching(/^Makes a container and starts it.*: two$/) },
    ]);
    expect(shown(host.advance("left", 4_999)).head.nextAt).toBe(5_000);
    const later = shown(host.advance("left", 6_000));
    expect(later.head).toMatchObject({ coming: [], acts: 1, canUndo: false });
    expect(state(later, "laptop/container/two")).toBe("running");
    expect(host.undo("left")).toMatchObject({ ok: false, refusal: { code: "nothing-to-undo" } });
  });

  it("are stepped through", () => {
    open(told());
    let { head } = shown(host.settle("left"));
    expect(head.now).toBeLessThan(5_000);
    for (let step = 0; step < 3 && head.coming.length > 0; step++) head = shown(host.step("left")).head;
    expect(head.now).toBe(5_000);
  });

  it("are let go by an act; undo and going back bring them back", () => {
    open(told());
    shown(host.advance("left", 1_000));
    const acted = act([run("mine")]);
    expect(acted.head).toMatchObject({ coming: [], canUndo: true, acts: 2, endAt: 1_050 });
    expect(shown(done(host.undo("left"))).head.coming).toHaveLength(1);
    act([run("mine")]);
    shown(host.advance("left", 9_000));
    expect(shown(host.rewind("left", 500)).head).toMatchObject({ now: 500, canUndo: false });
    const again = shown(host.advance("left", 9_000));
    expect(ids(again)).toContain("laptop/container/two");
    expect(ids(again)).not.toContain("laptop/container/mine");
  });

  it("are written with their present, which the text of a link has beside it", () => {
    open(told());
    const text = host.encode("left");
    shown(host.advance("left", 1_000));
    expect(host.scenario("left")).toMatchObject({ now: 1_000, log: [{ at: 0 }, { at: 5_000 }] });
    expect(host.encode("left")).toBe(text);
  });
});

describe("preparing", () => {
  it("does a long log bit by bit, and says how far it is", () => {
    open(world());
    for (let index = 0; index < 40; index++) act([run(`web-${index}`)]);
    const text = host.encode("left");
    const whole = shown(host.look("left", 1e9));
    perLook = 60;
    const seen: number[] = [];
    let prepared = done(host.prepare({ from: "text", text }));
    while (!prepared.ready) {
      seen.push(prepared.done);
      expect(prepared.total).toBe(40);
      prepared = done(host.prepare(null));
    }
    perLook = 0;
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(prepared).toEqual({ done: 40, total: 40, ready: true });
    expect(open({ from: "prepared" })).toEqual(whole);
    expect(() => host.open("left", { from: "prepared" })).toThrow("no world is ready");
  });

  it("refuses what is no world, at once or on the way, and leaves what is there", () => {
    const before = open(world());
    expect(host.prepare({ from: "text", text: "?" })).toMatchObject({ ok: false });
    expect(() => host.prepare(null)).toThrow("no world is being prepared");
    const log = [0, 1].map((at) => ({ at, command: run("same") }));
    expect(host.prepare(world(dockerHost, { log }))).toMatchObject({
      ok: false,
      refusal: { what: expect.stringMatching(/^\/log\/1 /) },
    });
    expect(shown(host.look("left", 1e9))).toEqual(before);
  });
});

describe("two worlds", () => {
  it("forks a world as it was at a moment; both go on by themselves", () => {
    open(world());
    act([run("one")]);
    shown(host.advance("left", 1_000));
    act([run("two")]);
    const left = shown(host.advance("left", 2_000));
    const right = shown(host.fork("left", 500), "right");
    expect(right.head).toMatchObject({ now: 500, at: 500, acts: 1 });
    expect(ids(right)).not.toContain("laptop/container/two");
    shown(done(host.act("right", [{ do: "crashKernel", machine: "laptop" }], "Panic")), "right");
    expect(shown(host.look("left", 1e9))).toEqual(left);
    const back = shown(host.fork("right", 1e9));
    expect(state(back, "laptop/kernel")).toBe("panicked");
  });
});
