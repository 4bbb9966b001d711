/** Phases that layers went through at their last start, gathered in one walk over all of them. */
import { type Phase, phases } from "../core/work";
import type { World } from "../core/world";

/** What is on record of the last start of each layer. */
export interface Starts {
  /** Phases by the identifier of the layer that went through them, in their order. */
  readonly of: (layer: string) => readonly Phase[];
  /** The phase that a layer is in now; `null` if it is in none. */
  readonly current: (layer: string) => string | null;
  /** Duration of a layer's last start from its first phase to its last, ms; `null` while it lasts, or if there was none. */
  readonly lastMs: (layer: string) => number | null;
}

const NONE: readonly Phase[] = [];

export function startsOf(world: World): Starts {
  const byLayer = new Map<string, Phase[]>();
  for (const phase of world.all(phases)) {
    const known = byLayer.get(phase.layer);
    if (known === undefined) byLayer.set(phase.layer, [phase]);
    else known.push(phase);
  }
  const of = (layer: string) => byLayer.get(layer) ?? NONE;
  return {
    of,
    current: (layer) => of(layer).find(({ endedAt }) => endedAt === null)?.name ?? null,
    lastMs: (layer) => durationOf(of(layer)),
  };
}

function durationOf(rows: readonly Phase[]): number | null {
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined || last.endedAt === null) return null;
  return last.endedAt - first.startedAt;
}
