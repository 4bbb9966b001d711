import { describe, expect, it } from "vitest";
import * as page from "../../ui/format";
import {
  formatAmount,
  formatBytes,
  formatCapacity,
  formatCount,
  formatDuration,
  formatList,
  formatThings,
} from "./words";

describe("words for amounts", () => {
  it.each([0, 512, 640 * 1_024, 1_400_000, 4_404_019, 96_000_000, 900_000_000])(
    "writes %d bytes as the page does",
    (bytes) => {
      expect(formatBytes(bytes)).toBe(page.formatBytes(bytes));
    },
  );

  it("goes on to GB, which machines are counted in", () => {
    expect(formatBytes(2_040_109_465)).toBe("1.9 GB");
    expect(formatBytes(256 * 1_024 ** 3)).toBe("256 GB");
    expect(formatCapacity(2 * 1_024 ** 3)).toBe("2 GB");
    expect(formatCapacity(1.5 * 1_024 ** 3)).toBe("1.5 GB");
  });

  it.each([0.4, 4.2, 50, 640])("writes %d ms as the page does", (ms) => {
    expect(formatDuration(ms)).toBe(page.formatPartMs(ms));
  });

  it("goes on to seconds", () => {
    expect(formatDuration(1_234)).toBe("1.2 s");
    expect(formatDuration(83_400)).toBe("83 s");
  });

  it("knows what a mode measures", () => {
    expect(formatAmount("memory", 243 * 1_048_576)).toBe("243 MB");
    expect(formatAmount("disk", 700 * 1_048_576)).toBe("700 MB");
    expect(formatAmount("start", 550)).toBe("550 ms");
  });

  it("counts and lists things", () => {
    expect(formatCount(1_000)).toBe(page.formatCount(1_000));
    expect(formatThings(1, "container")).toBe("1 container");
    expect(formatThings(2_000, "container")).toBe("2,000 containers");
    expect([formatList([]), formatList(["a"]), formatList(["a", "b"]), formatList(["a", "b", "c"])]).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });
});
