/** Places in a picture: what is at a point, and where a point went when the picture was laid out anew. Pure. */
import type { Scene, SceneItem } from "../../diagram/layout/scene";

/** What places need to know of an item. */
export type Box = Pick<SceneItem, "id" | "kind" | "x" | "y" | "width" | "height">;

/** What places need to know of a picture. */
export interface Boxes extends Pick<Scene, "width" | "height"> {
  readonly items: readonly Box[];
}

const contains = (box: Box, x: number, y: number) =>
  x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;

/** The innermost item at a point of the picture; what only encloses others counts where nothing else is. */
export function itemAtPoint({ items }: Pick<Boxes, "items">, x: number, y: number): string | null {
  const there = items.filter((item) => contains(item, x, y));
  const drawn = there.filter(({ kind }) => kind !== "span");
  return (drawn.at(-1) ?? there.at(-1))?.id ?? null;
}

/** A point of a picture by what is there, so that it can be found again in another layout. */
export interface Anchor {
  /** Items at the point, the innermost first, with the point's share of their sides. */
  readonly within: readonly { readonly id: string; readonly across: number; readonly down: number }[];
  /** The point's share of the whole picture. */
  readonly across: number;
  readonly down: number;
}

/** Remembers a point of a picture. */
export function anchorAt({ items, width, height }: Boxes, x: number, y: number): Anchor {
  const within = items
    .filter((item) => contains(item, x, y))
    .map((item) => ({
      id: item.id,
      across: (x - item.x) / item.width,
      down: (y - item.y) / item.height,
    }))
    .reverse();
  return { within, across: x / Math.max(1, width), down: y / Math.max(1, height) };
}

/** Finds a remembered point again: in the innermost of its items that is still there, else by its share of the whole. */
export function placeOf(
  { within, across, down }: Anchor,
  { items, width, height }: Boxes,
): { x: number; y: number } {
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const part of within) {
    const item = byId.get(part.id);
    if (item) return { x: item.x + part.across * item.width, y: item.y + part.down * item.height };
  }
  return { x: across * width, y: down * height };
}

/**
 * Where to scroll along one axis so that a stretch is seen, with a margin; as little as possible, and to its start
 * where it is longer than the view. May lie beyond the ends, which no browser scrolls to.
 */
export function scrolledTo(view: { from: number; length: number }, from: number, to: number, margin: number) {
  if (to - from + 2 * margin > view.length) return from - margin;
  if (from - margin < view.from) return from - margin;
  if (to + margin > view.from + view.length) return to + margin - view.length;
  return view.from;
}
