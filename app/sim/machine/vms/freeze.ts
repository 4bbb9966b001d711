/** Holding a virtual machine still: nothing that runs in it gets processor time, and its clock stands. */
import { changeFlowNode } from "../../core/flow";
import { pauseWork, resumeWork } from "../../core/work";
import type { World } from "../../core/world";
import { disks } from "../../kernel/files/tables";
import { pauseKernel, resumeKernel } from "../../kernel/life/pause";
import { kernelOf } from "../access";
import { guestsOf } from "../power/guests";
import { machines } from "../tables";
import { holdsMemory } from "./find";

/** Guests of a machine's hypervisors that stand still and go on with it: those that run and are not paused themselves. */
function guestsWith(world: World, machineId: number): number[] {
  return guestsOf(world, machineId)
    .filter((vm) => holdsMemory(vm) && vm.state !== "paused")
    .map(({ machine }) => machine);
}

/** Holds or frees what a machine has of processor time, disk and network. */
export function setFrozen(world: World, machineId: number, frozen: boolean): void {
  const { cpuNode, netNode, disk } = world.must(machines, machineId);
  for (const node of [cpuNode, netNode, world.must(disks, disk).flow])
    changeFlowNode(world, node, { frozen });
}

/** Lets a machine, and whatever runs in it, stand still. */
export function holdMachine(world: World, machineId: number): void {
  setFrozen(world, machineId, true);
  pauseWork(world, machineId);
  const kernel = kernelOf(world, machineId);
  if (kernel !== undefined) pauseKernel(world, kernel.id);
  for (const guest of guestsWith(world, machineId)) holdMachine(world, guest);
}

/** Lets a machine that was held go on. */
export function letGo(world: World, machineId: number): void {
  setFrozen(world, machineId, false);
  resumeWork(world, machineId);
  const kernel = kernelOf(world, machineId);
  if (kernel !== undefined) resumeKernel(world, kernel.id);
  for (const guest of guestsWith(world, machineId)) letGo(world, guest);
}
