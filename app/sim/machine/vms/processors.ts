/** Virtual processors: a share of the host's processor time, and no more than so many processors of it. */
import { addFlowNode, changeFlowNode } from "../../core/flow";
import type { World } from "../../core/world";
import { hypervisorCosts } from "../../costs/hypervisors";
import { type Hypervisor, machines } from "../tables";
import { hostOf, productOf } from "./find";

/** Whether a hypervisor must emulate processors, because the hardware does not help. */
function emulates(world: World, hypervisor: Hypervisor): boolean {
  return productOf(hypervisor).emulates && !hostOf(world, hypervisor.id).canVirtualise;
}

/** A new node for so many virtual processors, under a node of their host. Returns its number. */
export function addProcessors(world: World, hypervisor: Hypervisor, vcpus: number, parent: number): number {
  const weight = vcpus * hypervisorCosts.processorWeight.value;
  const cap = vcpus * (emulates(world, hypervisor) ? hypervisorCosts.emulationShare.value : 1);
  return addFlowNode(world, { parent, weight, cap }).id;
}

/** Hangs a virtual machine's processors under another node, of another host perhaps. */
export function placeProcessors(
  world: World,
  machineId: number,
  hypervisor: Hypervisor,
  parent: number,
): void {
  const { cpuNode, cpus } = world.must(machines, machineId);
  const share = emulates(world, hypervisor) ? hypervisorCosts.emulationShare.value : 1;
  changeFlowNode(world, cpuNode, { parent, cap: cpus * share });
}
