import { describe, expect, it } from "vitest";
import { segmentsOf, totalOf } from "./phase-bar";

const phase = (name: string, startedAt: number, endedAt: number | null) => ({
  name,
  startedAt,
  endedAt,
  origin: "modelled" as const,
  how: "estimated.",
});

describe("segmentsOf", () => {
  it("gives each phase its time and its role", () => {
    const segments = segmentsOf(
      [phase("firmware", 0, 500), phase("kernel", 500, 800), phase("cgroup", 800, 805)],
      900,
    );
    expect(segments.map(({ name, ms, role, current }) => [name, ms, role, current])).toEqual([
      ["firmware", 500, "hardware", false],
      ["kernel", 300, "kernel", false],
      ["cgroup", 5, "engine", false],
    ]);
  });

  it("lets the one at work last until the moment shown, and never less than nothing", () => {
    expect(segmentsOf([phase("init", 100, null)], 350)[0]).toMatchObject({ ms: 250, current: true });
    expect(segmentsOf([phase("init", 100, null)], 50)[0]).toMatchObject({ ms: 0, current: true });
  });
});

describe("totalOf", () => {
  it("goes from the first beginning to the last end, gaps and overlaps included", () => {
    expect(totalOf(segmentsOf([phase("a", 10, 20), phase("b", 15, 40), phase("c", 50, null)], 70))).toBe(60);
    expect(totalOf([])).toBe(0);
  });
});
