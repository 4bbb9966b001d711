/**
 * Zoom of a picture: pure. Above 1 the picture has more room and shows more detail, at the same size of type; below 1
 * it is shrunk as it is, for an overview.
 */

/** How far out and in a person can go. */
export const LEAST_ZOOM = 0.25;
export const MOST_ZOOM = 128;

/**
 * Zoom of a person's own choice, or as much as shows the whole picture: `fit` however small, `readable` if its type
 * stays as large as the page's smallest, else 1.
 */
export type Zoom = number | "fit" | "readable";

const STEPS_PER_DOUBLING = 2;
/** A wheel's notch is about 100 px: four double the zoom. */
const WHEEL_DOUBLING_PX = 400;
const PX_PER_LINE = 16;
/** Closer to 1 than this counts as 1, so that type is not shrunk by a hair. */
const NEAR_ONE = 0.03;

/** Keeps a zoom within its limits, and at exactly 1 near it. */
export function clampZoom(zoom: number): number {
  const clamped = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));
  return Math.abs(clamped - 1) < NEAR_ONE ? 1 : clamped;
}

/** The next step in (`1`) or out (`-1`); steps are powers of √2 and meet 1. */
export function steppedZoom(zoom: number, direction: 1 | -1): number {
  const step = Math.log2(zoom) * STEPS_PER_DOUBLING;
  // A hair's breadth from a step counts as being on it.
  const from = direction === 1 ? Math.floor(step + 0.01) : Math.ceil(step - 0.01);
  return clampZoom(2 ** ((from + direction) / STEPS_PER_DOUBLING));
}

/**
 * Zoom after a turn of the wheel.
 * @param delta the event's `deltaY`
 * @param deltaMode the event's `deltaMode`: 0 for px, 1 for lines, 2 for pages
 */
export function wheeledZoom(zoom: number, delta: number, deltaMode: number): number {
  const px = deltaMode === 0 ? delta : delta * PX_PER_LINE;
  return clampZoom(zoom * 2 ** (-px / WHEEL_DOUBLING_PX));
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much a picture that was laid out at zoom 1 has to shrink to be seen whole; at most 1. */
export function fittingZoom(picture: Size, room: Size): number {
  if (picture.width <= 0 || picture.height <= 0) return 1;
  return clampZoom(Math.min(1, room.width / picture.width, room.height / picture.height));
}

/** How much a picture that was laid out for a zoom is shrunk; at most 1. @param room its height is 0 where any will do */
export function outwardZoom(zoom: Zoom, picture: Size, room: Size & { readonly unit: number }): number {
  if (typeof zoom === "number") return Math.min(1, zoom);
  const fitting = fittingZoom(picture, room);
  if (zoom === "fit") return fitting;
  return room.height > 0 && fitting * room.unit >= 1 ? fitting : 1;
}
