/** The third quarter of the random logs: books that are right, and worlds that are the same however a log is played. */
import { describe, expect, it } from "vitest";
import { auditLog } from "../testing/random/audit";
import { seedsFrom } from "../testing/random/replays";
import { historyFaults, replayFaults } from "../testing/random/same";

const FIRST = 501;
const PART = 50;
const TIME_MS = 120_000;

describe.each([0, 1, 2, 3, 4])("part %i", (part) => {
  const seeds = seedsFrom(FIRST + part * PART, PART);

  it("W20: after every command, done or refused, and whenever time has passed, the books are right", {
    timeout: TIME_MS,
  }, () => {
    for (const seed of seeds) expect(auditLog(seed).faults).toEqual([]);
  });

  it("W19: a log played twice, and in pieces, gives deeply equal worlds", { timeout: TIME_MS }, () => {
    for (const seed of seeds) expect(replayFaults(auditLog(seed).log)).toEqual([]);
  });

  it("W19: encoded and decoded, at any moment, undone and redone it equals a fresh replay", {
    timeout: TIME_MS,
  }, () => {
    for (const seed of seeds) expect(historyFaults(auditLog(seed).log)).toEqual([]);
  });
});
