/** The words of a band and where they stand in it. */
import { type FitOptions, type FittedText, fitText, shortened, textWidth } from "../fit-text";
import type { Role, Thing } from "../plan";
import { trueHeightBarEnd } from "../true-height-bar";
import type { Remarks } from "./remarks";

const LABEL_SIZE = 15;
const NOTE_SIZE = 14;
const PADDING = 12;
const CLOSE_PADDING = 8;
const CLOSE = 140;
const NARROW_PADDING = 4;
const NARROW = 88;
const GAP = 12;
const ICON = 18;
/** Between a name that gave way to an amount and that amount. */
const CLOSE_GAP = 6;
/** Between the bar that says a true height and words. */
const BESIDE_BAR = 4;
/** From one line of text to the next. */
const LINE = 18;
/** Least height of a box with two lines, px at unit 1. */
export const TWO_LINES = 38;
/** The thick line that hardware stands on. */
const GROUND = 4;
/** Hypervisors and engines carry their pattern on the left edge. */
const EDGE = 16;
const EDGED: ReadonlySet<Role> = new Set(["hypervisor", "engine"]);
/** Width of a role's pattern at the left edge, px at unit 1. */
export const edgeOf = (role: Role) => (EDGED.has(role) ? EDGE : 0);
const MARKED: ReadonlySet<Thing["look"]> = new Set(["working", "failed", "paused"]);
const BOLD: ReadonlySet<Role> = new Set(["kernel", "gathering"]);

export interface PlacedText {
  readonly label: string;
  readonly note: string;
  readonly labelX: number;
  readonly labelY: number;
  readonly centred: boolean;
  readonly marked: boolean;
  readonly noteX: number;
  readonly noteY: number;
}

/** Where words are to stand, px. */
export interface TextBox {
  readonly width: number;
  /** Of the part that is for words. */
  readonly height: number;
  /** A bar stands at its left edge. */
  readonly barred: boolean;
}

type Named = Pick<Thing, "role" | "look" | "labels">;

/** Words for a box: the fullest that fit, and never none but in slivers. */
export function textInBox(thing: Named, remarks: Remarks, whole: TextBox, unit: number): PlacedText {
  const box = thing.role === "hardware" ? { ...whole, height: whole.height - GROUND * unit } : whole;
  const place = placeOf(thing, box, unit);
  const fitted = fittedIn(place, thing, remarks);
  if (remarks.amount === null || fitted.text.note !== "") return onOneLine(place, box, fitted);
  const below = box.height >= TWO_LINES * unit ? onTwoLines(place, box, fitted, remarks) : null;
  if (below !== null) return below;
  const beside = besideAmount(place, thing, remarks.amount);
  return beside === null ? onOneLine(place, box, fitted) : onOneLine(place, box, beside, false);
}

/** Lengths for words in a box, px. */
interface Place {
  readonly unit: number;
  readonly narrow: boolean;
  /** Where words start without a mark, and where they end. */
  readonly start: number;
  readonly end: number;
  /** Room for a mark before the label; 0 without one. */
  readonly mark: number;
  readonly options: FitOptions;
}

interface Fitted {
  readonly text: FittedText;
  readonly marked: boolean;
}

function placeOf({ role, look }: Named, { width, barred }: TextBox, unit: number): Place {
  const narrow = width < NARROW * unit;
  const padding = (narrow ? NARROW_PADDING : width < CLOSE * unit ? CLOSE_PADDING : PADDING) * unit;
  const edge = narrow ? 0 : edgeOf(role) * unit;
  const bar = barred ? (trueHeightBarEnd(role) + BESIDE_BAR) * unit : 0;
  const mark = MARKED.has(look) ? ICON * unit : 0;
  const bold = BOLD.has(role) || mark > 0;
  return {
    unit,
    narrow,
    start: Math.max(padding + edge, bar),
    end: width - padding,
    mark,
    options: { labelSize: LABEL_SIZE * unit, noteSize: NOTE_SIZE * unit, bold, gap: GAP * unit },
  };
}

/** The fullest name and, if there is room beside it, a note. */
function fittedIn(place: Place, { role, labels }: Named, { notes, amount }: Remarks): Fitted {
  const { start, end, mark, narrow, options } = place;
  const fitAfter = (left: number): FittedText => {
    const room = end - left;
    // In the middle there is room for a name only; and of many alike the name says more than how they are.
    if (narrow) return fitText(labels, [], room, options);
    if (role !== "gathering" || amount !== null) return fitText(labels, notes, room, options);
    const { label } = fitText(labels, [], room, options);
    return fitText(label === "" ? labels : [label], notes, room, options);
  };
  const withMark = fitAfter(start + mark);
  // A name says more than a mark; the outline says what the mark says.
  const marked = mark > 0 && !narrow && withMark.label !== "";
  const text = marked ? withMark : fitAfter(start);
  const label = text.label || shortened(labels.at(-1) ?? "", end - start, options);
  return { text: { label, note: text.note }, marked };
}

/** The name as it was fitted, and below it the fullest note; `null` where none is that short. */
function onTwoLines(place: Place, box: TextBox, fitted: Fitted, { notes }: Remarks): PlacedText | null {
  const { start, end, mark, unit, options } = place;
  const room = end - start - (fitted.marked ? mark : 0);
  const note = notes.find((words) => textWidth(words, options.noteSize) <= room);
  if (note === undefined) return null;
  const line = onOneLine(place, box, { ...fitted, text: { label: fitted.text.label, note } });
  const labelY = Math.round((box.height - LINE * unit) / 2);
  return { ...line, labelY, noteX: line.labelX, noteY: labelY + Math.round(LINE * unit) };
}

/** A name that was cut, if need be, so that an amount fits beside it; `null` where too little of it would be left. */
function besideAmount(place: Place, { labels }: Named, amount: string): Fitted | null {
  const { start, end, unit, narrow, options } = place;
  const room = end - start - CLOSE_GAP * unit - textWidth(amount, options.noteSize);
  const shortest = labels.at(-1) ?? "";
  const fits = textWidth(shortest, options.labelSize, options.bold) <= room;
  // Of the narrowest, a whole name says more than an amount.
  const label = fits ? shortest : narrow ? "" : shortened(shortest, room, options);
  return label === "" ? null : { text: { label, note: amount }, marked: false };
}

function onOneLine(
  { start, end, mark, narrow }: Place,
  { height }: TextBox,
  { text, marked }: Fitted,
  centred = narrow,
): PlacedText {
  const middle = Math.round(height / 2);
  return {
    ...text,
    labelX: Math.round(centred ? (start + end) / 2 : start + (marked ? mark : 0)),
    labelY: middle,
    centred,
    marked,
    noteX: Math.round(end),
    noteY: middle,
  };
}
