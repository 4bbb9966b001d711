/** What `npm run -s sim` reports: the layers of a world that has run, and what happened in it. */
import {
  type Happening,
  happenings,
  type Layer,
  layersOf,
  phases,
  type Result,
  type Scenario,
  Simulation,
  settle,
  type World,
} from "../app/sim/index";

/** A layer as reported: with the durations of its phases, ms, in their order. */
export type ReportedLayer = Layer & { readonly phasesMs: Readonly<Record<string, number>> };

export interface SimReport {
  /** Virtual ms since the scenario began. */
  readonly timeMs: number;
  readonly layers: readonly ReportedLayer[];
  readonly events: readonly Pick<Happening, "at" | "layer" | "what" | "text">[];
}

/**
 * Runs a scenario and its log.
 * @param until virtual ms up to which it runs; without it, until nothing is starting any more
 */
export function simReport(scenario: Scenario, until: number | undefined): Result<SimReport> {
  const log = until === undefined ? scenario.log : scenario.log.filter(({ at }) => at <= until);
  const started = Simulation.start({ ...scenario, log });
  if (!started.ok) return started;
  const simulation = started.value;
  if (until !== undefined) simulation.advance(until);
  const world = simulation.world.clone();
  if (until === undefined) settle(world);
  return { ok: true, value: report(world) };
}

function report(world: World): SimReport {
  return {
    timeMs: world.now,
    layers: layersOf(world).map((layer) => ({ ...layer, phasesMs: phasesOf(world, layer.id) })),
    events: world
      .all(happenings)
      .filter(({ at }) => at >= 0)
      .map(({ at, layer, what, text }) => ({ at, layer, what, text })),
  };
}

function phasesOf(world: World, layer: string): Record<string, number> {
  const durations: Record<string, number> = {};
  for (const { name, startedAt, endedAt } of world.find(phases, "layer", layer))
    durations[name] = (durations[name] ?? 0) + (endedAt ?? world.now) - startedAt;
  return durations;
}
