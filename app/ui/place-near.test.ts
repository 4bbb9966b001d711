import { describe, expect, it } from "vitest";
import { placeNear } from "./place-near";

const view = { width: 400, height: 300 };
const size = { width: 100, height: 50 };
const anchor = { left: 150, top: 150, width: 20, height: 20 };

describe("placeNear", () => {
  it("keeps to the side and edge that are wanted where there is room", () => {
    expect(placeNear(anchor, size, view, { side: "above", align: "start" })).toEqual({ left: 150, top: 92 });
    expect(placeNear(anchor, size, view, { side: "below", align: "end" })).toEqual({ left: 70, top: 178 });
  });

  it("changes sides where only the other has room", () => {
    const high = { ...anchor, top: 10 };
    expect(placeNear(high, size, view, { side: "above", align: "start" }).top).toBe(38);
    const low = { ...anchor, top: 270 };
    expect(placeNear(low, size, view, { side: "below", align: "start" }).top).toBe(212);
  });

  it("stays in the window, and at its start where it is larger than the window", () => {
    const right = { ...anchor, left: 390 };
    expect(placeNear(right, size, view, { side: "above", align: "start" }).left).toBe(292);
    const wide = { width: 500, height: 290 };
    expect(placeNear(anchor, wide, view, { side: "above", align: "end" })).toEqual({ left: 8, top: 8 });
  });
});
