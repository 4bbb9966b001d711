import { describe, expect, it } from "vitest";
import { fitText, shortened, textWidth } from "./fit-text";

const OPTIONS = { labelSize: 10, noteSize: 10, bold: false, gap: 10 };
const words = (labels: string[], notes: string[], width: number) => fitText(labels, notes, width, OPTIONS);

describe("fitText", () => {
  it("takes everything where there is room", () => {
    expect(words(["guest kernel", "kernel"], ["starting"], 500)).toEqual({
      label: "guest kernel",
      note: "starting",
    });
  });

  it("shortens the label before it drops the note", () => {
    const width = textWidth("kernel", 10) + 10 + textWidth("starting", 10);
    expect(words(["guest kernel", "kernel"], ["starting"], width)).toEqual({
      label: "kernel",
      note: "starting",
    });
  });

  it("drops the note before the label", () => {
    expect(words(["kernel"], ["starting"], textWidth("kernel", 10))).toEqual({ label: "kernel", note: "" });
  });

  it("shows nothing where nothing fits", () => {
    expect(words(["kernel"], [], 5)).toEqual({ label: "", note: "" });
  });

  it("counts bold text as wider", () => {
    expect(textWidth("kernel", 10, true)).toBeGreaterThan(textWidth("kernel", 10));
  });
});

describe("textWidth", () => {
  it("tells narrow letters from wide ones, and takes other scripts for wide", () => {
    expect(textWidth("illi", 10)).toBeLessThan(textWidth("noon", 10));
    expect(textWidth("noon", 10)).toBeLessThan(textWidth("WMWM", 10));
    expect(textWidth("核心核心", 10)).toBeGreaterThan(textWidth("WMWM", 10));
  });

  it("grows with the type", () => {
    expect(textWidth("kernel", 20)).toBeCloseTo(2 * textWidth("kernel", 10), 6);
  });
});

describe("shortened", () => {
  const cut = (name: string, width: number) => shortened(name, width, { labelSize: 10, bold: false });

  it("keeps what fits", () => {
    expect(cut("web", 100)).toBe("web");
  });

  it("cuts in the middle, so that numbers at the end still tell names apart", () => {
    const [one, other] = ["a-long-service-name-12", "a-long-service-name-13"].map((name) => cut(name, 60));
    expect(one).toMatch(/^a-.*….*12$/);
    expect(one).not.toBe(other);
    expect(textWidth(one ?? "", 10)).toBeLessThanOrEqual(60);
  });

  it("gives up where too little is left", () => {
    expect(cut("a-long-service-name-12", 12)).toBe("");
  });
});
