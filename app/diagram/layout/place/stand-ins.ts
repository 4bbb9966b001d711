/** What shows the layers that have no place of their own in a scene. */
import type { Picture, Plan } from "../plan";
import type { SceneItem } from "../scene";

/** The picture's stand-ins, and those for what is inside of gathered frames: their cells. */
export function standInsOf(picture: Picture, items: readonly SceneItem[]): ReadonlyMap<string, string> {
  const cells = new Set(items.filter(({ kind }) => kind === "cell").map(({ id }) => id));
  if (cells.size === 0) return picture.standIns;
  const standIns = new Map(picture.standIns);
  const enter = (plan: Plan, cell: string | null): void => {
    const own = cells.has(plan.thing.id) ? plan.thing.id : cell;
    if (cell !== null) standIns.set(plan.thing.id, cell);
    if (plan.kind === "gathering") {
      if (cell !== null) for (const { id } of plan.cells) standIns.set(id, cell);
      return;
    }
    for (const inner of plan.kind === "band" ? plan.above : plan.inside) enter(inner, own);
  };
  for (const plan of picture.ground) enter(plan, null);
  for (const [id, by] of standIns) {
    const further = standIns.get(by);
    if (further !== undefined) standIns.set(id, further);
  }
  return standIns;
}
