import { describe, expect, it } from "vitest";
import { anchorAt, type Box, itemAtPoint, placeOf, scrolledTo } from "./places";

const box = (
  id: string,
  x: number,
  y: number,
  width: number,
  height: number,
  kind: Box["kind"] = "band",
) => ({
  id,
  kind,
  x,
  y,
  width,
  height,
});

const SCENE = {
  width: 200,
  height: 100,
  items: [
    box("hardware", 0, 80, 200, 20),
    box("os", 0, 0, 200, 76, "span"),
    box("vm", 10, 10, 80, 60, "frame"),
    box("kernel", 20, 40, 60, 20),
  ],
};

describe("what is at a point", () => {
  it("is the innermost item", () => {
    expect(itemAtPoint(SCENE, 30, 50)).toBe("kernel");
    expect(itemAtPoint(SCENE, 12, 50)).toBe("vm");
    expect(itemAtPoint(SCENE, 5, 90)).toBe("hardware");
  });

  it("is what encloses only where nothing is drawn, and nothing outside", () => {
    expect(itemAtPoint(SCENE, 150, 50)).toBe("os");
    expect(itemAtPoint(SCENE, 150, 78)).toBeNull();
  });
});

describe("a point in another layout", () => {
  const wider = {
    width: 400,
    height: 100,
    items: [box("hardware", 0, 80, 400, 20), box("vm", 100, 10, 200, 60, "frame")],
  };

  it("is at the same share of the innermost item that is left", () => {
    const anchor = anchorAt(SCENE, 50, 40);
    expect(placeOf(anchor, SCENE)).toEqual({ x: 50, y: 40 });
    expect(placeOf(anchor, wider)).toEqual({ x: 200, y: 40 });
  });

  it("is at the same share of the whole where nothing was, or nothing is left", () => {
    expect(placeOf(anchorAt(SCENE, 150, 78), wider)).toEqual({ x: 300, y: 78 });
    expect(placeOf(anchorAt(SCENE, 30, 50), { width: 100, height: 50, items: [] })).toEqual({ x: 15, y: 25 });
  });
});

describe("scrolling to something", () => {
  const view = { from: 100, length: 200 };

  it("does nothing where it is seen", () => {
    expect(scrolledTo(view, 150, 200, 8)).toBe(100);
  });

  it("goes as far as needed", () => {
    expect(scrolledTo(view, 50, 80, 8)).toBe(42);
    expect(scrolledTo(view, 350, 380, 8)).toBe(188);
  });

  it("shows the start of what is too long", () => {
    expect(scrolledTo(view, 500, 900, 8)).toBe(492);
  });
});
