/** A picture as a tree that the keyboard walks: pure, after the WAI-ARIA tree pattern. */
import type { SceneItem } from "../../diagram/layout/scene";

/** What the tree needs to know of an item. */
export type TreeItem = Pick<SceneItem, "id" | "kind" | "parent" | "children" | "label" | "spoken">;

/** What a key asks for: to go to an item, or to open or close a gathering. */
export type TreeMove =
  | { readonly do: "go"; readonly id: string }
  | { readonly do: "open" | "close"; readonly id: string };

/** Only gatherings open and close: everything else always shows what stands on it. */
export function canOpen(item: Pick<TreeItem, "kind" | "children">): boolean {
  return item.kind === "gathering" && item.children > 0;
}

/** The items that can be walked to, in the tree's order: without the cells of gatherings that are closed. */
export function visibleItems<Item extends TreeItem>(
  items: readonly Item[],
  expanded: ReadonlySet<string>,
): readonly Item[] {
  const closed = new Set(items.filter((item) => canOpen(item) && !expanded.has(item.id)).map(({ id }) => id));
  return closed.size === 0 ? items : items.filter(({ parent }) => parent === null || !closed.has(parent));
}

/**
 * What an arrow key, Home or End asks for; `null` where it leads nowhere or is no key of the tree.
 * @param visible what `visibleItems` answered
 * @param current identifier of the item that has the focus
 */
export function moveFor(
  key: string,
  visible: readonly TreeItem[],
  current: string,
  expanded: ReadonlySet<string>,
): TreeMove | null {
  const at = visible.findIndex(({ id }) => id === current);
  const item = visible[at];
  if (!item) return null;
  switch (key) {
    case "ArrowDown":
      return goTo(visible[at + 1]);
    case "ArrowUp":
      return goTo(visible[at - 1]);
    case "Home":
      return goTo(visible[0]);
    case "End":
      return goTo(visible.at(-1));
    case "ArrowRight":
      if (canOpen(item) && !expanded.has(item.id)) return { do: "open", id: item.id };
      return goTo(visible.find(({ parent }) => parent === item.id));
    case "ArrowLeft":
      if (canOpen(item) && expanded.has(item.id)) return { do: "close", id: item.id };
      return goTo(visible.find(({ id }) => id === item.parent));
    default:
      return null;
  }
}

const goTo = (item: TreeItem | undefined): TreeMove | null => (item ? { do: "go", id: item.id } : null);

/**
 * The item that typing leads to: the next one whose name begins with the text. The same letter again and again goes
 * from one to the next; more letters narrow down, beginning with the item that has the focus.
 */
export function typedItem(visible: readonly TreeItem[], current: string, typed: string): string | null {
  const text = typed.toLowerCase();
  const repeated = [...text].every((letter) => letter === text[0]);
  const wanted = repeated ? text.slice(0, 1) : text;
  const at = visible.findIndex(({ id }) => id === current);
  const from = repeated ? at + 1 : Math.max(at, 0);
  const turned = [...visible.slice(from), ...visible.slice(0, from)];
  return turned.find((item) => namesOf(item).some((name) => name.startsWith(wanted)))?.id ?? null;
}

const namesOf = ({ spoken, label }: TreeItem) => [spoken.toLowerCase(), label.toLowerCase()];

/**
 * Where the focus goes when the picture changed: it stays if it can, else it moves to the nearest that is left of what
 * its item stood on or was in, else to the ground. `null` when nothing is left.
 */
export function survivorOf(
  before: readonly TreeItem[],
  visible: readonly TreeItem[],
  current: string | null,
): string | null {
  const left = new Set(visible.map(({ id }) => id));
  const parents = new Map(before.map(({ id, parent }) => [id, parent]));
  let id = current;
  while (id !== null) {
    if (left.has(id)) return id;
    id = parents.get(id) ?? null;
  }
  return visible[0]?.id ?? null;
}

/** The gatherings that have to be open for an item to be walked to. */
export function gatheringsAround(items: readonly TreeItem[], id: string): string[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const around: string[] = [];
  let parent = byId.get(id)?.parent ?? null;
  while (parent !== null) {
    const item = byId.get(parent);
    if (item && canOpen(item)) around.push(item.id);
    parent = item?.parent ?? null;
  }
  return around;
}
