/** Looking into one layer of a world. */
import type { World } from "../core/world";
import type { Inspection } from "./inspection";

/** Everything that can be said of a layer; `null` if it is not there. */
export function inspectLayer(_world: World, _id: string): Inspection | null {
  return null;
}
