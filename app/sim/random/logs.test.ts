/** The random logs themselves: they must be worth something as a proof. */
import { describe, expect, it } from "vitest";
import { commandKinds } from "../commands/all";
import { Simulation } from "../commands/simulation";
import { difference } from "../testing/difference";
import { entriesOf, freshAt, seedsFrom } from "../testing/random/replays";
import { starts } from "../testing/random/starts";
import { moveNames, randomLog } from "../testing/random-logs";

const LOGS = 600;
/** Share of commands that must be accepted: refusals are part of it, but not most of it. */
const ACCEPTED = 0.5;

describe("random logs", () => {
  it("W19: are made of all commands of the engine", () => {
    expect([...moveNames].sort()).toEqual([...commandKinds.keys()].sort());
  });

  it("W19: contain every command accepted, and more commands accepted than refused", {
    timeout: 60_000,
  }, () => {
    const attempts = seedsFrom(1, LOGS).flatMap((seed) => randomLog(seed).attempts);
    const accepted = attempts.filter((attempt) => attempt.accepted);
    const kinds = new Set(accepted.map(({ command }) => command.do));
    expect([...commandKinds.keys()].filter((name) => !kinds.has(name as never))).toEqual([]);
    expect(accepted.length / attempts.length).toBeGreaterThan(ACCEPTED);
    expect(accepted.length).toBeLessThan(attempts.length);
  });

  it("W19: are the same for the same seed", () => {
    for (const seed of seedsFrom(1, starts.length)) expect(randomLog(seed)).toEqual(randomLog(seed));
  });

  it.each(seedsFrom(1, starts.length))(
    "W19: are played by a simulation started from their text (log %i)",
    (seed) => {
      const log = randomLog(seed);
      const entries = entriesOf(log);
      const first = Simulation.start({ ...log.start.scenario, log: entries });
      if (!first.ok) throw new Error(first.refusal.what);
      const second = Simulation.decode(first.value.encode());
      if (!second.ok) throw new Error(second.refusal.what);
      second.value.advance(log.end);
      expect(
        difference(second.value.world.toJSON(), freshAt(log, entries, log.end).toJSON()),
      ).toBeUndefined();
    },
  );
});
