/** Virtual time in words. */
import { expect, test } from "vitest";
import { clockText, timeText } from "./time-words";

test.each([
  [0, "00:00.000"],
  [41_250, "00:41.250"],
  [41_250.4, "00:41.250"],
  [59_999.7, "01:00.000"],
  [3_723_500, "1:02:03.500"],
])("the clock shows %d ms as %s", (ms, text) => expect(clockText(ms)).toBe(text));

test.each([
  [0, "0 s"],
  [420, "0.42 s"],
  [9_994, "9.99 s"],
  [9_999, "10 s"],
  [12_300, "12.3 s"],
  [45_000, "45 s"],
  [119_960, "2 min"],
  [192_000, "3 min 12 s"],
  [7_500_000, "2 h 5 min"],
])("%d ms is said as %s", (ms, text) => expect(timeText(ms)).toBe(text));
