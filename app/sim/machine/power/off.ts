/** Power that goes at once: the plug is pulled. */
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { machines } from "../tables";
import { vmOfMachine } from "../vms/find";
import { stopVm } from "../vms/power";
import { cutPower } from "./cut";

/**
 * Power is gone from a physical machine, and from all that stands on it: its guests first, then itself. No process is told,
 * and what was in memory is lost; disks keep what they have.
 */
export function powerLost(world: World, machineId: number): void {
  const { name, power } = world.must(machines, machineId);
  if (power === "off") return;
  cutPower(world, machineId, `${name} has lost its power`);
  note(world, name, "power-lost", `${name} has lost its power`);
}

/** Pulls the plug of a machine; a virtual one is stopped at once by its hypervisor. Refused: `already-off`, and what `stopVm` refuses. */
export function powerOff(world: World, machineId: number): Result<void> {
  const { name, power } = world.must(machines, machineId);
  const vm = vmOfMachine(world, machineId);
  if (vm) return stopVm(world, vm.id);
  if (power === "off") return refuse("already-off", `${name} cannot be switched off`, "it is off already");
  powerLost(world, machineId);
  return ok(undefined);
}
