/** The virtual machines that stand on a machine. */
import type { World } from "../../core/world";
import { hypervisors, type VirtualMachine, virtualMachines } from "../tables";

/** Virtual machines of all hypervisors of a machine. */
export function guestsOf(world: World, machineId: number): VirtualMachine[] {
  return world
    .find(hypervisors, "machine", machineId)
    .flatMap(({ id }) => world.find(virtualMachines, "hypervisor", id));
}

/** Whether a hypervisor of a machine runs. */
export function hypervisorRuns(world: World, machineId: number): boolean {
  return world.find(hypervisors, "machine", machineId).some(({ state }) => state === "running");
}
