import { describe, expect, it } from "vitest";
import { fitText, textWidth } from "./fit-text";

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
