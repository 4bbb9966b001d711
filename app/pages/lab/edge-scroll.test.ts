/** Scrolling near the edges. */
import { expect, test } from "vitest";
import { edgePace } from "./edge-scroll";

test("scrolls up at the upper edge, down at the lower, and rests in between", () => {
  expect(edgePace(10, 800)).toBeLessThan(0);
  expect(edgePace(790, 800)).toBe(-edgePace(10, 800));
  expect(edgePace(400, 800)).toBe(0);
});
