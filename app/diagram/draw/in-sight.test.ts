import { describe, expect, it } from "vitest";
import { inSight } from "./in-sight";
import { item } from "./testing/scenes";

const BAND = item("kernel", { width: 2_000, label: "kernel", note: "shared by 3", noteX: 1_988 });
const BOX = { x: 0, y: -30, width: 2_000, height: 30 };
const wordsAt = (from: number, to: number, band = BAND) => {
  const { labelX, noteX } = inSight(band, BOX, { from, to }, 1);
  return { labelX, noteX };
};

describe("words of a wide band", () => {
  it("stay where they are while all of it is seen, or nothing is known", () => {
    expect(inSight(BAND, BOX, null, 1)).toBe(BAND);
    expect(inSight(BAND, BOX, { from: -10, to: 2_100 }, 1)).toBe(BAND);
  });

  it("move into what is seen", () => {
    expect(wordsAt(500, 1_000)).toEqual({ labelX: 512, noteX: 988 });
    expect(wordsAt(0, 500)).toEqual({ labelX: 12, noteX: 488 });
    expect(wordsAt(500, 1_000, { ...BAND, marked: true }).labelX).toBe(530);
  });

  it("never lie over each other", () => {
    for (let from = 0; from < 2_000; from += 50) {
      const { labelX, noteX } = wordsAt(from, from + 300);
      expect(labelX).toBeGreaterThanOrEqual(12);
      expect(noteX).toBeLessThanOrEqual(1_988);
      expect(noteX - labelX).toBeGreaterThan(100);
    }
  });

  it("stay together on two lines", () => {
    const below = { ...BAND, noteX: 12, noteY: 40 };
    expect(wordsAt(500, 1_000, below)).toEqual({ labelX: 512, noteX: 512 });
  });

  it("stay where they are in bands that are seen soon, in the middle, or out of sight", () => {
    const narrow = { ...BOX, width: 200 };
    expect(inSight(BAND, narrow, { from: 50, to: 1_000 }, 1)).toBe(BAND);
    const centred = { ...BAND, centred: true };
    expect(inSight(centred, BOX, { from: 500, to: 1_000 }, 1)).toBe(centred);
    expect(inSight(BAND, BOX, { from: 2_500, to: 3_000 }, 1)).toBe(BAND);
  });
});
