/** From the width on offer to a width and a place for everything, left to right. */
import type { Plan } from "../plan";
import { type Grid, gridOf } from "./cells";
import { gapOf, type Node, type Row } from "./measure";
import type { Measures } from "./measures";
import { share } from "./share";

/** A thing with its place from left to right; what stands on it or is in it is `row`. Lengths in px, not yet whole. */
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
  const { nodes } = row.gathered !== null && row.full > room + 0.5 ? row.gathered : row;
  const gap = gapOf(nodes, measures);
  const widths = share(
    room - Math.max(0, nodes.length - 1) * gap,
    nodes.map(({ weight }) => weight),
    nodes.map(({ least }) => least),
  );
  const tight = nodes.some(
    ({ plan }, index) => isFrame(plan) && (widths[index] ?? 0) < CLOSE * measures.unit,
  );
  const insetOf = ({ thing }: Plan) => (tight ? measures.leastInset(thing.role) : measures.inset);
  let left = x;
  return nodes.map((node, index) => {
    const width = widths[index] ?? 0;
    const wide = widthOf(node, left, width, insetOf(node.plan), measures);
    left += width + gap;
    return wide;
  });
}

const isFrame = ({ kind }: Plan) => kind === "frame";

function widthOf({ plan, row }: Node, x: number, width: number, insetIn: number, measures: Measures): Wide {
  const inset = plan.kind === "frame" || plan.kind === "gathering" ? insetIn : 0;
  const grid = plan.kind === "gathering" ? gridOf(plan.cells, width - 2 * inset, measures) : null;
  const above = widthsOf(row, x + inset, width - 2 * inset, measures);
  return { plan, x, width, inset, row: above, grid };
}
