/** How much time the timeline shows. */
import { expect, test } from "vitest";
import { timelineSpan } from "./timeline-span";

test("an empty world begins with ten seconds", () => {
  expect(timelineSpan(0, 0)).toBe(10_000);
});

test("all that there is to see fits, in a round amount", () => {
  expect([50, 10_000, 25_000, 42_300, 180_000].map((endAt) => timelineSpan(0, endAt))).toEqual([
    100, 10_000, 30_000, 45_000, 180_000,
  ]);
});

test("it grows in leaps, always beyond the present", () => {
  expect([9_000, 9_600, 58_000, 7_000_000, 200_000_000].map((now) => timelineSpan(now, now))).toEqual([
    10_000, 15_000, 90_000, 10_800_000, 259_200_000,
  ]);
});
