import { describe, expect, it } from "vitest";
import type { SceneItem } from "../layout/scene";
import { clearCanvas } from "./canvas";
import { drawScene } from "./draw-scene";
import { item, sceneOf, stateWith } from "./testing/scenes";
import { type SmallElement, smallSvg } from "./testing/small-svg";

const STATE = stateWith();

const layerOf = (seen: SmallElement, name: string) => {
  const found = seen.all().find((element) => element.getAttribute("class") === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};
const itemsIn = (seen: SmallElement) => layerOf(seen, "items").children;
const idsIn = (seen: SmallElement) => itemsIn(seen).map((element) => element.getAttribute("data-id"));
const figureOf = (seen: SmallElement, id: string) => {
  const found = itemsIn(seen).find((element) => element.getAttribute("data-id") === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const rings = (seen: SmallElement) => layerOf(seen, "over").children.map((one) => one.getAttribute("class"));

const tower = (...rest: SceneItem[]) =>
  sceneOf([
    item("pc", { role: "hardware", y: 160, width: 300, children: 1 }),
    item("pc/kernel", { role: "kernel", y: 120, width: 300, level: 2, parent: "pc", children: rest.length }),
    ...rest,
  ]);

describe("drawScene", () => {
  it("draws items in the scene's order, and keeps it when some come between", () => {
    const { svg, seen } = smallSvg();
    drawScene(svg, sceneOf([item("a"), item("c")]), STATE);
    const [first] = itemsIn(seen);
    drawScene(svg, sceneOf([item("a"), item("b"), item("c")]), STATE);
    expect(idsIn(seen)).toEqual(["a", "b", "c"]);
    expect(itemsIn(seen)[0]).toBe(first);
    drawScene(svg, sceneOf([item("c"), item("a")]), STATE);
    expect(idsIn(seen)).toEqual(["c", "a"]);
  });

  it("writes nothing for an equal scene", () => {
    const { svg, seen, document } = smallSvg();
    drawScene(svg, tower(item("app", { y: 80 })), STATE);
    expect(seen.all().length).toBeGreaterThan(10);
    const before = document.writes;
    drawScene(svg, tower(item("app", { y: 80 })), STATE);
    expect(document.writes).toBe(before);
  });

  it("touches only what changed among a thousand", () => {
    const { svg, document } = smallSvg();
    const many = (changed: number) =>
      sceneOf(
        Array.from({ length: 1_000 }, (_, index) =>
          item(`c${index}`, { x: index, look: index === changed ? "failed" : "done", marked: true }),
        ),
      );
    drawScene(svg, many(-1), STATE);
    const before = document.writes;
    drawScene(svg, many(500), STATE);
    // One class, an outline and a mark: a few attributes each.
    expect(document.writes - before).toBeGreaterThan(2);
    expect(document.writes - before).toBeLessThan(30);
  });

  it("leaves the ground alone when the picture grows upwards", () => {
    const { svg, seen } = smallSvg();
    drawScene(svg, sceneOf([item("pc", { y: 160 })]), STATE);
    const place = figureOf(seen, "pc").getAttribute("transform");
    drawScene(svg, sceneOf([item("pc", { y: 260 })], { height: 300 }), STATE);
    expect(figureOf(seen, "pc").getAttribute("transform")).toBe(place);
    expect(seen.getAttribute("viewBox")).toBe("0 0 300 300");
  });

  it("makes every item a tree item with its place, and exactly one of them the way in", () => {
    const { svg, seen } = smallSvg();
    const scene = tower(item("app", { y: 80, level: 3, parent: "pc/kernel" }));
    drawScene(svg, scene, stateWith({ current: "pc/kernel", selected: "app" }));
    const app = figureOf(seen, "app");
    expect(Object.fromEntries(app.written)).toMatchObject({
      role: "treeitem",
      tabindex: "-1",
      "aria-level": "3",
      "aria-posinset": "1",
      "aria-setsize": "1",
      "aria-selected": "true",
      "aria-label": "app, running",
    });
    expect(app.getAttribute("aria-expanded")).toBeNull();
    expect(figureOf(seen, "pc").getAttribute("aria-expanded")).toBe("true");
    const entries = () =>
      itemsIn(seen)
        .filter((element) => element.getAttribute("tabindex") === "0")
        .map((element) => element.getAttribute("data-id"));
    expect(entries()).toEqual(["pc/kernel"]);
    drawScene(svg, scene, stateWith({ current: "gone" }));
    expect(entries()).toEqual(["pc"]);
  });

  it("takes cells into the tree while their gathering is open", () => {
    const { svg, seen } = smallSvg();
    const scene = sceneOf([
      item("~g", { kind: "gathering", role: "gathering", children: 1 }),
      item("c1", { kind: "cell", role: "container", label: "", level: 2, parent: "~g" }),
    ]);
    drawScene(svg, scene, STATE);
    expect(figureOf(seen, "c1").getAttribute("role")).toBeNull();
    expect(figureOf(seen, "~g").getAttribute("aria-expanded")).toBe("false");
    drawScene(svg, scene, stateWith({ expanded: new Set(["~g"]) }));
    expect(figureOf(seen, "c1").getAttribute("role")).toBe("treeitem");
    expect(figureOf(seen, "~g").getAttribute("aria-expanded")).toBe("true");
    drawScene(svg, scene, STATE);
    expect(figureOf(seen, "c1").getAttribute("aria-label")).toBeNull();
  });

  it("puts rings over the items, with a no-entry sign where nothing may be dropped", () => {
    const { svg, seen } = smallSvg();
    const scene = tower();
    drawScene(svg, scene, stateWith({ selected: "pc", drop: { id: "pc/kernel", allowed: true } }));
    expect(rings(seen)).toEqual(["ring ring-selected", "ring ring-current", "ring ring-drop"]);
    drawScene(svg, scene, stateWith({ drop: { id: "pc/kernel", allowed: false } }));
    expect(rings(seen)).toEqual(["ring ring-current", "ring ring-drop-refused"]);
    expect(seen.all().some((one) => one.getAttribute("class") === "badge badge-refused")).toBe(true);
  });

  it("says differences in words, once for what stands on one that differs alike", () => {
    const { svg, seen } = smallSvg();
    const differences = new Map([
      ["pc", "only-here"],
      ["pc/kernel", "only-here"],
    ] as const);
    drawScene(svg, tower(), stateWith({ differences }));
    expect(rings(seen).filter((name) => name === "pill pill-only-here")).toHaveLength(1);
    expect(rings(seen).filter((name) => name === "ring ring-only-here")).toHaveLength(2);
    expect(figureOf(seen, "pc/kernel").getAttribute("aria-label")).toBe("pc/kernel, running, only here");
  });

  it("shows a layer without a place by what stands in for it", () => {
    const { svg, seen } = smallSvg();
    const scene = sceneOf([item("pc/image/nginx")], { standIns: new Map([["web/libs", "pc/image/nginx"]]) });
    drawScene(svg, scene, stateWith({ selected: "web/libs" }));
    expect(figureOf(seen, "pc/image/nginx").getAttribute("aria-selected")).toBe("true");
  });

  it("can be cleared and drawn anew", () => {
    const { svg, seen } = smallSvg();
    drawScene(svg, tower(), STATE);
    clearCanvas(svg);
    expect(seen.children).toHaveLength(0);
    drawScene(svg, tower(), STATE);
    expect(idsIn(seen)).toEqual(["pc", "pc/kernel"]);
  });
});
