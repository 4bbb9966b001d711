import { expect, it } from "vitest";
import { readClock } from "./clock-model";

it("a pane's clock is blank before any start", () => {
  expect(readClock([])).toEqual({ mode: "blank" });
  expect(readClock([{ clockFrom: null, ms: null }])).toEqual({ mode: "blank" });
});

it("a pane's clock ticks from the first start until the last is there", () => {
  expect(
    readClock([
      { clockFrom: 500, ms: null },
      { clockFrom: 400, ms: null },
      { clockFrom: null, ms: 300 },
    ]),
  ).toEqual({ mode: "ticking", from: 400 });
});

it("a pane's clock stops at the longest", () => {
  expect(
    readClock([
      { clockFrom: null, ms: 58 },
      { clockFrom: null, ms: 75 },
    ]),
  ).toEqual({ mode: "stopped", ms: 75 });
});
