import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Container, RestartPolicy } from "../tables";
import { nextDelay, restartsAfterEnd, startsWithEngine } from "./policy";
import type { ContainerRun } from "./runs";

const run = (change: Partial<ContainerRun> = {}) =>
  ({ killed: false, delayMs: 0, ...change }) as ContainerRun;
const container = (name: RestartPolicy["name"], change: Partial<Container> = {}, maximumRetries = 0) =>
  ({
    spec: { restart: { name, maximumRetries } },
    exit: { code: 1 },
    restarts: 0,
    stoppedByHand: false,
    startedAt: 0,
    ...change,
  }) as Container;

describe("whether a container that ended is started again", () => {
  it.each([
    ["no", 0, false],
    ["no", 1, false],
    ["always", 0, true],
    ["always", 1, true],
    ["unless-stopped", 0, true],
    ["unless-stopped", 1, true],
    ["on-failure", 0, false],
    ["on-failure", 1, true],
  ] as const)("E44, E45: %s after code %i: %s", (name, code, again) => {
    expect(restartsAfterEnd(container(name, { exit: { code } }), run())).toBe(again);
    expect(restartsAfterEnd(container(name, { exit: { code } }), run({ killed: true }))).toBe(false);
    expect(restartsAfterEnd(container(name, { exit: { code }, stoppedByHand: true }), run())).toBe(false);
  });

  it("E45: a signal is a failure; the number of restarts is counted", () => {
    const killed = { exit: { signal: 9 } } as const;
    expect(restartsAfterEnd(container("on-failure", killed), run())).toBe(true);
    expect(restartsAfterEnd(container("on-failure", { ...killed, restarts: 2 }, 3), run())).toBe(true);
    expect(restartsAfterEnd(container("on-failure", { ...killed, restarts: 3 }, 3), run())).toBe(false);
    expect(restartsAfterEnd(container("always", { exit: null }), run())).toBe(false);
  });
});

describe("whether a container starts with its engine", () => {
  it.each([
    ["no", false, false],
    ["always", false, true],
    ["always", true, true],
    ["unless-stopped", false, true],
    ["unless-stopped", true, false],
    ["on-failure", false, false],
  ] as const)("E87: %s, stopped by hand %s: %s", (name, stoppedByHand, starts) => {
    expect(startsWithEngine(container(name, { stoppedByHand }))).toBe(starts);
    expect(startsWithEngine(container(name, { stoppedByHand, startedAt: null }))).toBe(false);
  });
});

describe("the wait before a restart", () => {
  it("E44: is at least 100 ms and at most a minute, and never shrinks while runs are short", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9_999 }), { maxLength: 30 }), (runs) => {
        let delayMs = 0;
        for (const ranMs of runs) {
          const next = nextDelay(run({ delayMs }), ranMs);
          expect(next).toBeGreaterThanOrEqual(Math.max(100, delayMs));
          expect(next).toBeLessThanOrEqual(60_000);
          delayMs = next;
        }
        expect(nextDelay(run({ delayMs }), 10_000)).toBe(100);
      }),
      { seed: 1 },
    );
  });
});
