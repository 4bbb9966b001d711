import { describe, expect, it } from "vitest";
import { base64, covers } from "./fonts";
import { plainColour } from "./plain-colour";

describe("plainColour", () => {
  it.each([
    ["rgb(11, 95, 165)", "#0b5fa5", 1],
    ["rgba(0, 0, 0, 0.5)", "#000000", 0.5],
    ["color(srgb 0.5 1 0)", "#80ff00", 1],
    ["color(srgb 1.2 -0.1 0 / 0.25)", "#ff0000", 0.25],
    ["rgb(0 0 0 / 0.1)", "#000000", 0.1],
  ])("reads %s", (computed, hex, opacity) => {
    expect(plainColour(computed)).toEqual({ hex, opacity });
  });

  it.each(["none", 'url("#dots")', "", "context-fill"])("leaves %s alone", (computed) => {
    expect(plainColour(computed)).toBeNull();
  });
});

describe("covers", () => {
  it("knows whether a face has any of the characters", () => {
    const latin = "font-weight:400;unicode-range:U+0-FF, U+131, U+4??;";
    expect(covers(latin, "kernel")).toBe(true);
    expect(covers(latin, "\u{131}")).toBe(true);
    expect(covers(latin, "\u{4aa}")).toBe(true);
    expect(covers(latin, "\u{1f600}")).toBe(false);
  });

  it("takes a face without ranges for everything", () => {
    expect(covers("font-weight:400;", "\u{1f600}")).toBe(true);
  });
});

describe("base64", () => {
  it("agrees with Node's, also beyond one chunk", () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7) % 256);
    expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  });
});
