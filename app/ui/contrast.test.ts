import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, mix, parseHex, type Rgb, readColourTokens, TOKEN_SCHEMES } from "./contrast";

const TOKENS = readColourTokens(readFileSync(new URL("./tokens.css", import.meta.url), "utf8"));
const ROLES = ["hardware", "kernel", "userland", "hypervisor", "engine", "app"];

/** What diagram.css mixes of a role's fill into the surface for a layer that has not started. */
const IDLE_SHARE = 0.16;
/** The same for one that is paused. */
const PAUSED_SHARE = 0.4;

/** Text tokens and the grounds they are read on. */
const TEXTS: [text: string, ground: string][] = [
  ["ink", "page"],
  ["ink", "surface"],
  ["ink", "sunken"],
  ["ink", "failed-surface"],
  ["ink", "notice-surface"],
  ["muted", "page"],
  ["muted", "surface"],
  ["muted", "sunken"],
  ["muted", "failed-surface"],
  ["muted", "notice-surface"],
  ["accent", "page"],
  ["accent", "surface"],
  ["accent-text", "accent"],
  ["accent-text", "accent-hover"],
  ["failed", "surface"],
  ["failed", "failed-surface"],
  ["work", "surface"],
  ["terminal-text", "terminal-page"],
  ["terminal-text", "terminal-selection"],
  ["terminal-muted", "terminal-page"],
  ["terminal-prompt", "terminal-page"],
];

/** Lines that a person must be able to see, and what they stand against. */
const LINES: [line: string, ground: string][] = [
  ["control-border", "surface"],
  ["control-border", "page"],
  ["focus", "page"],
  ["focus", "surface"],
  ["work", "surface"],
  ["failed", "surface"],
];

describe("contrast", () => {
  it("knows the extremes", () => {
    expect(contrast(parseHex("#000000"), parseHex("#ffffff"))).toBeCloseTo(21, 5);
    expect(contrast(parseHex("#777777"), parseHex("#777777"))).toBe(1);
  });

  it("refuses what is not a colour", () => {
    expect(() => parseHex("blue")).toThrow("not a colour");
  });
});

describe.each(TOKEN_SCHEMES)("the %s scheme", (scheme) => {
  const colour = (name: string): Rgb => {
    const found = TOKENS[scheme].get(name);
    if (!found) throw new Error(`no colour named ${name}`);
    return found;
  };

  it.each(ROLES)("reads 4.5:1 on the fill of %s", (role) => {
    expect(contrast(colour(`${role}-text`), colour(`${role}-fill`))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(ROLES)("bounds %s at 3:1 against pane and page", (role) => {
    expect(contrast(colour(`${role}-border`), colour("surface"))).toBeGreaterThanOrEqual(3);
    expect(contrast(colour(`${role}-border`), colour("page"))).toBeGreaterThanOrEqual(3);
  });

  it.each(ROLES)("reads 4.5:1 on %s before it has started", (role) => {
    const idle = mix(colour(`${role}-fill`), IDLE_SHARE, colour("surface"));
    expect(contrast(colour("ink"), idle)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("muted"), idle)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(ROLES)("reads 4.5:1 on %s while it is paused", (role) => {
    const paused = mix(colour(`${role}-fill`), PAUSED_SHARE, colour("surface"));
    expect(contrast(colour("ink"), paused)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(TEXTS)("reads 4.5:1: %s on %s", (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(LINES)("shows 3:1: %s against %s", (line, ground) => {
    expect(contrast(colour(line), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
