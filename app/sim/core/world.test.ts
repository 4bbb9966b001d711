import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineEvent } from "./events";
import { handler } from "./handlers";
import { MAX_EVENTS_PER_INSTANT } from "./limits";
import { ok, refuse } from "./result";
import { defineTable, type Row } from "./table";
import { World } from "./world";

interface Person extends Row {
  readonly name: string;
  readonly home: number;
  readonly friends: readonly string[];
}

const people = defineTable<Person>()("person", {
  name: (row) => row.name,
  home: (row) => (row.home === 0 ? undefined : row.home),
  friend: (row) => row.friends,
});

const rang = defineEvent<{ readonly who: string }>("test.rang");

/** Handlers that write down who rang and when. */
function diary() {
  const lines: string[] = [];
  const handlers = handler(rang, (world, { who }) => lines.push(`${world.now} ${who}`));
  return { lines, handlers };
}

describe("rows", () => {
  it("W1: every row gets a number of its own, and none is used twice", () => {
    const world = new World();
    const a = world.insert(people, { name: "a", home: 0, friends: [] });
    world.remove(people, a.id);
    const b = world.insert(people, { name: "b", home: 0, friends: [] });
    expect([a.id, b.id]).toEqual([1, 2]);
    expect(world.get(people, a.id)).toBeUndefined();
    expect(() => world.must(people, a.id)).toThrow("no person 1");
  });

  it("W2: an index finds rows by one key, by several, and not at all where there is none", () => {
    const world = new World();
    const a = world.insert(people, { name: "a", home: 7, friends: ["b", "c"] });
    const b = world.insert(people, { name: "b", home: 0, friends: ["c"] });
    expect(world.find(people, "friend", "c")).toEqual([a, b]);
    expect(world.first(people, "friend", "b")).toEqual(a);
    expect(world.find(people, "home", 0)).toEqual([]);
    expect(world.first(people, "name", "z")).toBeUndefined();
  });

  it("W2: an index follows changes and removals", () => {
    const world = new World();
    const a = world.insert(people, { name: "a", home: 7, friends: ["b", "c"] });
    const moved = world.update(people, a.id, { home: 8, friends: ["c", "d"] });
    expect(world.find(people, "home", 7)).toEqual([]);
    expect(world.find(people, "home", 8)).toEqual([moved]);
    expect(world.find(people, "friend", "b")).toEqual([]);
    expect(world.find(people, "friend", "d")).toEqual([moved]);
    world.remove(people, a.id);
    expect(world.find(people, "home", 8)).toEqual([]);
    expect(world.count(people)).toBe(0);
  });

  it("W2: an index that a definition does not name is an error", () => {
    expect(() => new World().find(people as never, "age" as never, 1)).toThrow("person has no index age");
  });

  it("W2: indexes agree with a search through all rows, whatever is done", () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constant("insert"), home: fc.nat(3), name: fc.constantFrom("a", "b", "c") }),
      fc.record({ kind: fc.constant("update"), which: fc.nat(9), home: fc.nat(3) }),
      fc.record({ kind: fc.constant("remove"), which: fc.nat(9) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const world = new World();
        for (const one of acts) {
          if ("name" in one) world.insert(people, { name: one.name, home: one.home, friends: [one.name] });
          else {
            const row = world.all(people)[one.which];
            if (row === undefined) continue;
            if ("home" in one) world.update(people, row.id, { home: one.home });
            else world.remove(people, row.id);
          }
        }
        for (const home of [1, 2, 3])
          expect(world.find(people, "home", home)).toEqual(world.all(people).filter((p) => p.home === home));
        for (const name of ["a", "b", "c"])
          expect(world.first(people, "name", name)).toEqual(world.all(people).find((p) => p.name === name));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe("time", () => {
  it("W3: events happen in the order of their times, and of asking where times are equal", () => {
    const { lines, handlers } = diary();
    const world = new World();
    for (const [delay, who] of [
      [20, "c"],
      [10, "a"],
      [10, "b"],
      [0, "now"],
    ] as const)
      world.after(delay, rang, { who });
    world.advance(handlers, 15);
    expect(lines).toEqual(["0 now", "10 a", "10 b"]);
    expect(world.now).toBe(15);
    expect(world.nextAt).toBe(20);
    world.advance(handlers, 20);
    expect(lines.at(-1)).toBe("20 c");
  });

  it("W3: what an event leads to within its instant comes after what was already due then", () => {
    const lines: string[] = [];
    const handlers = handler(rang, (world, { who }) => {
      lines.push(who);
      if (who === "a") world.after(0, rang, { who: "a's echo" });
    });
    const world = new World();
    world.after(5, rang, { who: "a" });
    world.after(5, rang, { who: "b" });
    world.advance(handlers, 5);
    expect(lines).toEqual(["a", "b", "a's echo"]);
  });

  it("W4: time passes alike in one step and in many", () => {
    const handlers = handler(rang, (world, { who }) => {
      world.insert(people, { name: who, home: Math.floor(world.random() * 10), friends: [] });
      if (world.count(people) < 30) world.after(world.random() * 10, rang, { who: `${who}'` });
    });
    const start = () => {
      const world = new World(42);
      world.after(1, rang, { who: "x" });
      return world;
    };
    const once = start();
    once.advance(handlers, 400);
    const often = start();
    for (let at = 0; at <= 400; at += 0.7) often.advance(handlers, at);
    often.advance(handlers, 400);
    expect(often.toJSON()).toEqual(once.toJSON());
    expect(once.count(people)).toBe(30);
  });

  it("W3: time never runs backwards, and nothing happens in the past", () => {
    const world = new World();
    world.advance({}, 10);
    world.advance({}, 5);
    expect(world.now).toBe(10);
    expect(() => world.after(-1, rang, { who: "x" })).toThrow("test.rang in -1 ms");
    expect(() => world.after(Number.NaN, rang, { who: "x" })).toThrow();
  });

  it("W5: events that answer each other for ever are stopped", () => {
    const handlers = handler(rang, (world, payload) => world.after(0, rang, payload));
    const world = new World();
    world.after(0, rang, { who: "x" });
    expect(() => world.advance(handlers, 1)).toThrow("too many events at 0 ms, the last of kind test.rang");
    expect(MAX_EVENTS_PER_INSTANT).toBeGreaterThan(100_000);
  });

  it("an event that nobody handles is an error", () => {
    const world = new World();
    world.after(0, rang, { who: "x" });
    expect(() => world.advance({}, 1)).toThrow("nobody handles test.rang");
  });

  it("W6: an event knows the command that led to it, and so does what follows from it", () => {
    const causes: number[] = [];
    const handlers = handler(rang, (world, { who }) => {
      causes.push(world.cause);
      if (who !== "") world.after(1, rang, { who: who.slice(1) });
    });
    const world = new World();
    world.attempt(3, (w) => ok(w.after(1, rang, { who: "xx" })));
    world.after(1, rang, { who: "" });
    world.advance(handlers, 10);
    expect(causes).toEqual([3, 0, 3, 3]);
    expect(world.cause).toBe(0);
  });
});

describe("chance", () => {
  it("W7: the same seed gives the same chance, another seed another", () => {
    const draw = (seed: number) => {
      const world = new World(seed);
      return Array.from({ length: 5 }, () => world.random());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    for (const value of draw(3)) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
    }
  });
});

describe("attempts", () => {
  const begun = () => {
    const world = new World(5);
    world.insert(people, { name: "a", home: 1, friends: ["b"] });
    world.after(10, rang, { who: "a" });
    return world;
  };

  it("W8: a refused attempt leaves nothing behind: rows, indexes, events, numbers, chance", () => {
    const world = begun();
    const before = world.toJSON();
    const result = world.attempt(1, (w) => {
      w.update(people, 1, { home: 2 });
      w.insert(people, { name: "b", home: Math.ceil(w.random() * 5), friends: [] });
      w.remove(people, 1);
      w.after(1, rang, { who: "b" });
      return refuse("no", "do it", "because");
    });
    expect(result).toEqual({ ok: false, refusal: { code: "no", what: "do it", why: "because" } });
    expect(world.toJSON()).toEqual(before);
    expect(world.find(people, "home", 1).map(({ name }) => name)).toEqual(["a"]);
    expect(world.find(people, "home", 2)).toEqual([]);
    expect(world.nextAt).toBe(10);
    // What comes after it is as if it had never been.
    expect(world.insert(people, { name: "c", home: 0, friends: [] }).id).toBe(2);
    const untouched = begun();
    untouched.insert(people, { name: "c", home: 0, friends: [] });
    expect(world.random()).toBe(untouched.random());
  });

  it("W8: an attempt that throws leaves nothing behind either", () => {
    const world = begun();
    const before = world.toJSON();
    expect(() =>
      world.attempt(1, (w) => {
        w.remove(people, 1);
        throw new Error("oh");
      }),
    ).toThrow("oh");
    expect(world.toJSON()).toEqual(before);
  });

  it("W8: an accepted attempt keeps everything, its events in order with the others", () => {
    const { lines, handlers } = diary();
    const world = begun();
    const result = world.attempt(1, (w) => {
      w.after(10, rang, { who: "b" });
      w.after(5, rang, { who: "first" });
      return ok(w.insert(people, { name: "b", home: 0, friends: [] }).id);
    });
    expect(result).toEqual({ ok: true, value: 2 });
    world.advance(handlers, 10);
    expect(lines).toEqual(["5 first", "10 a", "10 b"]);
  });

  it("attempts do not nest", () => {
    const world = new World();
    expect(() => world.attempt(1, (w) => w.attempt(2, () => ok(0)))).toThrow("an attempt within an attempt");
  });
});

describe("copies", () => {
  it("W9: a copy is equal, and neither feels what is done to the other", () => {
    const { handlers } = diary();
    const world = new World(9);
    for (let index = 0; index < 200; index++)
      world.insert(people, { name: `p${index}`, home: index % 7, friends: [] });
    world.after(3, rang, { who: "x" });
    const copy = world.clone();
    const before = world.toJSON();
    expect(copy.toJSON()).toEqual(before);
    copy.update(people, 5, { home: 99 });
    copy.remove(people, 6);
    copy.advance(handlers, 5);
    copy.random();
    expect(world.toJSON()).toEqual(before);
    const of = copy.toJSON();
    world.update(people, 7, { home: 100 });
    world.after(1, rang, { who: "y" });
    expect(copy.toJSON()).toEqual(of);
    expect(copy.first(people, "home", 99)?.id).toBe(5);
    expect(world.first(people, "home", 99)).toBeUndefined();
  });

  it("W9: as plain data, a world does not depend on the order in which its tables were first used", () => {
    const others = defineTable<Row>()("other", {});
    const a = new World();
    a.count(others);
    a.insert(people, { name: "a", home: 0, friends: [] });
    a.insert(others, {});
    const b = new World();
    b.insert(people, { name: "a", home: 0, friends: [] });
    b.insert(others, {});
    expect(JSON.stringify(a.toJSON())).toBe(JSON.stringify(b.toJSON()));
  });
});
