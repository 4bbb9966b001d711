/** What a world can be built from, and onto what each of it can be put. */
import type { LayerView } from "../../sim/index";
import { containers } from "./palette/containers";
import type { PaletteEntry } from "./palette/entry";
import { guests } from "./palette/guests";
import { images } from "./palette/images";
import { infrastructure } from "./palette/infrastructure";
import { managers } from "./palette/managers";
import { systems } from "./palette/systems";
import { layerNamed } from "./reading/stack";

export type { PaletteEntry, PaletteField } from "./palette/entry";

export const palette: readonly PaletteEntry[] = [
  ...infrastructure,
  ...systems,
  ...managers,
  ...guests,
  ...images,
  ...containers,
];

/**
 * The target of an entry that a person means who points at a layer: the layer itself, what it is a part of, or the
 * nearest one below it; `null` for the ground. `undefined` if the entry cannot be put there.
 */
export function targetAt(
  entry: PaletteEntry,
  layers: readonly LayerView[],
  pointed: string | null,
): string | null | undefined {
  const targets = new Set(entry.targets(layers).map(({ layer }) => layer));
  const seen = new Set<string>();
  let at = layerNamed(layers, pointed);
  while (at !== undefined && !seen.has(at.id)) {
    seen.add(at.id);
    if (targets.has(at.id)) return at.id;
    at = layerNamed(layers, at.within ?? at.on);
  }
  return targets.has(null) ? null : undefined;
}
