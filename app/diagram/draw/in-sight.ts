/** Words of bands that reach beyond what is seen of a picture: they stay in its visible part. */
import { textWidth } from "../layout/fit-text";
import type { SceneItem } from "../layout/scene";
import type { Box } from "./part";

/** What is seen of a picture from left to right, px of the picture. */
export interface Seen {
  readonly from: number;
  readonly to: number;
}

/** Narrower than this share of what is seen, bands keep their words where they are: a person sees them soon. */
const WIDE_SHARE = 0.5;
/** Between words and the edge of what is seen, between two of them, and of a mark before them: px at unit 1. */
const PADDING = 12;
const MARK = 18;
/** Type sizes as in scene.css, px at unit 1. */
const LABEL_SIZE = 15;
const NOTE_SIZE = 14;

/** The item with its words where they are seen, in a box of this size and place; itself where they are already. */
export function inSight(item: SceneItem, box: Box, seen: Seen | null, unit: number): SceneItem {
  if (seen === null || item.label === "" || item.centred) return item;
  if (box.width <= (seen.to - seen.from) * WIDE_SHARE) return item;
  const from = seen.from - box.x;
  const to = seen.to - box.x;
  if ((from <= 0 && to >= box.width) || to <= 0 || from >= box.width) return item;
  const padding = PADDING * unit;
  const label = textWidth(item.label, LABEL_SIZE * unit, true);
  const note = textWidth(item.note, NOTE_SIZE * unit);
  const start = from + padding + (item.marked ? MARK * unit : 0);
  const below = item.noteY !== item.labelY;
  const most = below
    ? box.width - padding - Math.max(label, note)
    : item.noteX - label - (note === 0 ? 0 : note + padding);
  const labelX = Math.round(Math.max(item.labelX, Math.min(start, most)));
  const end = Math.max(to - padding, labelX + label + padding + note);
  return { ...item, labelX, noteX: below ? labelX : Math.round(Math.min(item.noteX, end)) };
}
