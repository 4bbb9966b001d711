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
import { MAX_ADD_HOST_MS, MAX_FILL, MAX_FILL_HOST_MS, MAX_FILL_WAIT_MS } from "./limits";
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

/** What filling has come to, and the simulation in which it is done. */
export interface FilledSoFar {
  /** While there is `more`, as it is if nobody goes on. */
  readonly report: FillReport;
  readonly sim: Simulation;
  readonly more: boolean;
}

/** Fills bit by bit; all of it is one act. */
export class Filler {
  readonly #filling: Filling;
  readonly #clock: Clock;
  #added = 0;
  /** The last number that was given. */
  #number = 0;
  /** Host time that it may still take, ms. */
  #left = MAX_FILL_HOST_MS;

  constructor(filling: Filling, clock: Clock) {
    this.#filling = filling;
    this.#clock = clock;
  }

  /** Adds to `sim` until it is done, or host time (ms) is over. */
  carryOn(sim: Simulation, hostMs: number): FilledSoFar {
    const begun = this.#clock();
    const filled = this.#add(sim, begun + hostMs, begun + this.#left);
    this.#left -= this.#clock() - begun;
    return filled;
  }

  /** @param pauseAt @param endAt of the host's clock */
  #add(sim: Simulation, pauseAt: number, endAt: number): FilledSoFar {
    const { each, limit, cause } = this.#filling;
    const ended = (report: FillReport, filled: Simulation) => ({ report, sim: filled, more: false });
    let filled = sim;
    while (this.#added < Math.min(limit, MAX_FILL)) {
      const now = this.#clock();
      if (now > Math.min(pauseAt, endAt)) {
        const more = now <= endAt;
        const report = limitText(each, this.#added, more ? "cancelled" : "time");
        return { report, sim: filled, more };
      }
      const seen = newest(filled);
      const next = addNext(filled, each, cause, this.#number, this.#clock);
      if (!next.ok) return ended(refusalText(filled.world, each, this.#added, next.refusal), filled);
      filled = next.sim;
      this.#number = next.number;
      const failed = failureSince(filled, seen);
      if (failed !== undefined) return ended(failureText(each, this.#added, failed), filled);
      this.#added++;
    }
    return ended(limitText(each, this.#added, "asked"), filled);
  }
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
      deadline: clock() + MAX_ADD_HOST_MS,
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
