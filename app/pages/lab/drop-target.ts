/** Where something lands that is dropped onto a picture. */
import type { WorldView } from "../../state/lab/lab-types";
import { type PaletteEntry, targetAt } from "../../state/lab/palette";

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
 * can, from the one pointed at down to the ground; else the likeliest of those that stand on it, or on the operating
 * system that it is a part of.
 */
export function dropTarget(entry: PaletteEntry, item: string | null, layers: Layers): DropTarget {
  const pointed = item?.replace(FRAME, "") ?? null;
  const beneath = targetAt(entry, layers, pointed);
  if (beneath !== undefined) return { target: beneath, allowed: true };
  const whole = layers.find(({ id }) => id === pointed)?.within ?? pointed;
  const onIt = entry
    .targets(layers)
    .find(({ layer }) => layer !== null && whole !== null && standsOn(layer, whole, layers));
  return onIt ? { target: onIt.layer, allowed: true } : { target: pointed, allowed: false };
}

/** Whether a layer stands on another one, however far down. */
function standsOn(layer: string, on: string, layers: Layers): boolean {
  const below = new Map(layers.map((each) => [each.id, each.within ?? each.on]));
  const passed = new Set<string>();
  let next = below.get(layer) ?? null;
  while (next !== null && next !== on && !passed.has(next)) {
    passed.add(next);
    next = below.get(next) ?? null;
  }
  return next === on;
}
