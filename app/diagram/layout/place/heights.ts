/** What heights mean: nothing, or what layers take. */
import type { SizeMode, Thing } from "../plan";
import { formatAmount } from "../words";
import type { Measures } from "./measures";
import { remarksOf } from "./remarks";
import { TWO_LINES, textInBox } from "./text-in-box";
import type { Wide } from "./widths";

/** Highest tower, px over the unit: 30 rem. */
const HIGHEST = 480;
/** What is at least left to show differences with, above the height that text needs. */
const LEAST_PLAY = 160;
/** Height of a line of text, px over the unit. */
const LINE = 22;

const MB = 1_048_576;
const STEPS = [1, 2, 5]
  .flatMap((digit) => Array.from({ length: 7 }, (_, power) => digit * 10 ** power))
  .sort((a, b) => a - b);
/** Round amounts for 10 px: bytes from 1 MB, ms from 0.1 ms. */
const UNITS: Readonly<Record<Exclude<SizeMode, "plain">, number>> = { memory: MB, disk: MB, start: 0.1 };

export interface Heights {
  /** Height at which a band is drawn, px. */
  drawn(thing: Thing): number;
  /** Height by scale where it is drawn higher than that; else `null`. */
  true(thing: Thing): number | null;
  /** What heights mean, as text. */
  readonly scale: string | null;
}

/** Heights for a picture whose widths are known. */
export function heightsOf(ground: readonly Wide[], size: SizeMode, measures: Measures): Heights {
  const plain = measures.bandHeight;
  if (size === "plain") return { drawn: () => plain, true: () => null, scale: null };
  const least = leastHeights(ground, size, measures);
  const heights = (per10: number) => byAmount(size, per10, least);
  const tallest = (per10: number) => towerHeight(ground, heights(per10), measures);
  const limit = Math.max(
    HIGHEST * measures.unit,
    tallest(Number.POSITIVE_INFINITY) + LEAST_PLAY * measures.unit,
  );
  const steps = STEPS.map((step) => step * UNITS[size]);
  const best = heights(steps.find((step) => tallest(step) <= limit) ?? steps.at(-1) ?? 1);
  return ground.some((wide) => hasAmount(wide, size)) ? best : { ...best, scale: null };
}

/** Whether anything at all takes some of what heights mean. */
const hasAmount = ({ plan, row }: Wide, size: Exclude<SizeMode, "plain">): boolean =>
  (plan.thing.amounts[size] ?? 0) > 0 || row.some((inner) => hasAmount(inner, size));

/** Heights below which no band is drawn, px: with an amount and without one. */
interface LeastHeights {
  readonly amount: number;
  readonly none: number;
}

/**
 * A line of text, or two for all bands with an amount where one of them has no room for it beside its name: so of two
 * bands that take the same none is higher.
 */
function leastHeights(
  ground: readonly Wide[],
  size: Exclude<SizeMode, "plain">,
  { unit }: Measures,
): LeastHeights {
  const one = Math.round(LINE * unit);
  const two = Math.round(TWO_LINES * unit);
  const lacksAmount = ({ plan: { kind, thing }, width, row }: Wide): boolean => {
    if (row.some(lacksAmount)) return true;
    if (kind !== "band") return false;
    const remarks = remarksOf(thing, size);
    const noteAt = (height: number) => textInBox(thing, remarks, { width, height, barred: true }, unit).note;
    return remarks.amount !== null && noteAt(one) === "" && noteAt(two) !== "";
  };
  return { amount: ground.some(lacksAmount) ? two : one, none: one };
}

/** @param per10 bytes or ms that 10 px stand for */
function byAmount(size: Exclude<SizeMode, "plain">, per10: number, least: LeastHeights): Heights {
  const scaled = ({ amounts }: Thing) => {
    const amount = amounts[size];
    return amount === null ? null : Math.round((amount / per10) * 10);
  };
  const leastOf = ({ amounts }: Thing) => (amounts[size] ? least.amount : least.none);
  return {
    drawn: (thing) => Math.max(leastOf(thing), scaled(thing) ?? 0),
    true: (thing) => {
      const height = scaled(thing);
      return height !== null && height < leastOf(thing) ? height : null;
    },
    scale: `10 px = ${formatAmount(size, per10).replace(".0 ", " ")}`,
  };
}

/** Height of the tallest of things side by side, px. */
export function towerHeight(row: readonly Wide[], heights: Heights, measures: Measures): number {
  let tallest = 0;
  for (const wide of row) tallest = Math.max(tallest, heightOf(wide, heights, measures));
  return tallest;
}

function heightOf(wide: Wide, heights: Heights, measures: Measures): number {
  const { plan, inset, row, grid } = wide;
  if (grid !== null) return headHeight(measures) + grid.total + inset;
  const above = towerHeight(row, heights, measures);
  if (plan.kind === "span") return above;
  if (plan.kind === "frame") return above + 2 * inset;
  return heights.drawn(plan.thing) + (above === 0 ? 0 : above + measures.gap);
}

/** The line above the cells of a gathering, px. */
export function headHeight({ bandHeight }: Measures): number {
  return bandHeight;
}
