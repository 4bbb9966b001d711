/** What can be done to a layer. */
import type { CommandInput, LayerView } from "../../sim/index";

export interface Offer {
  /** Stable word: `power-on`, `crash-kernel`, `migrate-to-right`. */
  readonly id: string;
  readonly label: string;
  readonly kind: "build" | "run" | "break" | "repair" | "remove";
  readonly commands: readonly CommandInput[];
}

/** What can be done to a layer of a world, the most likely first; what turns out impossible is refused with its reason. */
export function offersOf(_layer: LayerView, _layers: readonly LayerView[]): Offer[] {
  throw new Error("to come");
}
