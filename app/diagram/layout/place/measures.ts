/** Lengths of a layout, in whole pixels: all of them grow with the type. */
import { textWidth } from "../fit-text";
import type { Role, Thing } from "../plan";
import type { SceneOptions } from "../scene";
import { trueHeightBarEnd } from "../true-height-bar";
import { formatAmount } from "../words";
import { edgeOf } from "./text-in-box";

const GAP = 4;
/** Between boundaries that stand side by side. */
const FRAME_GAP = 6;
const INSET = 7;
/** Inside containers that stand close together. */
const TIGHT_INSET = 4;
const MARGIN = 4;
/** Between machines, which share nothing. */
const GROUND_GAP = 24;
const LEAST_CONTAINER = 64;
const LEAST_VM = 96;
const LEAST_GATHERING = 132;
const LEAST_BAND = 48;
/** Bands are wide enough for their shortest name, up to this. */
const MOST_NAME = 96;
const NAME_PADDING = 8;
/** Around and between a name and an amount. */
const AMOUNT_PADDING = 29;

export interface Measures {
  readonly unit: number;
  readonly bandHeight: number;
  readonly gap: number;
  readonly frameGap: number;
  readonly groundGap: number;
  readonly margin: number;
  readonly inset: number;
  readonly leastGathering: number;
  /** How closely the picture is looked at: more detail has room. */
  readonly zoom: number;
  leastInset(role: Role): number;
  leastFrame(role: Role): number;
  leastBand(thing: Thing): number;
  /** Width at which a band shows its shortest name and its amount beside it; 0 where heights mean nothing. */
  wishedBand(thing: Thing): number;
}

/** The lengths for a scene. */
export function measuresOf({ unit, bandHeight, size, zoom = 1 }: SceneOptions): Measures {
  const px = (length: number) => Math.round(length * unit);
  return {
    unit,
    zoom,
    bandHeight: Math.round(bandHeight),
    gap: px(GAP),
    frameGap: px(FRAME_GAP),
    groundGap: px(GROUND_GAP),
    margin: px(MARGIN),
    inset: px(INSET),
    leastGathering: px(LEAST_GATHERING),
    // The double line of a virtual machine takes room itself.
    leastInset: (role) => px(role === "vm" ? INSET : TIGHT_INSET),
    leastFrame: (role) => px(role === "vm" ? LEAST_VM : LEAST_CONTAINER),
    leastBand: ({ labels, role }) => {
      const bar = size === "plain" ? 0 : trueHeightBarEnd(role);
      const name = textWidth(labels.at(-1) ?? "", 15, true) + NAME_PADDING + bar;
      return px(Math.max(LEAST_BAND, Math.min(MOST_NAME, name)));
    },
    wishedBand: ({ labels, amounts, role }) => {
      const amount = size === "plain" ? null : amounts[size];
      if (size === "plain" || amount === null || amount === 0) return 0;
      const name = Math.min(MOST_NAME, textWidth(labels.at(-1) ?? "", 15, true));
      return px(name + textWidth(formatAmount(size, amount), 14) + AMOUNT_PADDING + edgeOf(role));
    },
  };
}
