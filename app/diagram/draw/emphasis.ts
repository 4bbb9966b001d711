/** Who is meant: identifiers of layers as a page knows them, turned into the items that show them. */
import type { Scene, SceneItem } from "../layout/scene";

/** The picture's own things, which are no layers, have identifiers that begin so. */
const OWN = "~";

/** The item that shows `id`, if one does: its own, or the one that stands in for it. */
export function shownAs(scene: Scene, id: string, drawn: { has(id: string): boolean }): string | null {
  if (drawn.has(id)) return id;
  const standIn = scene.standIns.get(id);
  return standIn !== undefined && drawn.has(standIn) ? standIn : null;
}

/** `ids` with what stands in for them, and with the picture's own things around any of them. */
export function lit(scene: Scene, ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(ids);
  for (const id of ids) {
    const standIn = scene.standIns.get(id);
    if (standIn !== undefined) all.add(standIn);
  }
  // Backwards, because what is in or on something comes after it.
  for (let index = scene.items.length - 1; index >= 0; index--) {
    const item = scene.items[index];
    if (item && all.has(item.id) && item.parent?.startsWith(OWN)) all.add(item.parent);
  }
  return all;
}

/** Items whose difference from their counterpart is worth a word of its own: not those on or in one that differs alike. */
export function worded(scene: Scene, differences: ReadonlyMap<string, unknown>): SceneItem[] {
  return scene.items.filter(({ id, parent }) => {
    const difference = differences.get(id);
    return difference !== undefined && (parent === null || differences.get(parent) !== difference);
  });
}
