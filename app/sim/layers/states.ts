/** States of layers from what is below them. */
import type { World } from "../core/world";
import { kernels } from "../kernel/kernel";
import { systemOf } from "../machine/access";
import type { Machine } from "../machine/tables";
import type { LayerState } from "./layer";

/** State of a machine by its power. */
export function powerState({ power }: Machine): LayerState {
  return power === "booting" ? "starting" : power === "on" ? "running" : power;
}

/** State of the operating system on a machine; "off" where there is none. */
export function systemState(world: World, machine: Machine): LayerState {
  const kernel = systemOf(world, machine.id)?.kernel ?? null;
  const state = kernel === null ? undefined : world.get(kernels, kernel)?.state;
  if (state === "panicked") return "panicked";
  if (state === "running") return powerState(machine);
  return machine.power === "booting" ? "starting" : "off";
}

const LIVELY: readonly LayerState[] = ["starting", "running", "paused", "restarting"];

/** State of something on a system: what was alive there goes the way of the system. */
export function onSystem(system: LayerState, own: LayerState): LayerState {
  if (system === "running" || !LIVELY.includes(own)) return own;
  return system === "starting" ? "off" : system;
}
