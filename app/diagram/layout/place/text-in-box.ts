/** The words of a band and where they stand in it. */
import { fitText, shortened } from "../fit-text";
import type { Role, Thing } from "../plan";

const LABEL_SIZE = 15;
const NOTE_SIZE = 14;
const PADDING = 12;
const CLOSE_PADDING = 8;
const CLOSE = 140;
const NARROW_PADDING = 4;
const NARROW = 88;
const GAP = 12;
const ICON = 18;
/** Hypervisors and engines carry their pattern on the left edge. */
const EDGE = 16;
const EDGED: ReadonlySet<Role> = new Set(["hypervisor", "engine"]);
const MARKED: ReadonlySet<Thing["look"]> = new Set(["working", "failed", "paused"]);
const BOLD: ReadonlySet<Role> = new Set(["kernel", "gathering"]);

export interface PlacedText {
  readonly label: string;
  readonly note: string;
  readonly labelX: number;
  readonly centred: boolean;
  readonly marked: boolean;
  readonly noteX: number;
}

/** Words for a box of this width, px: the fullest that fit, and never none but in slivers. */
export function textInBox(
  { role, look, labels }: Pick<Thing, "role" | "look" | "labels">,
  notes: readonly string[],
  width: number,
  unit: number,
): PlacedText {
  const narrow = width < NARROW * unit;
  const padding = (narrow ? NARROW_PADDING : width < CLOSE * unit ? CLOSE_PADDING : PADDING) * unit;
  const edge = EDGED.has(role) && !narrow ? EDGE * unit : 0;
  const mark = MARKED.has(look) ? ICON * unit : 0;
  const bold = BOLD.has(role) || mark > 0;
  const options = { labelSize: LABEL_SIZE * unit, noteSize: NOTE_SIZE * unit, bold, gap: GAP * unit };
  const fitAfter = (indent: number) => {
    const room = width - indent - padding;
    // In the middle there is room for a name only; and of many alike the name says more than how they are.
    if (narrow) return fitText(labels, [], room, options);
    if (role !== "gathering") return fitText(labels, notes, room, options);
    const { label } = fitText(labels, [], room, options);
    return fitText(label === "" ? labels : [label], notes, room, options);
  };
  const withMark = fitAfter(padding + edge + mark);
  // A name says more than a mark; the outline says what the mark says.
  const marked = mark > 0 && !narrow && withMark.label !== "";
  const fitted = marked ? withMark : fitAfter(padding + edge);
  const label = fitted.label || shortened(labels.at(-1) ?? "", width - 2 * padding - edge, options);
  return {
    label,
    note: fitted.note,
    labelX: Math.round(narrow ? width / 2 : padding + edge + (marked ? mark : 0)),
    centred: narrow,
    marked,
    noteX: Math.round(width - padding),
  };
}
