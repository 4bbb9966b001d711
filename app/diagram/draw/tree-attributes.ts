/** What makes an item part of the tree that arrow keys walk. */
import type { SceneItem } from "../layout/scene";
import type { Difference } from "./draw-state";
import type { Attributes } from "./part";

/** What of the state concerns an item's place in the tree. */
export interface TreeState {
  readonly selected: string | null;
  readonly current: string | null;
  readonly expanded: ReadonlySet<string>;
  readonly differences: ReadonlyMap<string, Difference> | null;
}

/** Words for a difference, on the badge and in the accessible name. */
export const DIFFERENCE_WORDS: Readonly<Record<Difference, string>> = {
  "only-here": "only here",
  differs: "differs",
};

/** Whether an item is in the tree: cells are while their gathering is open. */
export function isTreeItem(item: SceneItem, expanded: ReadonlySet<string>): boolean {
  return item.kind !== "cell" || (item.parent !== null && expanded.has(item.parent));
}

const NONE: Attributes = {};

/** ARIA attributes of an item; none for what is not in the tree. */
export function treeAttributes(item: SceneItem, state: TreeState): Attributes {
  if (!isTreeItem(item, state.expanded)) return NONE;
  const difference = state.differences?.get(item.id);
  const open = item.kind === "gathering" ? state.expanded.has(item.id) : true;
  return {
    role: "treeitem",
    tabindex: item.id === state.current ? 0 : -1,
    "aria-level": item.level,
    "aria-posinset": item.position,
    "aria-setsize": item.siblings,
    "aria-selected": String(item.id === state.selected),
    "aria-expanded": item.children > 0 ? String(open) : null,
    "aria-label": difference ? `${item.spoken}, ${DIFFERENCE_WORDS[difference]}` : item.spoken,
  };
}
