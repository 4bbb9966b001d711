import { describe, expect, it } from "vitest";
import type { Cost } from "./cost";

const modules = import.meta.glob<Record<string, unknown>>("./*.ts", { eager: true });

function isCost(value: unknown): value is Cost {
  return typeof value === "object" && value !== null && "origin" in value && "unit" in value;
}

/** Every cost below a value, with the path that leads to it. */
function costsIn(value: unknown, path: string): [string, Cost][] {
  if (isCost(value)) return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => costsIn(below, `${path}.${key}`));
}

const all = Object.entries(modules)
  .filter(([file]) => !file.endsWith(".test.ts"))
  .flatMap(([file, module]) => costsIn(module, file));

describe("costs", () => {
  it("are found in every file of costs", () => {
    expect(all.length).toBeGreaterThan(150);
  });

  it.each(all)("%s has a value, a unit, an origin, a source and a note", (_path, cost) => {
    expect(Number.isFinite(cost.value) && cost.value >= 0).toBe(true);
    expect(cost.unit).toMatch(/^(ms|ms of processor time|bytes|bytes per ms|count|share)$/);
    expect(cost.origin).toMatch(/^(measured|cited|modelled)$/);
    expect(cost.source.length).toBeGreaterThan(10);
    expect(cost.note.trim().length).toBeGreaterThan(5);
    expect(Object.keys(cost).sort()).toEqual(["note", "origin", "source", "unit", "value"]);
  });

  it("that are measured say how to measure them again, cited ones where to read them", () => {
    for (const [path, { origin, source }] of all) {
      if (origin === "measured") expect(source, path).toContain("npm run");
      if (origin === "modelled") expect(source, path).not.toContain("npm run");
    }
  });
});
