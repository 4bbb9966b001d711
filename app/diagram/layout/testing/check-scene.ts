/** Support for tests: what must hold in every scene, whatever the world. */
import type { LayerView } from "../../../sim/index";
import { textWidth } from "../fit-text";
import type { Picture, Plan, SizeMode } from "../plan";
import type { Scene, SceneItem } from "../scene";
import { trueHeightBarEnd } from "../true-height-bar";

/** From this width on a band shows its amount, px over the unit. */
const WIDE_ENOUGH = 90;

/** Everything that is wrong with a scene's geometry, its tree or its words, in words. */
export function faultsOf(scene: Scene, unit: number): string[] {
  const byId = new Map(scene.items.map((item) => [item.id, item]));
  const children = childrenOf(scene);
  const faults = byId.size === scene.items.length ? [] : ["identifiers are not unique"];
  const seen = new Set<string>();
  for (const item of scene.items) {
    const parent = item.parent === null ? null : byId.get(item.parent);
    if (item.parent !== null && !seen.has(item.parent)) faults.push(`${item.id} comes before ${item.parent}`);
    seen.add(item.id);
    faults.push(
      ...boxFaults(scene, item),
      ...treeFaults(item, parent ?? null, children),
      ...placeFaults(item, parent ?? null),
      ...textFaults(item, unit),
    );
  }
  for (const row of children.values()) faults.push(...rowFaults(row));
  return faults;
}

/** Bands that are wide enough for an amount and take one, but do not say how much. */
export function silentBands(picture: Picture, scene: Scene, size: SizeMode, unit: number): string[] {
  if (size === "plain") return [];
  const shown = new Map(scene.items.map((item) => [item.id, item]));
  const silent: string[] = [];
  const enter = (plan: Plan): void => {
    const item = shown.get(plan.thing.id);
    const wide = item !== undefined && item.kind === "band" && item.width >= WIDE_ENOUGH * unit;
    if (wide && plan.thing.amounts[size] && item.note === "") silent.push(item.id);
    if (plan.kind === "gathering") return;
    for (const inner of plan.kind === "band" ? plan.above : plan.inside) enter(inner);
  };
  for (const plan of picture.ground) enter(plan);
  return silent;
}

/** Layers that neither have a place nor something that shows them instead. */
export function missingFrom(scene: Scene, layers: readonly LayerView[]): string[] {
  const shown = new Set(scene.items.map(({ id }) => id));
  return layers
    .map(({ id }) => id)
    .filter((id) => !shown.has(id) && !shown.has(scene.standIns.get(id) ?? ""));
}

function childrenOf({ items }: Scene): Map<string | null, SceneItem[]> {
  const children = new Map<string | null, SceneItem[]>();
  for (const item of items) {
    const row = children.get(item.parent);
    if (row === undefined) children.set(item.parent, [item]);
    else row.push(item);
  }
  return children;
}

const right = ({ x, width }: SceneItem) => x + width;
const bottom = ({ y, height }: SceneItem) => y + height;

function boxFaults(scene: Scene, item: SceneItem): string[] {
  const { id, x, y, width, height } = item;
  const faults: string[] = [];
  if (![x, y, width, height, item.labelX, item.labelY, item.noteX, item.noteY].every(Number.isInteger))
    faults.push(`${id} is not in whole pixels`);
  if (width <= 0 || height <= 0) faults.push(`${id} is empty`);
  if (x < 0 || y < 0 || right(item) > scene.width || bottom(item) > scene.height)
    faults.push(`${id} is outside of the scene`);
  return faults;
}

function treeFaults(
  item: SceneItem,
  parent: SceneItem | null,
  children: ReadonlyMap<string | null, readonly SceneItem[]>,
): string[] {
  const faults: string[] = [];
  const siblings = children.get(item.parent) ?? [];
  if (item.level !== (parent?.level ?? 0) + 1) faults.push(`${item.id} has the wrong level`);
  if (item.siblings !== siblings.length || siblings[item.position - 1] !== item)
    faults.push(`${item.id} has the wrong position`);
  if (item.children !== (children.get(item.id) ?? []).length)
    faults.push(`${item.id} counts its children wrongly`);
  if (item.spoken.trim() === "") faults.push(`${item.id} says nothing`);
  return faults;
}

/** What is in a boundary is inside its lines; what stands on a band is above it and not wider. */
function placeFaults(item: SceneItem, parent: SceneItem | null): string[] {
  if (parent === null) return [];
  const within = item.x >= parent.x && right(item) <= right(parent);
  const enclosed = parent.kind === "frame" || parent.kind === "gathering";
  if (!within) return [`${item.id} is wider than ${parent.id}`];
  if (enclosed && (item.x <= parent.x || right(item) >= right(parent) || bottom(item) >= bottom(parent)))
    return [`${item.id} touches the boundary of ${parent.id}`];
  if (enclosed && item.y <= parent.y) return [`${item.id} rises out of ${parent.id}`];
  if (parent.kind === "band" && bottom(item) >= parent.y)
    return [`${item.id} overlaps ${parent.id}, on which it stands`];
  if (
    item.role === "kernel" &&
    parent.kind === "span" &&
    (item.x !== parent.x || item.width !== parent.width)
  )
    return [`${item.id} is not as wide as ${parent.id}`];
  return [];
}

function rowFaults(row: readonly SceneItem[]): string[] {
  if (row[0]?.kind === "cell") return cellFaults(row);
  return row.flatMap((item, index) => {
    const next = row[index + 1];
    return next !== undefined && right(item) >= next.x ? [`${item.id} overlaps ${next.id}`] : [];
  });
}

function cellFaults(cells: readonly SceneItem[]): string[] {
  return cells.flatMap((cell, index) => {
    const next = cells[index + 1];
    const apart = next === undefined || (next.y === cell.y ? right(cell) < next.x : bottom(next) < cell.y);
    return apart ? [] : [`${cell.id} overlaps ${next.id}`];
  });
}

const lineAt = (x: number, width: number, centred: boolean) =>
  centred ? ([x - width / 2, x + width / 2] as const) : ([x, x + width] as const);

/** Least type sizes, px over the unit: see tokens.css and diagram.css. */
const LABEL_SIZE = 15;
const NOTE_SIZE = 14;

function textFaults(item: SceneItem, unit: number): string[] {
  if (item.kind === "frame" || item.kind === "span")
    return item.label === "" ? [] : [`${item.id} is not to have words`];
  const label = textWidth(item.label, LABEL_SIZE * unit);
  const note = textWidth(item.note, NOTE_SIZE * unit);
  const [start, end] = lineAt(item.labelX, label, item.centred);
  const faults: string[] = [];
  if (end > item.width || start < 0) faults.push(`${item.id}: ${item.label} does not fit`);
  const below = item.noteY !== item.labelY;
  const [noteStart, noteEnd] = below
    ? lineAt(item.noteX, note, item.centred)
    : [item.noteX - note, item.noteX];
  if (item.note !== "" && (noteEnd > item.width || noteStart < (below ? 0 : end)))
    faults.push(`${item.id}: ${item.note} overlaps ${item.label}`);
  if (below && item.noteY + NOTE_SIZE * unit * 0.5 > item.height)
    faults.push(`${item.id} is too low for two lines`);
  const bar = item.trueHeight === null ? 0 : trueHeightBarEnd(item.role) * unit;
  if (item.label !== "" && Math.min(start, item.note === "" ? start : noteStart) < bar)
    faults.push(`${item.id} has words on its bar`);
  if (item.kind !== "cell" && item.label === "") faults.push(`${item.id} has no name`);
  return faults;
}
