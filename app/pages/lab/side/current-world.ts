/** The world that the inspector and the actions are about. */
import type { LabState, WorldView } from "../../../state/lab/lab-types";

/** `null` while there is none. */
export function currentWorld({ slot, left, right }: LabState): WorldView | null {
  return slot === "left" ? left : right;
}

/** Its layers; the same empty list each time while there is no world. */
export function currentLayers(state: LabState): WorldView["layers"] {
  return currentWorld(state)?.layers ?? NONE;
}

const NONE: WorldView["layers"] = [];
