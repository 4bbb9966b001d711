/** Ways out of a refusal that can be taken by a button. */
import type { CommandInput, LayerView, Refusal } from "../../sim/index";

export interface Remedy {
  readonly label: string;
  /** What makes it possible, followed by what was asked for. */
  readonly commands: readonly CommandInput[];
}

/** What would make the refused commands possible; empty where nothing we know would. */
export function remediesOf(
  _refusal: Refusal,
  _commands: readonly CommandInput[],
  _layers: readonly LayerView[],
): Remedy[] {
  throw new Error("to come");
}
