/** Layers, found by what they stand on and what they are part of. */
import type { LayerView } from "../../../sim/index";

export interface LayerIndex {
  readonly layers: readonly LayerView[];
  byId(id: string): LayerView | undefined;
  /** What stands on a layer itself, in the world's order; parts of an operating system are not among them. */
  above(id: string): readonly LayerView[];
  /** The kernel and the userland of an operating system. */
  partsOf(os: string): readonly LayerView[];
  /** Containers that an image's files or a kernel's namespaces serve. */
  containersUsing(id: string): readonly LayerView[];
}

/** Reads all layers once. */
export function indexOf(layers: readonly LayerView[]): LayerIndex {
  const byId = new Map<string, LayerView>();
  const above = new Map<string, LayerView[]>();
  const parts = new Map<string, LayerView[]>();
  const users = new Map<string, LayerView[]>();
  for (const layer of layers) {
    byId.set(layer.id, layer);
    if (layer.within !== null) add(parts, layer.within, layer);
    else if (layer.on !== null) add(above, layer.on, layer);
    if (layer.kind === "container") for (const used of layer.uses) add(users, used, layer);
  }
  return {
    layers,
    byId: (id) => byId.get(id),
    above: (id) => above.get(id) ?? [],
    partsOf: (os) => parts.get(os) ?? [],
    containersUsing: (id) => users.get(id) ?? [],
  };
}

function add(lists: Map<string, LayerView[]>, key: string, layer: LayerView): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [layer]);
  else list.push(layer);
}
