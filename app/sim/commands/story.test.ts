import { describe, expect, it } from "vitest";
import { happenings } from "../core/happenings";
import { readyScenario } from "../scenarios/ready";
import { PATIENCE_MS } from "../testing/claims";
import type { CommandInput } from "./all";
import { isSettled } from "./rules";
import { parseScenario, type Scenario } from "./scenario";
import { Simulation } from "./simulation";

const add = (name: string): CommandInput => ({ do: "addMachine", name, preset: "laptop" });
const CLICK = { by: "click", text: "Add", act: 1 } as const;

/** A machine is added at 0, at 100 and at 300 ms. */
const STORY = {
  log: [0, 100, 300].map((at) => ({ at, command: add(`at-${at}`) })),
};

function scenario(data: object): Scenario {
  const parsed = parseScenario({ version: 1, ...data });
  if (!parsed.ok) throw new Error(parsed.refusal.why);
  return parsed.value;
}

function open(data: object | Scenario): Simulation {
  const opened = Simulation.open(scenario(data));
  if (!opened.ok) throw new Error(`${opened.refusal.what}: ${opened.refusal.why}`);
  return opened.value;
}

const times = (entries: readonly { readonly at: number }[]) => entries.map(({ at }) => at);

describe("a story", { timeout: PATIENCE_MS }, () => {
  it("W24: begins at time 0 and comes to pass when time gets there", () => {
    const sim = open(STORY);
    expect(sim.now).toBe(0);
    expect([times(sim.log), times(sim.coming), sim.nextAt]).toEqual([[0], [100, 300], 100]);
    sim.advance(99);
    expect(times(sim.log)).toEqual([0]);
    sim.advance(250);
    expect([times(sim.log), times(sim.coming), sim.now]).toEqual([[0, 100], [300], 250]);
    sim.advance(1_000);
    const whole = Simulation.start(scenario(STORY));
    if (whole.ok) whole.value.advance(1_000);
    expect(sim.world.toJSON()).toEqual(whole.ok && whole.value.world.toJSON());
    expect(sim.at(150).now).toBe(150);
  });

  it("W24: with a failure in it is at first as if nothing were to happen", () => {
    const panic = readyScenario("host-kernel-panic");
    const sim = open(panic ?? {});
    const [end] = sim.coming;
    expect(sim.coming.map(({ command }) => command.do)).toEqual(["crashKernel"]);
    sim.advance((end?.at ?? 0) - 1);
    expect(sim.world.all(happenings).filter(({ what }) => what === "panicked")).toEqual([]);
    sim.advance(end?.at ?? 0);
    expect(sim.world.all(happenings).filter(({ what }) => what === "panicked").length).toBeGreaterThan(0);
    expect(sim.coming).toEqual([]);
  });

  it("W24: that cannot come to pass is refused at once, with the entry at fault", () => {
    const log = [...STORY.log, { at: 400, command: { do: "powerOn", machine: "nobody" } }];
    expect(Simulation.open(scenario({ log }))).toMatchObject({
      ok: false,
      refusal: { what: expect.stringMatching(/^\/log\/3 \(powerOn\): /) },
    });
  });

  it("W25: is let go when a person acts, and comes back with undo", () => {
    const sim = open(STORY);
    sim.advance(150);
    expect(sim.canUndo).toBe(false);
    expect(sim.undo()).toMatchObject({ ok: false, refusal: { code: "nothing-to-undo" } });
    sim.dispatch(add("mine"), CLICK);
    expect([sim.coming, sim.canUndo, sim.nextAt]).toEqual([[], true, undefined]);
    sim.advance(1_000);
    expect(times(sim.log)).toEqual([0, 100, 150]);
    sim.undo();
    expect([sim.now, times(sim.log), times(sim.coming), sim.canUndo]).toEqual([150, [0, 100], [300], false]);
    sim.advance(500);
    expect(times(sim.log)).toEqual([0, 100, 300]);
    expect(sim.canRedo).toBe(true);
    sim.redo();
    expect([sim.now, times(sim.log)]).toEqual([150, [0, 100, 150]]);
  });

  it("W25: comes to pass again after one went back, also in a copy", () => {
    const sim = open(STORY);
    sim.advance(500);
    sim.dispatch(add("mine"), CLICK);
    const copy = sim.fork();
    copy.rewind(200);
    expect([times(copy.log), times(copy.coming)]).toEqual([[0, 100], [300]]);
    copy.advance(400);
    expect(times(copy.log)).toEqual([0, 100, 300]);
    expect([times(sim.log), sim.coming]).toEqual([[0, 100, 300, 500], []]);
  });

  it("W25: an act without a name of its own is told apart from what the scenario did", () => {
    const sim = open({ log: STORY.log.slice(0, 1) });
    sim.dispatch(add("mine"));
    expect(sim.canUndo).toBe(true);
    sim.undo();
    expect([times(sim.log), sim.canUndo]).toEqual([[0], false]);
  });

  it("W25: in a text is what was done, and what is to come or was let go", () => {
    const sim = open(STORY);
    sim.advance(150);
    const toCome = Simulation.decode(sim.encode());
    expect(toCome.ok && times(toCome.value.log)).toEqual([0, 100, 300]);
    expect(open(sim.toScenario()).encode()).toBe(sim.encode());
    expect(open(sim.toScenario()).encode()).toBe(open(STORY).encode());
    sim.dispatch(add("mine"), CLICK);
    sim.advance(900);
    const again = open(JSON.parse(JSON.stringify(sim.toScenario())));
    expect([again.now, times(again.log), again.coming]).toEqual([150, [0, 100, 150], []]);
    expect(again.encode()).toBe(sim.encode());
    again.undo();
    expect(times(again.coming)).toEqual([300]);
    again.advance(300);
    expect(times(again.log)).toEqual([0, 100, 300]);
  });

  it("W25: that was let go and was never tried ends where it cannot come to pass", () => {
    const letGo = [
      { at: 50, command: { do: "powerOn", machine: "nobody" } },
      { at: 60, command: add("late") },
    ];
    const sim = open({ log: [{ at: 10, command: add("mine"), cause: CLICK }], letGo });
    sim.undo();
    expect(times(sim.coming)).toEqual([50, 60]);
    sim.advance(100);
    expect([sim.log, sim.coming]).toEqual([[], []]);
  });

  it("W16: a present and what was let go are checked like the rest", () => {
    const letGo = [{ at: 5, command: add("late") }];
    const log = [{ at: 10, command: add("mine"), cause: CLICK }];
    const why = (data: object) => {
      const parsed = parseScenario({ version: 1, ...data });
      return parsed.ok ? "" : parsed.refusal.why;
    };
    expect(why({ log, letGo })).toMatch(/^\/letGo\/0\/at: 5 ms is before/);
    expect(why({ now: -1 })).toMatch(/^\/now: /);
    expect(why({ letGo: [{ at: 5, command: { do: "fly" } }] })).toMatch(/^\/letGo\/0\/command\/do: /);
    expect(why({ now: 5, log, letGo: [{ ...letGo[0], at: 11 }] })).toBe("");
  });

  it("W26: makes the same world bit by bit", () => {
    const story = readyScenario("power-loss") ?? scenario({});
    const prepared = Simulation.prepare(story);
    if (!prepared.ok) throw new Error(prepared.refusal.why);
    const { value: preparation } = prepared;
    let rounds = 0;
    let sim: Simulation | null = null;
    while (sim === null) {
      let steps = 0;
      const done = preparation.carryOn(() => steps++ < 3);
      if (!done.ok) throw new Error(done.refusal.why);
      sim = done.value;
      rounds++;
      expect(preparation.done).toBeLessThanOrEqual(preparation.total);
    }
    expect(rounds).toBeGreaterThan(5);
    const whole = Simulation.open(story);
    expect(sim.world.toJSON()).toEqual(whole.ok && whole.value.world.toJSON());
  });
});

