/** Shutting down in order: everybody is asked to end, and gets time to do so, before power goes. */
import { call } from "../../core/events";
import { beginGrace } from "../../core/grace";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { shutdownCosts } from "../../costs/boot";
import { SIGNALS } from "../../kernel/abi";
import { sendSignal } from "../../kernel/process/signals";
import { processes } from "../../kernel/process/table";
import { kernelOf } from "../access";
import { machines, virtualMachines } from "../tables";
import { holdsMemory, isManagement, vmOfMachine } from "../vms/find";
import { stopVm } from "../vms/power";
import { cutPower } from "./cut";
import { graceOver } from "./events";
import { guestsOf, hypervisorRuns } from "./guests";

/**
 * Shuts a machine down: its guests are shut down, its processes get SIGTERM (process 1 and the processes that are guests do
 * not); after a time of grace what is left is stopped and power goes. Refused: `already-off`, `management` (Xen's dom0 goes
 * with its host), `not-up` (it boots, is paused, or its kernel is dead).
 */
export function shutDown(world: World, machineId: number): Result<void> {
  const { name, power } = world.must(machines, machineId);
  const what = `${name} cannot shut down`;
  if (power === "off") return refuse("already-off", what, "it is off already");
  const vm = vmOfMachine(world, machineId);
  if (vm && isManagement(world, vm))
    return refuse(
      "management",
      what,
      "it manages the hypervisor below it",
      "Shut down the machine that both are on",
    );
  const somebody = kernelOf(world, machineId) !== undefined || hypervisorRuns(world, machineId);
  if (power !== "on" || !somebody)
    return refuse("not-up", what, "nothing that runs on it could do that now", `Switch ${name} off`);
  begin(world, machineId);
  return ok(undefined);
}

function begin(world: World, machineId: number): void {
  const { name, poweredAt } = world.must(machines, machineId);
  note(world, name, "shutting-down", `${name} shuts down`);
  for (const guest of guestsOf(world, machineId))
    if (world.must(machines, guest.machine).power === "on") begin(world, guest.machine);
  const kernel = kernelOf(world, machineId);
  if (kernel)
    for (const process of world.find(processes, "kernel", kernel.id))
      if (process.id !== kernel.init && process.program.kind !== "machine")
        sendSignal(world, process.id, SIGNALS.SIGTERM, null);
  const graceMs = shutdownCosts.graceMs.value + shutdownCosts.settleMs.value;
  beginGrace(world, machineId, graceMs, call(graceOver, { machine: machineId, poweredAt }));
}

/** Stops a physical machine and its guests; a management VM, which cannot be stopped alone, goes last. */
function stopHost(world: World, machineId: number): void {
  const guests = guestsOf(world, machineId).filter(holdsMemory);
  for (const guest of guests) if (!isManagement(world, guest)) stopVm(world, guest.id);
  cutPower(world, machineId, "its machine is shut down");
  for (const { id } of guests) world.update(virtualMachines, id, { state: "off" });
}

/** The time of grace of a machine is over: what still runs on it is stopped, and it is off. */
export function finishShutdown(world: World, machineId: number): void {
  const vm = vmOfMachine(world, machineId);
  if (vm) stopVm(world, vm.id);
  else stopHost(world, machineId);
  const { name, power } = world.must(machines, machineId);
  if (power === "off") note(world, name, "shut-down", `${name} is shut down`);
}
