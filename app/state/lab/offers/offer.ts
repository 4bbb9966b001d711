/** What an offer is. */
import type { CommandInput, LayerView } from "../../../sim/index";

export interface Offer {
  /** Stable word: `power-on`, `crash-kernel`, `migrate-to-right`. */
  readonly id: string;
  readonly label: string;
  readonly kind: "build" | "run" | "break" | "repair" | "remove";
  readonly commands: readonly CommandInput[];
}

/** The offers for a layer of a world. */
export type Offers = (layer: LayerView, layers: readonly LayerView[]) => Offer[];

/** An offer in one line. */
export function offer(kind: Offer["kind"], id: string, label: string, ...commands: CommandInput[]): Offer {
  return { id, label, kind, commands };
}
