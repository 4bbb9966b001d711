/** What has to be switched on so that something can be done on a machine. */
import type { CommandInput, LayerView } from "../../../sim/index";
import { chainOf, hardwareOf, isDown } from "./stack";

/** Switches a machine on where it is off, and before it those that it stands on. */
export function powerOnChain(layers: readonly LayerView[], machine: string): CommandInput[] {
  return chainOf(layers, machine)
    .filter((name) => {
      const hardware = hardwareOf(layers, name);
      return hardware !== undefined && isDown(hardware);
    })
    .map((name) => ({ do: "powerOn", machine: name }));
}
