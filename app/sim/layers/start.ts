/** How long starts took, from the phases on record. */
import { phases } from "../core/work";
import type { World } from "../core/world";

/** The phase that a layer is in now; `null` if it is in none. */
export function currentPhase(world: World, layer: string): string | null {
  return world.find(phases, "layer", layer).find(({ endedAt }) => endedAt === null)?.name ?? null;
}

/** Duration of a layer's last start from its first phase to its last, ms; `null` while it lasts, or if there was none. */
export function startMs(world: World, layer: string): number | null {
  const rows = world.find(phases, "layer", layer);
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined || last.endedAt === null) return null;
  return last.endedAt - first.startedAt;
}
