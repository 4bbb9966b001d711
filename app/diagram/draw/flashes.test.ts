import { describe, expect, it } from "vitest";
import { flashParts, isFailure, type PlacedFlash } from "./flashes";
import { onlyResized } from "./scene-picture";
import { item, sceneOf } from "./testing/scenes";

const OPTIONS = { unit: 1, width: 300, ceiling: -1_000, skyline: () => -80 };

const placed = (key: number, id: string, what = "started"): PlacedFlash => ({
  flash: { key, item: id, what, text: `${what} ${key}` },
  item: item(id),
  box: { x: 10, y: -50, width: 100, height: 30 },
});
const keysOf = (flashes: PlacedFlash[]) =>
  flashParts(flashes, OPTIONS).map(({ parts }) => (parts ?? []).map(({ key }) => key));

describe("flashes", () => {
  it("cross failures", () => {
    expect(keysOf([placed(1, "a"), placed(2, "b", "oom-kill")])).toEqual([
      ["echo", "words"],
      ["echo", "cross", "words"],
    ]);
    expect(["panicked", "crashed", "killed", "host-compromised"].every(isFailure)).toBe(true);
    expect(["started", "pulled", "migrated", "paused"].some(isFailure)).toBe(false);
  });

  it("speak once per item, and of the latest six", () => {
    expect(keysOf([placed(1, "a"), placed(2, "a")])).toEqual([["echo"], ["echo", "words"]]);
    const many = Array.from({ length: 10 }, (_, index) => placed(index, `i${index}`));
    expect(keysOf(many).filter((keys) => keys.includes("words"))).toHaveLength(6);
    expect(keysOf(many)[9]).toContain("words");
  });

  it("do not cover the picture when everything happens at once", () => {
    const crowd = Array.from({ length: 1_000 }, (_, index) => placed(index, `i${index}`));
    expect(flashParts(crowd, OPTIONS)).toHaveLength(60);
  });

  it("keep their words inside the picture", () => {
    const edge = { ...placed(1, "a"), box: { x: 290, y: 0, width: 10, height: 10 } };
    const [flash] = flashParts([edge], OPTIONS);
    const words = flash?.parts?.find(({ key }) => key === "words");
    const long = Number(words?.parts?.[0]?.attributes.width);
    expect(words?.attributes.transform).toBe(`translate(${300 - long}, -103)`);
  });
});

describe("onlyResized", () => {
  const scene = sceneOf([item("a"), item("b")]);
  it("is true of the same things in another width", () => {
    expect(onlyResized(scene, { ...scene, width: 500 })).toBe(true);
  });

  it("is false when something came, went, or when only heights changed", () => {
    expect(onlyResized(scene, { ...sceneOf([item("a")]), width: 500 })).toBe(false);
    expect(onlyResized(scene, { ...sceneOf([item("a"), item("c")]), width: 500 })).toBe(false);
    expect(onlyResized(scene, { ...scene, height: 900 })).toBe(false);
  });
});
