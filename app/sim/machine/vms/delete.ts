/** The end of a virtual machine's existence: its disk goes too. */
import { removeFlowNode } from "../../core/flow";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { removeDisk } from "../../kernel/files/disk";
import { tellDiskNews } from "../boot/disk-hooks";
import { bootHooks, downHooks } from "../boot/hooks";
import { removeSystem } from "../systems/install";
import { apps, hypervisors, machines, virtualMachines } from "../tables";
import { holdsMemory, isManagement, machineOf } from "./find";
import { dropSnapshot, snapshots } from "./snapshot-store";

/**
 * Deletes a virtual machine that is off, with its disk, its snapshots and all that is installed on it: the room that they
 * took on the host's disk is free again. Refused: `still-on`, `management`, `nested`.
 */
export function deleteVm(world: World, vmId: number): Result<void> {
  const vm = world.must(virtualMachines, vmId);
  const machine = machineOf(world, vm);
  const { name } = machine;
  const what = `${name} cannot be deleted`;
  if (holdsMemory(vm)) return refuse("still-on", what, `it is ${vm.state}`, `Switch ${name} off first`);
  if (isManagement(world, vm)) return refuse("management", what, "it manages the hypervisor that it runs on");
  if (world.first(hypervisors, "machine", machine.id) !== undefined)
    return refuse("nested", what, "a hypervisor is installed on it, whose virtual machines would be lost");
  for (const snapshot of world.find(snapshots, "vm", vmId)) dropSnapshot(world, snapshot);
  for (const app of world.find(apps, "machine", machine.id)) world.remove(apps, app.id);
  for (const hook of world.find(bootHooks, "machine", machine.id)) world.remove(bootHooks, hook.id);
  for (const hook of world.find(downHooks, "machine", machine.id)) world.remove(downHooks, hook.id);
  removeSystem(world, machine.id);
  removeDisk(world, machine.disk);
  removeFlowNode(world, machine.cpuNode);
  removeFlowNode(world, machine.netNode);
  world.remove(machines, machine.id);
  world.remove(virtualMachines, vmId);
  tellDiskNews(world, { machine: machine.id, what: "gone", snapshot: 0 });
  note(world, name, "deleted", `${name} and its disk are no more`);
  return ok(undefined);
}
