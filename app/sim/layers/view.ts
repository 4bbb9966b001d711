/** Layers as pictures need them: with the part of a start that was spent in each. */
import type { World } from "../core/world";
import { openBooks } from "./books";
import type { Layer } from "./layer";
import { layersIn } from "./layers-of";
import { startParts } from "./start-parts";

export interface LayerView extends Layer {
  /** Part of the last start that was spent in this very layer, ms, up to now while it lasts; `null` if none is on record. */
  readonly startPartMs: number | null;
}

/** Every layer of a world with its part of the last start. */
export function viewsOf(world: World): LayerView[] {
  const books = openBooks(world);
  const layers = layersIn(books);
  const parts = startParts(books, layers);
  return layers.map((layer) => ({ ...layer, startPartMs: parts.get(layer.id) ?? null }));
}
