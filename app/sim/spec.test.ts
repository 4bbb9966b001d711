import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOM = "app/sim";
const RULE = /^- \*\*([A-Z]\d+)\*\* /gm;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file));
}

/** Names of all tests of the engine, and of its command-line face. */
function testNames(): string[] {
  return [...filesUnder(ROOM), ...filesUnder("cli")]
    .filter((file) => file.endsWith(".test.ts"))
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\b(?:it|test)(?:\.each\([^)]*\))?\(\s*["'`]([^"'`]+)/g)])
    .map((match) => match[1] ?? "");
}

const rules = [...readFileSync(`${ROOM}/SPEC.md`, "utf8").matchAll(RULE)].map((match) => match[1] ?? "");

describe("SPEC.md", () => {
  it("numbers every rule once", () => {
    expect(rules.length).toBeGreaterThan(100);
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  });

  it("has a test for every rule, named after it", () => {
    const named = new Set(testNames().flatMap((name) => [...name.matchAll(/\b([A-Z]\d+)\b(?=[,:–-]| and )/g)].map((match) => match[1])));
    expect(rules.filter((rule) => !named.has(rule))).toEqual([]);
  });

  it("knows every rule that a test names", () => {
    const known = new Set(rules);
    const named = testNames().flatMap((name) => name.match(/^([A-Z]\d+)(?=:)/)?.[1] ?? []);
    expect([...new Set(named.filter((rule) => !known.has(rule)))]).toEqual([]);
  });
});
