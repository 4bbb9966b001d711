/** Happenings, seen for a moment on the layer where they happened: a ring, a few words, and a cross over a failure. */
import type { SceneItem } from "../layout/scene";
import { placeWords, shortWords, type WordsRoom } from "./flash-words";
import { outlineOf, pill, pillSize } from "./over";
import type { Box, Part } from "./part";

/** A happening. */
export interface Flash {
  /** Its own among all that a picture shows. */
  readonly key: number;
  /** The layer that it happened to. */
  readonly item: string;
  /** Stable word, such as `oom-kill`. */
  readonly what: string;
  /** A few words for it. */
  readonly text: string;
}

/** A flash with the place of its item. */
export interface PlacedFlash {
  readonly flash: Flash;
  readonly item: SceneItem;
  readonly box: Box;
}

/** More would hide the picture. The latest win. */
const MOST_WORDS = 6;
const MOST_RINGS = 60;
/** Between words and what is beside them, px at unit 1. */
const WORDS_GAP = 3;

/** Happenings that are failures. */
const FAILURE = /oom|kill|panic|crash|dead|fail|refused|abandoned|missing|compromised|power-lost/;

/** Whether a happening is a failure. */
export function isFailure(what: string): boolean {
  return FAILURE.test(what);
}

/** The picture over which happenings are shown. */
export interface FlashRoom extends Omit<WordsRoom, "gap"> {
  readonly unit: number;
}

/** Rings, crosses and words of what happened, oldest first; on one item, only the latest has words. */
export function flashParts(placed: readonly PlacedFlash[], room: FlashRoom): Part[] {
  const { unit } = room;
  const shown = placed.slice(-MOST_RINGS);
  const words = wordsOf(shown, room);
  return shown.map(({ flash, item, box }) => {
    const failed = isFailure(flash.what);
    const parts = [echo(item, box, unit)];
    if (failed) parts.push(cross(box));
    const place = words.get(flash.key);
    if (place) parts.push(pill("words", shortWords(flash.text), place, failed ? "failure" : "happening"));
    return {
      key: `flash ${flash.key}`,
      tag: "g",
      attributes: { class: `flash ${failed ? "flash-failure" : "flash-happening"}`, "data-passing": "" },
      parts,
    };
  });
}

/** Where the words of the latest happenings go, by their keys; the latest choose first. */
function wordsOf(shown: readonly PlacedFlash[], room: FlashRoom): ReadonlyMap<number, Box | null> {
  const lastOf = new Map(shown.map((placed) => [placed.item.id, placed]));
  const worded = [...lastOf.values()].sort((a, b) => b.flash.key - a.flash.key).slice(0, MOST_WORDS);
  const requests = worded.map(({ flash, box }) => ({ box, ...pillSize(shortWords(flash.text), room.unit) }));
  const places = placeWords(requests, { ...room, gap: WORDS_GAP * room.unit });
  return new Map(worded.map(({ flash }, index) => [flash.key, places[index] ?? null]));
}

function echo(item: SceneItem, box: Box, unit: number): Part {
  const line = outlineOf(item, box, 3 * unit, unit);
  return {
    key: "echo",
    tag: "rect",
    attributes: { class: "echo", ...line, x: box.x + line.x, y: box.y + line.y },
  };
}

function cross({ x, y, width, height }: Box): Part {
  const [right, bottom] = [x + width, y + height];
  return {
    key: "cross",
    tag: "path",
    attributes: { class: "cross", d: `M${x} ${y}L${right} ${bottom}M${right} ${y}L${x} ${bottom}` },
  };
}
