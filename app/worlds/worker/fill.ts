/** Adding one after another until a machine takes no more. */
import {
  type Cause,
  type CommandInput,
  type Happening,
  happenings,
  type Refusal,
  type Simulation,
} from "../../sim/index";
import type { FillReport } from "../protocol";
import { doAll } from "./acting";
import { failureText, limitText, refusalText } from "./fill-text";
import { MAX_FILL, MAX_FILL_HOST_MS, MAX_FILL_WAIT_MS } from "./limits";
import { type Clock, settle } from "./pace";

/** Happenings after which it makes no sense to add more. */
const FAILURES: ReadonlySet<string> = new Set([
  "oom-kill",
  "oom-killed",
  "start-failed",
  "run-failed",
  "start-abandoned",
  "failed",
  "crashed",
  "panicked",
  "fork-refused",
  "power-lost",
  "pull-failed",
  "build-failed",
  "restore-failed",
  "management-missing",
  "dead",
]);

/** What is added, again and again, and how much is enough. */
export interface Filling {
  readonly each: readonly CommandInput[];
  readonly limit: number;
  readonly cause: Cause;
}

/** Fills; all of it is one act. Answers the simulation in which it is done. */
export function fill(
  sim: Simulation,
  { each, limit, cause }: Filling,
  clock: Clock,
): { report: FillReport; sim: Simulation } {
  const deadline = clock() + MAX_FILL_HOST_MS;
  const wanted = Math.min(limit, MAX_FILL);
  let filled = sim;
  let number = 0;
  for (let added = 0; added < wanted; added++) {
    if (clock() > deadline) return { report: limitText(each, added, "time"), sim: filled };
    const seen = newest(filled);
    const next = addNext(filled, each, cause, number, clock);
    if (!next.ok) return { report: refusalText(filled.world, each, added, next.refusal), sim: filled };
    filled = next.sim;
    number = next.number;
    const failed = failureSince(filled, seen);
    if (failed !== undefined) return { report: failureText(each, added, failed), sim: filled };
  }
  return { report: limitText(each, wanted, "asked"), sim: filled };
}

type Added =
  | { readonly ok: true; readonly sim: Simulation; readonly number: number }
  | { readonly ok: false; readonly refusal: Refusal };

/** Adds the next one, by the first number after `last` whose name is free, and waits until it has started or failed. */
function addNext(
  sim: Simulation,
  each: readonly CommandInput[],
  cause: Cause,
  last: number,
  clock: Clock,
): Added {
  for (let number = last + 1; ; number++) {
    const commands = numbered(each, number);
    const added = addOne(sim, commands, cause, clock);
    const taken = !added.ok && added.refusal.code === "name-taken" && number - last <= MAX_FILL;
    const skips = taken && JSON.stringify(commands) !== JSON.stringify(each);
    if (!skips) return added.ok ? { ...added, number } : added;
  }
}

/** Several commands are done one after the other, each until it is done, beside the world: a half-made one is not kept. */
function addOne(
  sim: Simulation,
  commands: readonly CommandInput[],
  cause: Cause,
  clock: Clock,
): { readonly ok: true; readonly sim: Simulation } | { readonly ok: false; readonly refusal: Refusal } {
  const trial = commands.length > 1 ? sim.fork() : sim;
  for (const command of commands) {
    const done = doAll(trial, [command], cause);
    if (!done.ok) return done;
    settle(trial, {
      clock,
      deadline: clock() + MAX_FILL_HOST_MS,
      until: trial.now + MAX_FILL_WAIT_MS,
    });
  }
  return { ok: true, sim: trial };
}

/** The commands with `{n}` replaced by a number, wherever it stands. */
function numbered(each: readonly CommandInput[], number: number): CommandInput[] {
  const replaced = (value: unknown): unknown => {
    if (typeof value === "string") return value.replaceAll("{n}", String(number));
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part)]));
  };
  return each.map((command) => replaced(command) as CommandInput);
}

function newest({ world }: Simulation): number {
  return world.all(happenings).at(-1)?.id ?? 0;
}

function failureSince({ world }: Simulation, seen: number): Happening | undefined {
  const rows = world.all(happenings);
  let first = rows.length;
  while (first > 0 && (rows[first - 1]?.id ?? 0) > seen) first--;
  return rows.slice(first).find(({ what }) => FAILURES.has(what));
}
