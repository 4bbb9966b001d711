import { describe, expect, it } from "vitest";
import { clampZoom, fittingZoom, LEAST_ZOOM, MOST_ZOOM, outwardZoom, steppedZoom, wheeledZoom } from "./zoom";

describe("zooming step by step", () => {
  it("doubles in two steps and comes back to exactly 1", () => {
    expect(steppedZoom(steppedZoom(1, 1), 1)).toBeCloseTo(2);
    expect(steppedZoom(steppedZoom(1, 1), -1)).toBe(1);
    expect(steppedZoom(steppedZoom(1, -1), 1)).toBe(1);
  });

  it("goes to the next step from in between", () => {
    expect(steppedZoom(1.2, 1)).toBeCloseTo(Math.SQRT2);
    expect(steppedZoom(1.2, -1)).toBe(1);
    expect(steppedZoom(0.9, 1)).toBe(1);
  });

  it("stops at its limits", () => {
    expect(steppedZoom(LEAST_ZOOM, -1)).toBe(LEAST_ZOOM);
    expect(steppedZoom(MOST_ZOOM, 1)).toBe(MOST_ZOOM);
    expect(clampZoom(0.01)).toBe(LEAST_ZOOM);
  });
});

describe("zooming by wheel", () => {
  it("goes in when turned away, and as far back when turned back", () => {
    const closer = wheeledZoom(1, -200, 0);
    expect(closer).toBeGreaterThan(1.3);
    expect(wheeledZoom(closer, 200, 0)).toBeCloseTo(1);
  });

  it("counts lines as more than pixels", () => {
    expect(wheeledZoom(1, -3, 1)).toBeGreaterThan(wheeledZoom(1, -12, 0));
  });
});

describe("the zoom that shows all", () => {
  it("shrinks to the tighter side, and never enlarges", () => {
    expect(fittingZoom({ width: 800, height: 500 }, { width: 400, height: 400 })).toBe(0.5);
    expect(fittingZoom({ width: 400, height: 800 }, { width: 400, height: 400 })).toBe(0.5);
    expect(fittingZoom({ width: 100, height: 100 }, { width: 400, height: 400 })).toBe(1);
  });

  it("stays within the limits, even for nothing", () => {
    expect(fittingZoom({ width: 90_000, height: 10 }, { width: 400, height: 400 })).toBe(LEAST_ZOOM);
    expect(fittingZoom({ width: 0, height: 0 }, { width: 400, height: 400 })).toBe(1);
  });
});

describe("outwardZoom", () => {
  const room = { width: 900, height: 500, unit: 1.25 };
  const wide = { width: 1_000, height: 400 };

  it("shrinks a picture in larger type as far as it stays readable", () => {
    expect(outwardZoom("readable", wide, room)).toBe(0.9);
    expect(outwardZoom("readable", { ...wide, width: 1_200 }, room)).toBe(1);
    expect(outwardZoom("readable", wide, { ...room, unit: 1 })).toBe(1);
    expect(outwardZoom("readable", wide, { ...room, height: 0 })).toBe(1);
  });

  it("does what a person asks for", () => {
    expect(outwardZoom("fit", { ...wide, width: 1_800 }, room)).toBe(0.5);
    expect(outwardZoom(0.25, wide, room)).toBe(0.25);
    expect(outwardZoom(4, wide, room)).toBe(1);
  });
});
