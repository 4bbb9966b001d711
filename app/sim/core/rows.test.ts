import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rows } from "./rows";
import { defineTable, type Row } from "./table";

interface Task extends Row {
  readonly who: string;
  readonly due: number | null;
}

const tasks = defineTable<Task>()(
  "task",
  { who: (row) => row.who },
  { due: (row) => (row.due === null ? undefined : [row.who, row.due]) },
);

describe("rows in an order", () => {
  it("finds the lowest of a key, by number among equals", () => {
    const rows = new Rows(tasks);
    const add = (id: number, who: string, due: number | null) => rows.put(id, { id, who, due });
    add(1, "ann", 5);
    add(2, "ann", -3.5);
    add(3, "bob", -9);
    add(4, "ann", null);
    add(5, "ann", -3.5);
    const of = (who: string, limit = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY) =>
      rows.ordered("due", who, limit, most).map(({ id }) => id);
    expect([of("ann"), of("ann", -3.5), of("ann", -4), of("ann", 9, 1), of("zoe")]).toEqual([
      [2, 5, 1],
      [2, 5],
      [],
      [2],
      [],
    ]);
    expect(["ann", "bob", "zoe"].map((who) => rows.last("due", who)?.id)).toEqual([1, 3, undefined]);
    add(6, "ann", 5);
    expect(rows.last("due", "ann")?.id).toBe(6);
    rows.put(6, undefined);
    const copy = rows.clone();
    rows.put(2, undefined);
    add(5, "bob", -3.5);
    expect([of("ann"), of("bob"), copy.ordered("due", "ann", 9, 9).map(({ id }) => id)]).toEqual([
      [1],
      [3, 5],
      [2, 5, 1],
    ]);
    expect(() => rows.ordered("who", "ann", 0, 1)).toThrow("no order who");
    expect(() => rows.last("who", "ann")).toThrow("no order who");
  });

  it("agrees with sorting everything after any changes", () => {
    const change = fc.record({
      id: fc.integer({ min: 1, max: 12 }),
      who: fc.constantFrom("ann", "bob", null),
      due: fc.constantFrom(null, -1, 0, 2.5, 7),
    });
    fc.assert(
      fc.property(fc.array(change), fc.constantFrom(-1, 1, 100), (changes, limit) => {
        const rows = new Rows(tasks);
        for (const { id, who, due } of changes) rows.put(id, who === null ? undefined : { id, who, due });
        const sorted = rows
          .all()
          .filter(({ who, due }) => who === "ann" && due !== null && due <= limit)
          .sort((a, b) => (a.due ?? 0) - (b.due ?? 0) || a.id - b.id);
        expect(rows.ordered("due", "ann", limit, 100)).toEqual(sorted);
        if (limit === 100) expect(rows.last("due", "ann")).toEqual(sorted.at(-1));
      }),
      { seed: 22 },
    );
  });
});
