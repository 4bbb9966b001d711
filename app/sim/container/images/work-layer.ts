/** Layers under which an engine's own work is put on record. */
import { works } from "../../core/work";
import type { World } from "../../core/world";

/** The layer `base`, or, while other work is on record there, the first of `base/2`, `base/3` … that is free. */
export function freeWorkLayer(world: World, base: string): string {
  if (world.first(works, "layer", base) === undefined) return base;
  let number = 2;
  while (world.first(works, "layer", `${base}/${number}`) !== undefined) number++;
  return `${base}/${number}`;
}
