/** What an item's look adds over its body: stripes, outlines, a sheen, and badges at the upper right corner. */
import type { SceneItem } from "../../layout/scene";
import { hasMark, markBadge } from "../glyphs";
import type { Box, Part } from "../part";
import { patternUrl, sheenUrl } from "../patterns";

/** How far outlines lie outside what they surround, px. */
const OUTSET = 1.5;
/** Between the middles of two badges, and from the corner to the middle of the first, px at unit 1. */
const BADGE_STEP = 18;
const BADGE_INSET = 4;
/** Part of an item's width that its sheen takes. */
const SHEEN_SHARE = 0.4;

/** Stripes over what cannot be reached. */
export function stripes(item: SceneItem, { width, height }: Box, radius: number, prefix: string): Part[] {
  if (item.look !== "off") return [];
  return [
    {
      key: "stripes",
      tag: "rect",
      attributes: { class: "stripes", width, height, rx: radius, fill: patternUrl(prefix, "stripes") },
    },
  ];
}

/** The outline of an item that is at work, failed or broken into. */
export function outline(item: SceneItem, { width, height }: Box, radius: number): Part[] {
  if (item.look !== "working" && item.look !== "failed" && !item.compromised) return [];
  const attributes = {
    class: "outline",
    x: -OUTSET,
    y: -OUTSET,
    width: width + 2 * OUTSET,
    height: height + 2 * OUTSET,
    rx: radius + OUTSET,
  };
  return [{ key: "outline", tag: "rect", attributes }];
}

/** The light that runs over a band at work; a viewport of its own clips it, so that only it is drawn anew. */
export function sheen(item: SceneItem, { width, height }: Box, prefix: string): Part[] {
  if (item.look !== "working") return [];
  const light = {
    class: "light",
    width: Math.round(width * SHEEN_SHARE),
    height,
    fill: sheenUrl(prefix, item.role),
  };
  return [
    {
      key: "sheen",
      tag: "svg",
      attributes: { class: "sheen", width, height, "data-passing": "" },
      parts: [{ key: "light", tag: "rect", attributes: light }],
    },
  ];
}

/** Badges for what the line of text has no room to say, right to left. */
export function badges(item: SceneItem, { width }: Box, unit: number): Part[] {
  const kinds: Parameters<typeof markBadge>[0][] = [];
  if (item.compromised) kinds.push("compromised");
  if (!item.marked && hasMark(item.look)) kinds.push(item.look);
  return kinds.map((kind, index) =>
    markBadge(kind, width - (BADGE_INSET + index * BADGE_STEP) * unit, BADGE_INSET * unit, unit),
  );
}
