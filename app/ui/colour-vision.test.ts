import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { COLOUR_VISIONS, distance } from "./colour-vision";
import { parseHex, readColourTokens, TOKEN_SCHEMES } from "./contrast";

const TOKENS = readColourTokens(readFileSync(new URL("./tokens.css", import.meta.url), "utf8"));
const ROLES = ["hardware", "kernel", "userland", "hypervisor", "engine", "app"];

/** Several times what is just noticeable. Every role has a second cue besides its colour. */
const LEAST = 0.05;

const PAIRS = ROLES.flatMap((one, index) => ROLES.slice(index + 1).map((other) => [one, other] as const));

describe("distance", () => {
  it("is nothing for the same colour, and 1 from black to white", () => {
    expect(distance(parseHex("#0b5fa5"), parseHex("#0b5fa5"), "protanopia")).toBe(0);
    expect(distance(parseHex("#000000"), parseHex("#ffffff"), "full")).toBeCloseTo(1, 3);
  });

  it("shrinks between red and green for those who confuse them", () => {
    const [red, green] = [parseHex("#c04040"), parseHex("#608030")];
    expect(distance(red, green, "deuteranopia")).toBeLessThan(distance(red, green, "full") / 2);
  });
});

describe.each(TOKEN_SCHEMES)("roles in the %s scheme", (scheme) => {
  describe.each(COLOUR_VISIONS)("with colour vision: %s", (vision) => {
    it.each(PAIRS)("tell %s from %s", (one, other) => {
      const fill = (role: string) => TOKENS[scheme].get(`${role}-fill`) ?? parseHex("missing");
      expect(distance(fill(one), fill(other), vision)).toBeGreaterThanOrEqual(LEAST);
    });
  });
});
