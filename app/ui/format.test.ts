import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatMoment,
  formatMs,
  formatPartMs,
  formatRatio,
  formatThings,
  formatTime,
} from "./format";

describe("formats", () => {
  it("write clocks in whole milliseconds", () => {
    expect([0, 58.4, 1234.5, 1_234_567].map(formatMs)).toEqual(["0 ms", "58 ms", "1,235 ms", "1,234,567 ms"]);
  });

  it("write small parts more finely", () => {
    expect([0.04, 4.21, 9.96, 640.2].map(formatPartMs)).toEqual(["0.0 ms", "4.2 ms", "10 ms", "640 ms"]);
  });

  it("write bytes as memory is counted", () => {
    const megabyte = 1_048_576;
    expect([0, 640 * 1_024, 0.99 * megabyte, 1.4 * megabyte, 96 * megabyte].map(formatBytes)).toEqual([
      "0 KB",
      "640 KB",
      "1.0 MB",
      "1.4 MB",
      "96 MB",
    ]);
  });

  it("write large amounts in GB", () => {
    const gigabyte = 1_073_741_824;
    expect([0.99 * gigabyte, 1.5 * gigabyte, 16 * gigabyte, 2_000 * gigabyte].map(formatBytes)).toEqual([
      "1.0 GB",
      "1.5 GB",
      "16 GB",
      "2,000 GB",
    ]);
  });

  it("write times in the unit that suits them", () => {
    expect([4.21, 640.2, 999.4, 999.5, 18_240, 59_949, 59_950, 83_430, 7_500_000].map(formatTime)).toEqual([
      "4.2 ms",
      "640 ms",
      "999 ms",
      "1.0 s",
      "18.2 s",
      "59.9 s",
      "1 min 0 s",
      "1 min 23 s",
      "2 h 5 min",
    ]);
  });

  it("write moments of a clock", () => {
    expect([0, 41_250, 59_999.6, 3_723_250, -1].map(formatMoment)).toEqual([
      "00:00.000",
      "00:41.250",
      "01:00.000",
      "1:02:03.250",
      "00:00.000",
    ]);
  });

  it("write ratios and counted things", () => {
    expect([0.94, 3.42, 21.3, 1250].map(formatRatio)).toEqual(["0.9 ×", "3.4 ×", "21 ×", "1,250 ×"]);
    expect([formatThings(1, "container"), formatThings(10, "container")]).toEqual([
      "1 container",
      "10 containers",
    ]);
  });
});
