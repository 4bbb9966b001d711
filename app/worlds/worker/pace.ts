/** Letting virtual time pass until something, with limits on host time. */
import { happenings, isSettled, phases, type Simulation } from "../../sim/index";
import { MAX_FORECAST_HOST_MS, MAX_STEP_MS } from "./limits";

/** Host time in ms; only differences count. */
export type Clock = () => number;

/** Until when something may take: host time, and virtual time (ms). */
export interface Patience {
  readonly clock: Clock;
  /** Of the host's clock. */
  readonly deadline: number;
  /** Virtual ms. */
  readonly until: number;
}

/** Goes from event to event while `goesOn`, within patience, but at least to the next one. The last event may be later than what was waited for. */
export function pass(sim: Simulation, patience: Patience, goesOn: () => boolean): void {
  for (let next = sim.nextAt; next !== undefined && next <= patience.until && goesOn(); next = sim.nextAt) {
    sim.advance(next);
    if (patience.clock() > patience.deadline) return;
  }
}

/** Lets time pass until the world has settled, within patience. */
export function settle(sim: Simulation, patience: Patience): void {
  pass(sim, patience, () => !isSettled(sim.world));
}

/** Lets time pass until `to` (virtual ms), or as far as host time allows. */
export function reach(sim: Simulation, to: number, clock: Clock, deadline: number): void {
  pass(sim, { clock, deadline, until: to }, () => true);
  if (sim.nextAt === undefined || sim.nextAt > to) sim.advance(to);
}

/** Changes whenever a phase begins or ends, or something happens that people are told of. */
function signature({ world }: Simulation): string {
  const rows = world.all(phases);
  const open = rows.reduce((count, { endedAt }) => count + (endedAt === null ? 1 : 0), 0);
  return [rows.length, rows.at(-1)?.id, open, world.all(happenings).at(-1)?.id].join();
}

/** The simulation at the next moment at which there is something to see; `undefined` if none comes soon. */
export function nextSight(sim: Simulation, clock: Clock, deadline: number): Simulation | undefined {
  const ahead = sim.fork();
  const before = signature(ahead);
  pass(ahead, { clock, deadline, until: sim.now + MAX_STEP_MS }, () => signature(ahead) === before);
  return signature(ahead) === before ? undefined : ahead;
}

/**
 * Virtual time (ms) at which all that the scenario lets happen has happened, and the world will have settled, if nobody does
 * anything; at least how far one could see.
 */
export function forecast(sim: Simulation, clock: Clock): number {
  const last = sim.coming.at(-1)?.at ?? sim.now;
  if (last === sim.now && isSettled(sim.world)) return sim.now;
  const ahead = sim.fork();
  const patience = { clock, deadline: clock() + MAX_FORECAST_HOST_MS, until: Number.POSITIVE_INFINITY };
  pass(ahead, patience, () => ahead.coming.length > 0 || !isSettled(ahead.world));
  return Math.max(last, ahead.now);
}
