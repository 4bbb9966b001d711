import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineEvent } from "./events";
import { handler } from "./handlers";
import { type Cause, History, type LogEntry, type Rules } from "./history";
import { MAX_CHECKPOINTS } from "./limits";
import { ok, refuse } from "./result";
import { defineTable, type Row } from "./table";
import { World } from "./world";

/** A little world of jars: they can be filled, emptied into one another, and leak with time. */
interface Jar extends Row {
  readonly level: number;
}
const jars = defineTable<Jar>()("jar", {});
const leaked = defineEvent<{ readonly jar: number }>("test.leaked");

type Command = { do: "make" } | { do: "pour"; jar: number; amount: number } | { do: "leak"; jar: number };

const handlers = handler(leaked, (world, { jar }) => {
  const row = world.get(jars, jar);
  if (row === undefined || row.level <= 0) return;
  world.update(jars, jar, { level: row.level - 1 });
  world.after(world.random() * 10, leaked, { jar });
});

let carriedOut = 0;
const rules: Rules<Command> = {
  begin: () => new World(7),
  advance: (world, to) => world.advance(handlers, to),
  carryOut: (world, command, cause) => {
    carriedOut++;
    return world.attempt<unknown>(cause, (w) => {
      if (command.do === "make") return ok(w.insert(jars, { level: 10 }));
      const jar = w.get(jars, command.jar);
      if (jar === undefined) return refuse("no-jar", `pour into jar ${command.jar}`, "there is none");
      if (command.do === "leak") return ok(w.after(1, leaked, { jar: jar.id }));
      w.insert(jars, { level: -1 });
      if (jar.level + command.amount > 50) return refuse("full", "pour", "the jar is full");
      return ok(w.update(jars, jar.id, { level: jar.level + command.amount }));
    });
  },
};

const cause = (act: number): Cause => ({ by: "typed", text: `act ${act}`, act });

/** A history in which each step waits and then does something, each as an act of its own. */
function story(steps: readonly (readonly [wait: number, command: Command])[]): History<Command> {
  const history = new History(rules);
  for (const [index, [wait, command]] of steps.entries()) {
    history.advance(history.now + wait);
    history.dispatch(command, cause(index));
  }
  return history;
}

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constant("make" as const) }),
  fc.record({ do: fc.constant("pour" as const), jar: fc.integer({ min: 1, max: 6 }), amount: fc.nat(30) }),
  fc.record({ do: fc.constant("leak" as const), jar: fc.integer({ min: 1, max: 6 }) }),
);
const anySteps = fc.array(fc.tuple(fc.nat(20), anyCommand), { maxLength: 40 });

/** The log replayed without any checkpoint: what `at` must agree with. */
function replayed(log: readonly LogEntry<Command>[], time: number): unknown {
  const world = rules.begin();
  for (const [index, { at, command }] of log.entries()) {
    if (at > time) break;
    rules.advance(world, at);
    rules.carryOut(world, command, index + 1);
  }
  rules.advance(world, time);
  return world.toJSON();
}

