/** Two worlds compared, layer by layer. */
import type { LayerView } from "../../sim/index";

export type Difference = "only-here" | "differs";

/** Layers of `here` that `there` does not have, or has in another state, or with other amounts. */
export function differences(
  _here: readonly LayerView[],
  _there: readonly LayerView[],
): ReadonlyMap<string, Difference> {
  throw new Error("to come");
}
