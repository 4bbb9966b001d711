/** What `npm run -s sim` reports: the layers of a world that has run, and what happened in it. */
import {
  type Happening,
  happenings,
  type Layer,
  layersOf,
  type PhaseOrigin,
  phaseOrigins,
  phases,
  type Result,
  type Scenario,
  Simulation,
  settle,
  type World,
} from "../app/sim/index";

/** A layer as reported: with the durations of its phases, ms, in their order. */
export type ReportedLayer = Layer & { readonly phasesMs: Readonly<Record<string, number>> };

/** A figure of the model that durations in the report follow from. */
export interface ReportedCost {
  readonly value: number;
  readonly unit: string;
  readonly origin: string;
  readonly source: string;
  readonly note: string;
  /** Phases that follow from it: `vm1: firmware`. */
  readonly phases: readonly string[];
}

export interface SimReport {
  /** Virtual ms since the scenario began. */
  readonly timeMs: number;
  readonly layers: readonly ReportedLayer[];
  readonly events: readonly Pick<Happening, "at" | "layer" | "what" | "text">[];
  readonly costs: readonly ReportedCost[];
}

/**
 * Runs a scenario and its log.
 * @param until virtual ms up to which it runs; without it, as long as the scenario says there is something to see, and until
 * nothing is starting any more
 */
export function simReport(scenario: Scenario, until: number | undefined): Result<SimReport> {
  const log = until === undefined ? scenario.log : scenario.log.filter(({ at }) => at <= until);
  const started = Simulation.start({ ...scenario, log });
  if (!started.ok) return started;
  const simulation = started.value;
  simulation.advance(until ?? scenario.lasts);
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
    costs: costsOf(world),
  };
}

/** Each figure once, with all phases that follow from it. */
function costsOf(world: World): ReportedCost[] {
  const followers = new Map<PhaseOrigin["cost"], string[]>();
  for (const { layer, phase, cost } of phaseOrigins(world)) {
    const known = followers.get(cost);
    if (known === undefined) followers.set(cost, [`${layer}: ${phase}`]);
    else known.push(`${layer}: ${phase}`);
  }
  return [...followers].map(([cost, following]) => ({ ...cost, phases: following }));
}

function phasesOf(world: World, layer: string): Record<string, number> {
  const durations: Record<string, number> = {};
  for (const { name, startedAt, endedAt } of world.find(phases, "layer", layer))
    durations[name] = (durations[name] ?? 0) + (endedAt ?? world.now) - startedAt;
  return durations;
}
