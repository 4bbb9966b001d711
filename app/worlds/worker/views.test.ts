import { describe, expect, it } from "vitest";
import type { Happening, LayerView } from "../../sim/index";
import type { WorldHead } from "../protocol";
import { same } from "./same";
import { ViewStream } from "./views";

const head = { now: 5 } as WorldHead;
const layer = (id: string, more: Partial<LayerView> = {}) =>
  ({ id, kind: "app", uses: ["a"], capacity: null, cpu: 0, ...more }) as LayerView;
const happened = (id: number, at: number, text = "It runs"): Happening => ({
  id,
  at,
  layer: "a",
  what: "started",
  text,
  cause: 0,
});

describe("what changed from view to view", () => {
  it("sends everything first, then only layers that differ", () => {
    const stream = new ViewStream();
    expect(stream.next(head, [layer("a"), layer("b")], [])).toEqual({
      head,
      order: ["a", "b"],
      changed: [layer("a"), layer("b")],
      marksKept: 0,
      marks: [],
    });
    const changed = layer("b", { capacity: { cpus: 1, memoryBytes: 2, diskBytes: 3 } });
    expect(stream.next(head, [layer("a"), changed], [])).toEqual({
      head,
      changed: [changed],
      marksKept: 0,
      marks: [],
    });
    expect(stream.next(head, [layer("a"), layer("b")], []).changed).toEqual([layer("b")]);
    expect(stream.next(head, [layer("a"), layer("b")], []).changed).toEqual([]);
  });

  it("sends the order when layers come, go, or change places; one that comes back is new", () => {
    const stream = new ViewStream();
    stream.next(head, [layer("a"), layer("b")], []);
    expect(stream.next(head, [layer("a")], [])).toMatchObject({ order: ["a"], changed: [] });
    expect(stream.next(head, [layer("b"), layer("a")], [])).toMatchObject({
      order: ["b", "a"],
      changed: [layer("b")],
    });
    expect(stream.next(head, [layer("a"), layer("b")], [])).toMatchObject({ order: ["a", "b"], changed: [] });
  });

  it("keeps the marks that are the same, and sends what follows them; what was before time 0 is none", () => {
    const stream = new ViewStream();
    const marks = (...rows: Happening[]) => {
      const { marksKept, marks: sent } = stream.next(head, [], rows);
      return [marksKept, sent.map(({ id }) => id)];
    };
    expect(marks(happened(1, -5), happened(2, 0), happened(3, 4))).toEqual([0, [2, 3]]);
    expect(marks(happened(1, -5), happened(2, 0), happened(3, 4))).toEqual([2, []]);
    expect(marks(happened(1, -5), happened(2, 0), happened(3, 4), happened(9, 7))).toEqual([2, [9]]);
    expect(marks(happened(1, -5), happened(2, 0))).toEqual([1, []]);
    expect(marks(happened(1, -5), happened(2, 0), happened(3, 4, "Another"))).toEqual([1, [3]]);
    expect(marks()).toEqual([0, []]);
  });
});

describe("plain data", () => {
  it.each([
    [1, 1],
    [Number.NaN, Number.NaN],
    [null, null],
    [["a"], ["a"]],
    [{ a: { b: [1, 2] } }, { a: { b: [1, 2] } }],
    [{}, {}],
  ])("%j equals %j", (a, b) => expect(same(a, b)).toBe(true));

  it.each([
    [1, 2],
    [0, null],
    [null, {}],
    [["a"], ["a", "b"]],
    [["a", "b"], ["a"]],
    [["a"], ["b"]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ])("%j differs from %j", (a, b) => expect(same(a, b)).toBe(false));
});
