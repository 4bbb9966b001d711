/** From the width on offer to a width and a place for everything, left to right. */
import type { Plan } from "../plan";
import { type Grid, gridOf } from "./cells";
import { gapOf, type Node, type Row } from "./measure";
import type { Measures } from "./measures";
import { share } from "./share";

/** A thing with its place from left to right; what stands on it or is in it is `row`. Lengths in whole px. */
export interface Wide {
  readonly plan: Plan;
  readonly x: number;
  readonly width: number;
  /** Distance between a frame or gathering and what is in it. */
  readonly inset: number;
  readonly row: readonly Wide[];
  readonly grid: Grid | null;
}

/** Frames that are narrower than this have their contents close to their edge. */
const CLOSE = 150;

/** Gives a row its room; rows that are too wide for it give way to gatherings. */
export function widthsOf(row: Row, x: number, room: number, measures: Measures): Wide[] {
  const { nodes } = row.gathered !== null && row.full > room ? row.gathered : row;
  const gap = gapOf(nodes, measures);
  const gaps = Math.max(0, nodes.length - 1) * gap;
  const widths = share(
    room - gaps,
    nodes.map(({ weight }) => weight),
    leastOrWished(nodes, room - gaps),
  ).map((width) => Math.floor(width + ALMOST));
  const tight = nodes.some(
    ({ plan }, index) => isFrame(plan) && (widths[index] ?? 0) < CLOSE * measures.unit,
  );
  const insetOf = ({ thing }: Plan) => (tight ? measures.leastInset(thing.role) : measures.inset);
  // Equals are equally wide: pixels that are left over go between them.
  let left = x;
  let over = room - gaps - widths.reduce((sum, width) => sum + width, 0);
  return nodes.map((node, index) => {
    const width = widths[index] ?? 0;
    const wide = widthOf(node, left, width, insetOf(node.plan), measures);
    left += width + gap + (over > 0 ? 1 : 0);
    over -= 1;
    return wide;
  });
}

/** The least widths, and of what there is beyond them the part of all wishes that it suffices for. */
function leastOrWished(nodes: readonly Node[], room: number): number[] {
  const least = nodes.reduce((sum, node) => sum + node.least, 0);
  const more = nodes.reduce((sum, node) => sum + node.wished - node.least, 0);
  const part = more === 0 ? 0 : Math.max(0, Math.min(1, (room - least) / more));
  return nodes.map((node) => node.least + part * (node.wished - node.least));
}

/** So close to the next pixel counts as having reached it: shares are fractions. */
const ALMOST = 1e-6;

const isFrame = ({ kind }: Plan) => kind === "frame";

function widthOf({ plan, row }: Node, x: number, width: number, insetIn: number, measures: Measures): Wide {
  const inset = plan.kind === "frame" || plan.kind === "gathering" ? insetIn : 0;
  const grid = plan.kind === "gathering" ? gridOf(plan.cells, width - 2 * inset, measures) : null;
  const above = widthsOf(row, x + inset, width - 2 * inset, measures);
  return { plan, x, width, inset, row: above, grid };
}
