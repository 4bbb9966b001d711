/** What lies over the items: rings around what is selected, focused, told of or about to be dropped on, and words for differences. */
import { textWidth } from "../layout/fit-text";
import type { SceneItem } from "../layout/scene";
import type { Difference } from "./draw-state";
import { noEntry } from "./glyphs";
import type { Box, Part } from "./part";
import { cornerOf } from "./parts/bands";
import { DIFFERENCE_WORDS } from "./tree-attributes";

export type RingKind = "told" | "only-here" | "differs" | "selected" | "current" | "drop" | "drop-refused";

/** How far the middle of each ring's line lies outside what it surrounds, px at unit 1. */
const OUTSETS: Record<RingKind, number> = {
  told: 2,
  "only-here": 1.5,
  differs: 1.5,
  selected: 2.5,
  current: 5.5,
  drop: 2.5,
  "drop-refused": 2.5,
};

/** Rings that belong to the moment, not to what the picture shows: exports leave them out. */
const PASSING: ReadonlySet<RingKind> = new Set(["selected", "current", "drop", "drop-refused"]);

/** What lies over one item. */
export interface Mark {
  readonly ring: RingKind;
  readonly item: SceneItem;
}

/** Rings and badges, each where `boxOf` says that its item is now. `width` is the scene's, px. */
export function overParts(
  marks: readonly Mark[],
  words: readonly { item: SceneItem; difference: Difference }[],
  boxOf: (item: SceneItem) => Box,
  { unit, width }: { unit: number; width: number },
): Part[] {
  return [
    ...marks.map((mark) => ring(mark, boxOf(mark.item), unit)),
    ...words.map(({ item, difference }) =>
      edgePill(`word ${item.id}`, DIFFERENCE_WORDS[difference], boxOf(item), {
        unit,
        width,
        kind: difference,
      }),
    ),
  ];
}

function ring({ ring: kind, item }: Mark, box: Box, unit: number): Part {
  const line = outlineOf(item, box, OUTSETS[kind] * unit, unit);
  const parts: Part[] = [
    { key: "halo", tag: "rect", attributes: { class: "halo", ...line } },
    { key: "line", tag: "rect", attributes: { class: "line", ...line } },
  ];
  if (kind === "drop-refused") parts.push(noEntry(box.width / 2, box.height / 2, unit));
  return {
    key: `${kind} ${item.id}`,
    tag: "g",
    attributes: {
      class: `ring ring-${kind}`,
      transform: `translate(${box.x}, ${box.y})`,
      "data-passing": PASSING.has(kind) ? "" : null,
    },
    parts,
  };
}

/** The rectangle around an item, from the item's upper left corner. */
export function outlineOf(item: SceneItem, { width, height }: Box, outset: number, unit: number) {
  const radius = item.kind === "cell" && item.label === "" ? 1 : cornerOf(item.role) * unit;
  return {
    x: -outset,
    y: -outset,
    width: width + 2 * outset,
    height: height + 2 * outset,
    rx: radius + outset,
  };
}

/** Height of a pill, space beside its word, its type size: px at unit 1. */
const PILL = { height: 20, padding: 8, size: 14 };

/** Size of the pill that a word stands on, px. */
export function pillSize(word: string, unit: number): { width: number; height: number } {
  const width = Math.ceil(textWidth(word, PILL.size * unit, true) + 2 * PILL.padding * unit);
  return { width, height: PILL.height * unit };
}

/** A word on a pill in the middle of an item's upper edge, between label and note; kept inside the picture. */
function edgePill(
  key: string,
  word: string,
  box: Box,
  { unit, width, kind }: { unit: number; width: number; kind: string },
): Part {
  const size = pillSize(word, unit);
  const middle = box.x + (box.width - size.width) / 2;
  const x = Math.round(Math.max(0, Math.min(width - size.width, middle)));
  return pill(key, word, { ...size, x, y: box.y - size.height / 2 - 3 * unit }, kind);
}

/** A word on a pill that fills `box`. */
export function pill(
  key: string,
  word: string,
  { x, y, width: long, height: high }: Box,
  kind: string,
): Part {
  return {
    key,
    tag: "g",
    attributes: { class: `pill pill-${kind}`, transform: `translate(${x}, ${y})` },
    parts: [
      {
        key: "ground",
        tag: "rect",
        attributes: { class: "ground", width: long, height: high, rx: high / 2 },
      },
      {
        key: "word",
        tag: "text",
        attributes: { class: "word", x: long / 2, y: high / 2, "text-anchor": "middle" },
        text: word,
      },
    ],
  };
}
