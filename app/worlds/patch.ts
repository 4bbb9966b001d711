/** Putting a view back together from what changed: what did not change stays the very same object. */
import type { LayerView } from "../sim/index";
import type { ViewPatch, WorldView } from "./protocol";

/** The view that follows `before`. A patch without a view before it holds everything. */
export function applyPatch(before: WorldView | undefined, patch: ViewPatch): WorldView {
  return {
    head: patch.head,
    layers: layersAfter(before?.layers ?? [], patch),
    marks: marksAfter(before?.marks ?? [], patch),
  };
}

function layersAfter(before: readonly LayerView[], { order, changed }: ViewPatch): readonly LayerView[] {
  if (order === undefined && changed.length === 0) return before;
  const byId = new Map(before.map((layer) => [layer.id, layer]));
  for (const layer of changed) byId.set(layer.id, layer);
  const ids = order ?? before.map(({ id }) => id);
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function marksAfter(before: WorldView["marks"], { marksKept, marks }: ViewPatch): WorldView["marks"] {
  if (marks.length === 0 && marksKept === before.length) return before;
  return [...before.slice(0, marksKept), ...marks];
}
