/** Times of grace: somebody was asked to end, and has until then to do so. */
import type { Call } from "./events";
import { defineTable, type Row } from "./table";
import type { World } from "./world";

export interface Grace extends Row {
  /** Who was asked to end: the identifier of a machine or container row. */
  readonly owner: number;
}

export const graces = defineTable<Grace>()("grace", { owner: (row) => row.owner });

/** Gives `owner` a time of grace, ms; the call is made when it is over, whatever came of it. */
export function beginGrace(world: World, owner: number, ms: number, over: Call): void {
  world.insert(graces, { owner });
  world.callAfter(ms, over);
}

/** Nobody waits for `owner` to end any more. */
export function endGrace(world: World, owner: number): void {
  for (const { id } of world.find(graces, "owner", owner)) world.remove(graces, id);
}
