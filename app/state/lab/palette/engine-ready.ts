/** What has to be done before an engine can be asked for something. */
import type { CommandInput, LayerView } from "../../../sim/index";
import { powerOnChain } from "../reading/power";
import { engineFor, isDown, machineOf } from "../reading/stack";

/**
 * Switches the machine on, installs an engine where there is none, starts one that is down. On Windows and macOS the
 * installation is refused with the reason.
 */
export function engineReady(layers: readonly LayerView[], machine: string): CommandInput[] {
  const switchOn = powerOnChain(layers, machine);
  const engine = engineFor(layers, machine);
  if (engine === undefined) return [...switchOn, { do: "installEngine", machine, product: "docker" }];
  const hidden = machineOf(engine.id) !== machine;
  const down = isDown(engine) && (switchOn.length === 0 || hidden);
  return down ? [...switchOn, { do: "startEngine", machine }] : switchOn;
}
