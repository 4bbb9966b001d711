import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOM = "app/sim";
const RULE = /^- \*\*([A-Z]\d+)\*\* /gm;
/** A test's name begins with the rules that it holds: `"C3: …"`, `"Q1 Q2: …"`. */
const NAMED = /["'`]((?:[A-Z]\d+(?:,? and |, | )?)+): /g;

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(folder, file));
}

const rules = [...readFileSync(`${ROOM}/SPEC.md`, "utf8").matchAll(RULE)].map((match) => match[1] ?? "");
const tested = new Set(
  [...testFiles(ROOM), ...testFiles("cli")].flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(NAMED)].flatMap((match) => match[1]?.match(/[A-Z]\d+/g) ?? []),
  ),
);

describe("SPEC.md", () => {
  it("numbers every rule once", () => {
    expect(rules.length).toBeGreaterThan(200);
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  });

  it("has a test for every rule, named after it", () => {
    expect(rules.filter((rule) => !tested.has(rule))).toEqual([]);
  });

  it("knows every rule that a test names", () => {
    const known = new Set(rules);
    expect([...tested].filter((rule) => !known.has(rule)).sort()).toEqual([]);
  });
});
