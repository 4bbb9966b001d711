import { describe, expect, it } from "vitest";
import { hasMark, markBadge, markPath, noEntry } from "./glyphs";

describe("marks", () => {
  it("belong to looks that want attention", () => {
    const looks = ["idle", "working", "done", "paused", "failed", "off"] as const;
    expect(looks.filter(hasMark)).toEqual(["working", "paused", "failed"]);
  });

  it("differ in shape, not in colour alone", () => {
    expect(markPath("working", 1)).toBe("M-4 -5L4.5 0L-4 5Z");
    expect(markPath("paused", 1)).toBe("M-4.5 -5h3v10h-3ZM1.5 -5h3v10h-3Z");
    expect(markPath("failed", 1)).toBe("M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5");
  });

  it("grow with the type", () => {
    expect(markPath("failed", 2)).toBe("M-9 -9L9 9M9 -9L-9 9");
    expect(markBadge("failed", 10, 5, 2).parts?.[0]?.attributes.r).toBe(16);
  });

  it("say broken into with an open lock, and no entry with a bar", () => {
    const lock = markBadge("compromised", 10, 5, 1);
    expect(lock.attributes).toEqual({ class: "badge badge-compromised", transform: "translate(10, 5)" });
    expect(lock.parts?.map(({ key }) => key)).toEqual(["disc", "glyph", "shackle"]);
    expect(noEntry(3, 4, 1).parts?.map(({ key }) => key)).toEqual(["disc", "bar"]);
  });
});
