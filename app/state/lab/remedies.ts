/** Ways out of a refusal that can be taken by a button. */
import type { CommandInput, LayerView, Refusal } from "../../sim/index";
import type { Remedy } from "./remedies/remedy";
import { RULES } from "./remedies/table";

export type { Remedy } from "./remedies/remedy";
export { waitsFor } from "./remedies/waiting";

/**
 * What would make the refused commands possible; empty where nothing we know would.
 * @param commands what is still to be done, the refused one among it, none that was done already
 */
export function remediesOf(
  refusal: Refusal,
  commands: readonly CommandInput[],
  layers: readonly LayerView[],
): Remedy[] {
  const rule = Object.hasOwn(RULES, refusal.code) ? RULES[refusal.code] : undefined;
  return rule === undefined ? [] : rule({ refusal, commands, layers });
}
