/** Words of happenings: short ones, each where it hides no other and no neighbour's name. */
import type { Box } from "./part";

/** Longer than this would be a sentence. */
const MOST_LETTERS = 24;
/** What a sentence may begin with that its place in the picture says, too. */
const OPENING = /^(?:Container|The|An?) /;
/** Words that mean nothing at an end. */
const LOOSE_END =
  /(?:[\s,:;(]+(?:is|was|are|were|has|have|of|for|from|the|a|an|and|at|to|on|in|with|by|not)?)+$/;

/** A sentence in at most 24 letters, cut between words. */
export function shortWords(sentence: string): string {
  if (sentence.length <= MOST_LETTERS) return sentence;
  const [clause = sentence] = sentence.split(": ", 1);
  const core = clause.length <= MOST_LETTERS ? clause : clause.replace(OPENING, "");
  if (core.length <= MOST_LETTERS) return core;
  const room = core.slice(0, MOST_LETTERS);
  const cut = room.slice(0, Math.max(0, room.lastIndexOf(" "))).replace(LOOSE_END, "");
  return `${cut === "" ? core.slice(0, MOST_LETTERS - 1) : cut}…`;
}

/** Where words are to go. */
export interface WordsRequest {
  /** What they are about, px from the ground. */
  readonly box: Box;
  readonly width: number;
  readonly height: number;
}

export interface WordsRoom {
  /** Of the picture, px. */
  readonly width: number;
  /** Upper edge of everything drawn between two verticals, px from the ground (upwards negative). */
  skyline(left: number, right: number): number;
  /** Words do not go higher than this, px from the ground. */
  readonly ceiling: number;
  /** Between words and what is beside them, px. */
  readonly gap: number;
}

/**
 * A place for each of the words, the first ones first: over the upper edge of what they are about where that is wider
 * than they are, else above everything that stands there; `null` where there is none.
 */
export function placeWords(requests: readonly WordsRequest[], room: WordsRoom): (Box | null)[] {
  const taken: Box[] = [];
  return requests.map((request) => {
    const place = [onEdge(request, room), aboveAll(request, room, taken)].find(
      (found) =>
        found !== null && found.y >= room.ceiling && !taken.some((other) => meet(found, other, room.gap)),
    );
    if (place) taken.push(place);
    return place ?? null;
  });
}

function onEdge({ box, width, height }: WordsRequest, { gap }: WordsRoom): Box | null {
  if (width > box.width) return null;
  return { x: Math.round(box.x + (box.width - width) / 2), y: box.y - height / 2 - gap, width, height };
}

function aboveAll({ box, width, height }: WordsRequest, room: WordsRoom, taken: readonly Box[]): Box {
  const middle = box.x + (box.width - width) / 2;
  const x = Math.round(Math.max(0, Math.min(room.width - width, middle)));
  let y = room.skyline(x, x + width) - height - room.gap;
  for (;;) {
    const found: Box = { x, y, width, height };
    const inTheWay = taken.filter((other) => meet(found, other, room.gap));
    if (inTheWay.length === 0) return found;
    y = Math.min(...inTheWay.map((other) => other.y)) - height - room.gap;
  }
}

function meet(one: Box, other: Box, gap: number): boolean {
  return (
    one.x < other.x + other.width + gap &&
    other.x < one.x + one.width + gap &&
    one.y < other.y + other.height + gap &&
    other.y < one.y + one.height + gap
  );
}
