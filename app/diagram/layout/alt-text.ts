/** What an exported picture says to those who do not see it. */
import type { LayerView } from "../../sim/index";
import { layerOf } from "./frame-id";
import { pictureOf } from "./picture-of";
import type { Picture, Plan } from "./plan";
import { type TableRow, tableOf } from "./table-of";
import { formatList, formatThings } from "./words";

/** More siblings of a kind than these are counted. */
const MOST_NAMED = 12;

/** Title, summary, and every tower from the bottom up. */
export function altTextOf(title: string, layers: readonly LayerView[]): string {
  const picture = pictureOf(layers);
  const spoken = spokenOf(picture);
  const towers: TableRow[][] = [];
  for (const row of tableOf(layers)) {
    if (row.level === 1) towers.push([]);
    towers.at(-1)?.push(row);
  }
  const told = towers.map((rows) => `From the bottom up: ${tellRows(rows, spoken).join("; ")}.`);
  return [`${title}. ${picture.summary}`, ...told].join(" ");
}

/** What is said of each layer that has a place; of a virtual machine what is said of the whole of it. */
function spokenOf(picture: Picture): ReadonlyMap<string, string> {
  const spoken = new Map<string, string>();
  const enter = (plan: Plan): void => {
    const things = plan.kind === "gathering" ? plan.cells : [plan.thing];
    for (const { id, spoken: words } of things) {
      const layer = layerOf(id);
      if (!spoken.has(layer)) spoken.set(layer, words);
    }
    if (plan.kind === "gathering") return;
    for (const inner of plan.kind === "band" ? plan.above : plan.inside) enter(inner);
  };
  for (const plan of picture.ground) enter(plan);
  return spoken;
}

function tellRows(rows: readonly TableRow[], spoken: ReadonlyMap<string, string>): string[] {
  const told: string[] = [];
  for (let index = 0; index < rows.length; ) {
    const run = containersAt(rows, index);
    if (run.count > MOST_NAMED) {
      told.push(tellMany(rows.slice(index, run.end)));
      index = run.end;
    } else {
      const words = spoken.get(rows[index]?.id ?? "");
      if (words !== undefined) told.push(words);
      index += 1;
    }
  }
  return told;
}

/** Containers that follow each other, with what is in them. */
function containersAt(rows: readonly TableRow[], start: number): { count: number; end: number } {
  const level = rows[start]?.level ?? 0;
  let count = 0;
  let end = start;
  for (let row = rows[end]; row !== undefined; row = rows[end]) {
    if (row.level < level || (row.level === level && row.what !== "container")) break;
    if (row.level === level) count += 1;
    end += 1;
  }
  return { count, end };
}

function tellMany(rows: readonly TableRow[]): string {
  const level = rows[0]?.level;
  const states = new Map<string, number>();
  let count = 0;
  for (const { level: own, state } of rows) {
    if (own !== level) continue;
    count += 1;
    states.set(state, (states.get(state) ?? 0) + 1);
  }
  const counted = [...states].map(([state, many]) => `${many} ${state}`);
  return `${formatThings(count, "container")} on ${rows[0]?.standsOn ?? "the ground"}, ${formatList(counted)}`;
}
