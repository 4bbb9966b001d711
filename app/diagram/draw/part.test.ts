import { describe, expect, it } from "vitest";
import { type Part, patchParts } from "./part";
import { smallSvg } from "./testing/small-svg";

const rect = (key: string, attributes: Part["attributes"] = {}): Part => ({ key, tag: "rect", attributes });

function patched(steps: readonly (readonly Part[])[]) {
  const { svg, seen, document } = smallSvg();
  let before: readonly Part[] = [];
  let writes = 0;
  for (const after of steps) {
    const start = document.writes;
    patchParts(svg, before, after);
    writes = document.writes - start;
    before = after;
  }
  return { children: seen.children, lastWrites: writes };
}

describe("patchParts", () => {
  it("makes what is new, in order", () => {
    const { children } = patched([[rect("b")], [rect("a", { x: 1 }), rect("b"), rect("c")]]);
    expect(children.map((child) => child.getAttribute("x"))).toEqual(["1", null, null]);
  });

  it("keeps elements by their keys when they change places", () => {
    const { svg, seen } = smallSvg();
    const [a, b] = [rect("a"), rect("b")];
    patchParts(svg, [], [a, b]);
    const [first, second] = [...seen.children];
    patchParts(svg, [a, b], [b, a]);
    expect(seen.children).toEqual([second, first]);
  });

  it("writes only what differs", () => {
    const { children, lastWrites } = patched([
      [rect("a", { x: 1, y: 2, rx: 3 })],
      [rect("a", { x: 1, y: 5, rx: null })],
    ]);
    expect(lastWrites).toBe(2);
    expect(Object.fromEntries(children[0]?.written ?? [])).toEqual({ x: "1", y: "5" });
  });

  it("goes into groups", () => {
    const group = (text: string): Part => ({
      key: "g",
      tag: "g",
      attributes: {},
      parts: [{ key: "t", tag: "text", attributes: {}, text }],
    });
    const { children, lastWrites } = patched([[group("one")], [group("two")]]);
    expect(children[0]?.children[0]?.textContent).toBe("two");
    expect(lastWrites).toBe(1);
  });

  it("makes an element anew where another one is needed", () => {
    const path: Part = { key: "a", tag: "path", attributes: { d: "M0 0" } };
    const { children } = patched([[rect("a", { x: 1 })], [path]]);
    expect(children.map(({ written }) => Object.fromEntries(written))).toEqual([{ d: "M0 0" }]);
    expect(
      patched([
        [rect("b"), path],
        [rect("a"), rect("b")],
      ]).children,
    ).toHaveLength(2);
  });

  it("takes away what is gone", () => {
    expect(patched([[rect("a"), rect("b")], [rect("b")]]).children).toHaveLength(1);
    expect(patched([[rect("a")], []]).children).toHaveLength(0);
  });
});
