/** Where something that floats goes, so that it stays near what it belongs to and inside the window. */

/** A rectangle of the window, px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What is wanted, where there is room for it. */
export interface PlaceWish {
  readonly side: "above" | "below";
  /** Which edges are in line. */
  readonly align: "start" | "end";
}

/** Between the two, and to the window's edge, px. */
const GAP = 8;

function within(value: number, size: number, room: number): number {
  return Math.max(GAP, Math.min(value, room - size - GAP));
}

/**
 * The upper left corner, px of the window. It changes sides where the wanted one has no room and the other has,
 * and is moved sideways where it would leave the window.
 */
export function placeNear(
  anchor: Box,
  size: { readonly width: number; readonly height: number },
  view: { readonly width: number; readonly height: number },
  wish: PlaceWish,
): { left: number; top: number } {
  const above = anchor.top - GAP - size.height;
  const below = anchor.top + anchor.height + GAP;
  const fits = { above: above >= GAP, below: below + size.height <= view.height - GAP };
  const other = wish.side === "above" ? "below" : "above";
  const side = !fits[wish.side] && fits[other] ? other : wish.side;
  const left = wish.align === "start" ? anchor.left : anchor.left + anchor.width - size.width;
  return {
    left: within(left, size.width, view.width),
    top: within(side === "above" ? above : below, size.height, view.height),
  };
}
