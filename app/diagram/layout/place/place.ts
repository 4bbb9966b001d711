/** From widths and heights to items with coordinates, in the order of the tree. */
import type { Plan, SizeMode, Thing } from "../plan";
import type { SceneItem } from "../scene";
import { type Heights, headHeight, towerHeight } from "./heights";
import type { Measures } from "./measures";
import { type Remarks, remarksOf } from "./remarks";
import { type PlacedText, textInBox } from "./text-in-box";
import type { Wide } from "./widths";

/** An item on its way: `y` is told once what stands on it or is in it has its place. */
type Draft = { -readonly [Key in keyof SceneItem]: SceneItem[Key] };

interface Site {
  readonly items: Draft[];
  readonly heights: Heights;
  readonly size: SizeMode;
  readonly measures: Measures;
}

/** Where a thing stands in the tree. */
interface Spot {
  readonly parent: string | null;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
}

/** Places everything that stands on the ground. */
export function place(
  ground: readonly Wide[],
  heights: Heights,
  size: SizeMode,
  measures: Measures,
): { items: SceneItem[]; height: number } {
  const { margin } = measures;
  const tall = Math.max(towerHeight(ground, heights, measures), measures.bandHeight);
  const height = tall + 2 * margin;
  const site: Site = { items: [], heights, size, measures };
  placeRow(site, ground, height - margin, null, 1);
  return { items: site.items, height };
}

/** Places things side by side on a floor. Answers with the upper edge of the highest. */
function placeRow(
  site: Site,
  row: readonly Wide[],
  floor: number,
  parent: string | null,
  level: number,
): number {
  let top = floor;
  row.forEach((wide, index) => {
    const spot = { parent, level, position: index + 1, siblings: row.length };
    top = Math.min(top, placeOne(site, wide, floor, spot));
  });
  return top;
}

function placeOne(site: Site, wide: Wide, floor: number, spot: Spot): number {
  switch (wide.plan.kind) {
    case "band":
      return placeBand(site, wide, floor, spot);
    case "frame":
      return placeFrame(site, wide, floor, spot);
    case "span":
      return placeSpan(site, wide, wide.plan.of, floor, spot);
    case "gathering":
      return placeGathering(site, wide, wide.plan.cells, floor, spot);
  }
}

function placeBand(site: Site, wide: Wide, floor: number, spot: Spot): number {
  const { plan } = wide;
  const height = site.heights.drawn(plan.thing);
  const item = draft(site, wide, spot);
  item.y = floor - height;
  item.height = height;
  item.trueHeight = site.heights.true(plan.thing);
  const box = { width: wide.width, height, barred: item.trueHeight !== null };
  Object.assign(item, textInBox(plan.thing, remarksOf(plan.thing, site.size), box, site.measures.unit));
  const { gap } = site.measures;
  return wide.row.length === 0 ? item.y : placeRow(site, wide.row, item.y - gap, item.id, spot.level + 1);
}

function placeFrame(site: Site, wide: Wide, floor: number, spot: Spot): number {
  const { inset } = wide;
  const item = draft(site, wide, spot);
  item.y = placeRow(site, wide.row, floor - inset, item.id, spot.level + 1) - inset;
  item.height = floor - item.y;
  return item.y;
}

function placeSpan(site: Site, wide: Wide, of: readonly string[], floor: number, spot: Spot): number {
  const item = draft(site, wide, spot);
  const first = site.items.length;
  const top = placeRow(site, wide.row, floor, item.id, spot.level + 1);
  const spanned = site.items.slice(first).filter(({ id }) => of.includes(id));
  item.y = Math.min(floor, ...spanned.map(({ y }) => y));
  item.height = Math.max(floor, ...spanned.map(({ y, height }) => y + height)) - item.y;
  return top;
}

function placeGathering(site: Site, wide: Wide, cells: readonly Thing[], floor: number, spot: Spot): number {
  const { measures, items } = site;
  const { thing } = wide.plan;
  const { grid } = wide;
  if (grid === null) return floor;
  const { inset } = wide;
  const head = headHeight(measures);
  const item = draft(site, wide, spot);
  const line = { width: wide.width, height: head, barred: false };
  Object.assign(item, textInBox(thing, remarksOf(thing, site.size), line, measures.unit));
  item.height = head + grid.total + inset;
  item.y = floor - item.height;
  item.children = cells.length;
  const left = wide.x + inset;
  // From the bottom up: those that are there keep their places when more come.
  const lowest = floor - inset - grid.height;
  cells.forEach((cell, index) => {
    const x = Math.round(left + (index % grid.columns) * grid.stepX);
    const right = Math.round(left + (index % grid.columns) * grid.stepX + grid.width);
    const y = lowest - Math.floor(index / grid.columns) * grid.stepY;
    const where = { parent: item.id, level: spot.level + 1, position: index + 1, siblings: cells.length };
    const box = { width: right - x, height: grid.height, barred: false };
    const text = grid.named ? textInBox(cell, NO_REMARKS, box, measures.unit) : NO_TEXT;
    items.push({
      ...unplaced(cell, "cell", where),
      ...text,
      x,
      y,
      width: right - x,
      height: grid.height,
    });
  });
  return item.y;
}

const NO_REMARKS: Remarks = { notes: [], amount: null };
const NO_TEXT: PlacedText = {
  label: "",
  note: "",
  labelX: 0,
  labelY: 0,
  centred: false,
  marked: false,
  noteX: 0,
  noteY: 0,
};

function draft(site: Site, { plan, x, width, row }: Wide, spot: Spot): Draft {
  const item: Draft = { ...unplaced(plan.thing, plan.kind, spot), x, width, children: row.length };
  site.items.push(item);
  return item;
}

/** An item without a place and without words. */
function unplaced(thing: Thing, kind: Plan["kind"] | "cell", spot: Spot): Draft {
  const { id, role, look, compromised, spoken } = thing;
  return {
    id,
    kind,
    role,
    look,
    x: 0,
    y: 0,
    width: 0,
    height: 0,
    ...NO_TEXT,
    compromised,
    trueHeight: null,
    spoken,
    parent: spot.parent,
    level: spot.level,
    position: spot.position,
    siblings: spot.siblings,
    children: 0,
  };
}