describe("a world that has settled", { timeout: PATIENCE_MS }, () => {
  function settles(setup: readonly CommandInput[], ...acts: readonly CommandInput[]): Simulation {
    const sim = open({ setup });
    for (const act of acts) {
      const done = sim.dispatch(act, CLICK);
      if (!done.ok) throw new Error(done.refusal.why);
    }
    expect(isSettled(sim.world)).toBe(false);
    for (let next = sim.nextAt; next !== undefined && !isSettled(sim.world); next = sim.nextAt)
      sim.advance(next);
    return sim;
  }
  const last = (sim: Simulation) => sim.world.all(happenings).at(-1);
  const host: readonly CommandInput[] = [
    { do: "addMachine", name: "laptop", preset: "laptop", os: "ubuntu-24.04" },
    { do: "powerOn", machine: "laptop" },
  ];

  it("W23: has waited for a machine that moves", () => {
    const hosts = ["a", "b"].flatMap((name): CommandInput[] => [
      { do: "addMachine", name, preset: "server" },
      { do: "installHypervisor", machine: name, product: "esxi" },
      { do: "powerOn", machine: name },
    ]);
    const guest: CommandInput[] = [
      { do: "createVm", host: "a", name: "vm1", os: "alpine-3.22" },
      { do: "powerOn", machine: "vm1" },
    ];
    const sim = settles([...hosts, ...guest], { do: "migrateVm", machine: "vm1", to: "b" });
    expect(last(sim)).toMatchObject({ what: "migrated", layer: "vm1" });
  });

  it("W23: has waited for a machine that shuts down, and no longer than until its plug is pulled", () => {
    const down: CommandInput = { do: "shutDown", machine: "laptop" };
    expect(last(settles(host, down))).toMatchObject({ what: "shut-down" });
    const sim = open({ setup: host });
    sim.dispatch(down, CLICK);
    sim.dispatch({ do: "powerOff", machine: "laptop" }, CLICK);
    expect(isSettled(sim.world)).toBe(true);
  });

  it("W23: has waited for a container that is given time to end, and no longer than until it has", () => {
    const engine: CommandInput[] = [
      ...host,
      { do: "installEngine", machine: "laptop" },
      { do: "pullImage", machine: "laptop", image: "alpine" },
    ];
    const runs = (command: string[]): CommandInput => ({
      ...{ do: "runContainer", machine: "laptop", image: "alpine", name: "one" },
      command,
    });
    const stop: CommandInput = { do: "stopContainer", machine: "laptop", container: "one" };
    const stubborn = settles([...engine, runs(["sleep", "infinity"])], stop);
    expect(last(stubborn)).toMatchObject({ what: "exited" });
    expect(stubborn.now).toBeGreaterThanOrEqual(10_000);
    const willing = settles([...engine, { ...runs([]), image: "nginx" } as CommandInput], stop);
    expect(last(willing)).toMatchObject({ what: "exited" });
    expect(willing.now).toBeLessThan(5_000);
  });
});
