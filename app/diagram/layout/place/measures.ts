/** Lengths of a layout, in whole pixels: all of them grow with the type. */
import { textWidth } from "../fit-text";
import type { Role, Thing } from "../plan";
import type { SceneOptions } from "../scene";

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
}

/** The lengths for a scene. */
export function measuresOf({ unit, bandHeight, zoom = 1 }: SceneOptions): Measures {
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
    leastBand: ({ labels }) => {
      const name = textWidth(labels.at(-1) ?? "", 15, true) + NAME_PADDING;
      return px(Math.max(LEAST_BAND, Math.min(MOST_NAME, name)));
    },
  };
}
