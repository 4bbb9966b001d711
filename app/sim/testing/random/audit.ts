/** For tests: a random log under the eyes of the oracle. */
import type { WorldData } from "../../core/world";
import { difference } from "../difference";
import { askOracle } from "../oracle";
import { type RandomLog, randomLog } from "../random-logs";

/** A log, and what was found wrong while it was made: at most what was wrong first. */
export interface Audit {
  readonly log: RandomLog;
  readonly faults: readonly string[];
}

const audits = new Map<number, Audit>();

/** The log of a seed with what the oracle says of it; made once. */
export function auditLog(seed: number): Audit {
  const known = audits.get(seed);
  if (known !== undefined) return known;
  const audit = watch(seed);
  audits.set(seed, audit);
  return audit;
}

/** Makes a log; asks the oracle after each command and each passage of time, and sees that refusals change nothing. */
function watch(seed: number): Audit {
  let faults: readonly string[] = [];
  let before: WorldData | undefined;
  let steps = 0;
  const examine = (data: WorldData, after: string) => {
    steps++;
    if (faults.length === 0)
      faults = askOracle(data).map((fault) => `log ${seed}, step ${steps}, ${after}: ${fault}`);
  };
  const log = randomLog(seed, {
    before: (world) => {
      before = world.toJSON();
    },
    after: (world, { command, accepted }) => {
      const data = world.toJSON();
      const text = JSON.stringify(command);
      const changed = accepted ? undefined : difference(data, before);
      if (changed !== undefined) faults = [`log ${seed}: ${text} was refused and changed ${changed}`];
      examine(data, `${accepted ? "after" : "refused"} ${text}`);
    },
    passed: (world) => examine(world.toJSON(), `at ${world.now}`),
  });
  return { log, faults };
}