describe("history", () => {
  it("W10: a log holds what was done, when and why, and nothing that was refused", () => {
    const history = story([
      [0, { do: "make" }],
      [5, { do: "pour", jar: 9, amount: 1 }],
      [5, { do: "pour", jar: 1, amount: 3 }],
    ]);
    expect(history.log).toEqual([
      { at: 0, command: { do: "make" }, cause: cause(0) },
      { at: 10, command: { do: "pour", jar: 1, amount: 3 }, cause: cause(2) },
    ]);
  });

  it("W10: the world at any time is the log replayed up to it, from whichever checkpoint", () => {
    fc.assert(
      fc.property(anySteps, fc.array(fc.nat(900), { minLength: 1, maxLength: 8 }), (steps, times) => {
        const history = story(steps);
        history.advance(history.now + 5);
        for (const time of times) {
          const at = Math.min(time, history.now);
          expect(history.at(at).toJSON()).toEqual(replayed(history.log, at));
        }
        expect(history.world.toJSON()).toEqual(replayed(history.log, history.now));
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it("W11: undo goes back to just before the last act, redo does it again at its time", () => {
    const history = story([
      [0, { do: "make" }],
      [10, { do: "pour", jar: 1, amount: 5 }],
    ]);
    history.advance(30);
    const before = history.at(10 - 1e-9).toJSON();
    const undone = history.undo();
    expect(undone.ok && undone.value.map(({ command }) => command.do)).toEqual(["pour"]);
    expect(history.now).toBe(10);
    expect(history.world.toJSON().tables).toEqual(before.tables);
    expect(history.canRedo).toBe(true);
    history.redo();
    expect(history.now).toBe(10);
    expect(history.world.get(jars, 1)?.level).toBe(15);
    expect(history.canRedo).toBe(false);
  });

  it("W11: commands of one act are undone and redone together", () => {
    const history = new History(rules);
    history.dispatch({ do: "make" }, cause(1));
    history.advance(5);
    history.dispatch({ do: "make" }, cause(2));
    history.advance(6);
    history.dispatch({ do: "pour", jar: 1, amount: 1 }, cause(2));
    history.undo();
    expect(history.log).toHaveLength(1);
    expect(history.now).toBe(5);
    history.redo();
    expect(history.log).toHaveLength(3);
    expect(history.now).toBe(6);
  });

  it("W11: any number of undos and redos leads back to the same world", () => {
    fc.assert(
      fc.property(anySteps, fc.nat(10), (steps, times) => {
        const history = story(steps);
        const end = history.now;
        const before = history.world.toJSON();
        const log = [...history.log];
        let undone = 0;
        while (undone < times && history.undo().ok) undone++;
        expect(history.log).toEqual(log.slice(0, log.length - undone));
        for (let count = 0; count < undone; count++) history.redo();
        history.advance(end);
        expect(history.log).toEqual(log);
        expect(history.world.toJSON()).toEqual(before);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("W11: redo does the act at its time even when time has passed since it was undone", () => {
    const history = story([
      [0, { do: "make" }],
      [10, { do: "leak", jar: 1 }],
      [10, { do: "pour", jar: 1, amount: 5 }],
    ]);
    const done = history.world.toJSON();
    const log = [...history.log];
    history.undo();
    history.undo();
    history.advance(90);
    history.redo();
    expect(history.now).toBe(10);
    history.redo();
    expect(history.log).toEqual(log);
    expect(history.world.toJSON()).toEqual(done);
    expect(history.world.toJSON()).toEqual(replayed(history.log, history.now));
  });

  it("W11: something new takes the place of what was undone", () => {
    const history = story([[0, { do: "make" }]]);
    history.undo();
    history.dispatch({ do: "make" }, cause(5));
    expect(history.redo()).toMatchObject({ ok: false, refusal: { code: "nothing-to-redo" } });
    history.undo();
    expect(history.undo()).toMatchObject({ ok: false, refusal: { code: "nothing-to-undo" } });
  });

  it("W11: a refused command does not spoil redo", () => {
    const history = story([[0, { do: "make" }]]);
    history.undo();
    expect(history.dispatch({ do: "leak", jar: 4 }, cause(1)).ok).toBe(false);
    expect(history.canRedo).toBe(true);
  });

  it("W12: a fork shares the past and goes its own way", () => {
    const history = story([
      [0, { do: "make" }],
      [5, { do: "leak", jar: 1 }],
    ]);
    history.advance(20);
    const fork = history.fork();
    expect(fork.world.toJSON()).toEqual(history.world.toJSON());
    const before = history.world.toJSON();
    fork.dispatch({ do: "pour", jar: 1, amount: 9 }, cause(9));
    fork.undo();
    fork.undo();
    expect(fork.log).toHaveLength(1);
    expect(history.world.toJSON()).toEqual(before);
    expect(history.log).toHaveLength(2);
  });

  it("W12: rewinding forgets what was done later", () => {
    const history = story([
      [0, { do: "make" }],
      [5, { do: "pour", jar: 1, amount: 5 }],
      [5, { do: "pour", jar: 1, amount: 6 }],
    ]);
    history.rewind(7);
    expect(history.now).toBe(7);
    expect(history.log).toHaveLength(2);
    expect(history.world.toJSON()).toEqual(replayed(history.log, 7));
    history.rewind(100);
    expect(history.now).toBe(7);
  });

  it("W13: a log that does not fit is refused with the entry at fault", () => {
    const log: LogEntry<Command>[] = [
      { at: 0, command: { do: "make" }, cause: cause(0) },
      { at: 1, command: { do: "pour", jar: 1, amount: 99 }, cause: cause(1) },
    ];
    expect(History.replay(rules, log)).toEqual({
      entry: 1,
      refusal: { code: "full", what: "pour", why: "the jar is full" },
    });
    const whole = History.replay(rules, log.slice(0, 1));
    expect(whole instanceof History && whole.world.count(jars)).toBe(1);
  });
});

describe("checkpoints", () => {
  const long = (entries: number) =>
    story(Array.from({ length: entries }, (_, index) => [index % 3, { do: "make" }] as const));

  it("W14: there are never more checkpoints than the limit", () => {
    const history = long(MAX_CHECKPOINTS * 9);
    expect(history.checkpoints).toBeLessThanOrEqual(MAX_CHECKPOINTS);
    expect(history.checkpoints).toBeGreaterThan(MAX_CHECKPOINTS / 4);
  });

  it("W14: going to any moment replays a small share of a long log", () => {
    const entries = MAX_CHECKPOINTS * 20;
    const history = long(entries);
    for (const share of [0.9, 0.1, 0.5, 0.999, 0.3]) {
      carriedOut = 0;
      history.at(Math.floor(history.now * share));
      expect(carriedOut).toBeLessThan(entries / 20);
    }
  });

  it.each<[string, (history: History<Command>) => void]>([
    ["in one go", (history) => history.advance(1000)],
    [
      "from event to event",
      (history) => {
        for (let next = history.world.nextAt; next !== undefined && next <= 1000; next = history.world.nextAt)
          history.advance(next);
      },
    ],
  ])("W14: long stretches of time without commands have checkpoints too, gone through %s", (_, goThrough) => {
    const busy: Rules<Command> = {
      ...rules,
      advance: (world, to) => {
        for (let count = 0; count < 500; count++) world.update(jars, 1, { level: count });
        world.advance(handlers, to);
      },
    };
    const other = new History(busy);
    other.dispatch({ do: "make" }, cause(0));
    for (let index = 0; index < 3; index++) other.dispatch({ do: "pour", jar: 1, amount: 1 }, cause(index));
    other.dispatch({ do: "leak", jar: 1 }, cause(9));
    const before = other.checkpoints;
    goThrough(other);
    expect(other.checkpoints).toBeGreaterThan(before);
  });
});
