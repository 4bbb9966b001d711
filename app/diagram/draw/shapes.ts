/** Outlines that carry meaning: pure path data. */
import type { Box } from "./part";

/** A rounded rectangle that is open at the bottom, where a container shares what it stands on. */
export function openFrame({ x, y, width, height }: Box, radius: number): string {
  const right = x + width;
  const bottom = y + height;
  return (
    `M${x} ${bottom}V${y + radius}Q${x} ${y} ${x + radius} ${y}` +
    `H${right - radius}Q${right} ${y} ${right} ${y + radius}V${bottom}`
  );
}

/** A closed rounded rectangle. */
export function closedFrame({ x, y, width, height }: Box, radius: number): string {
  const arc = (toX: number, toY: number) => `a${radius} ${radius} 0 0 1 ${toX} ${toY}`;
  const across = width - 2 * radius;
  const down = height - 2 * radius;
  return (
    `M${x + radius} ${y}h${across}${arc(radius, radius)}v${down}${arc(-radius, radius)}` +
    `h${-across}${arc(-radius, -radius)}v${-down}${arc(radius, -radius)}Z`
  );
}

/** The line between a container's lower corners, to be dashed: its gaps are what is shared. */
export function sharedEdge({ x, y, width, height }: Box): string {
  return `M${x} ${y + height}H${x + width}`;
}
