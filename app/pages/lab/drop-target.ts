/** Where something lands that is dropped onto a picture. */
import type { WorldView } from "../../state/lab/lab-types";
import type { PaletteEntry } from "../../state/lab/palette";

type Layers = WorldView["layers"];

export interface DropTarget {
  /** The layer that takes it; null: the ground. */
  readonly target: string | null;
  /** It can be tried there; otherwise nothing here could take it. */
  readonly allowed: boolean;
}

/** Begins the picture's own name of a virtual machine's frame. */
const FRAME = /^~vm\//;

/**
 * What takes an entry that is held over `item` (a thing of the picture, null: over nothing). The nearest layer that
 * can, from the one pointed at down to the ground; else the likeliest of those that stand on it.
 */
export function dropTarget(entry: PaletteEntry, item: string | null, layers: Layers): DropTarget {
  const targets = entry.targets(layers).map(({ layer }) => layer);
  const ground = targets.includes(null);
  if (item === null) return { target: null, allowed: ground };
  const pointed = item.replace(FRAME, "");
  const beneath = chain(pointed, layers);
  const nearest = beneath.find((layer) => targets.includes(layer));
  if (nearest !== undefined) return { target: nearest, allowed: true };
  const onIt = targets.find((target) => target !== null && chain(target, layers).includes(pointed));
  if (onIt) return { target: onIt, allowed: true };
  return { target: ground ? null : pointed, allowed: ground };
}

/** A layer and everything that it is part of or stands on, downwards. */
function chain(layer: string, layers: Layers): string[] {
  const below = new Map(layers.map(({ id, within, on }) => [id, within ?? on]));
  const found: string[] = [];
  let next: string | null | undefined = layer;
  while (next && !found.includes(next)) {
    found.push(next);
    next = below.get(next);
  }
  return found;
}
