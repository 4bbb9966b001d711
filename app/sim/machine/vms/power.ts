/** Switching virtual machines on and off. */
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { kernels } from "../../kernel/kernel";
import { systemOf } from "../access";
import { startBoot } from "../boot/start";
import { haltMachine } from "../power/halt";
import { hypervisors, type Machine, machines, type VirtualMachine, virtualMachines } from "../tables";
import { managementLost } from "./events";
import { holdsMemory, hostOf, isManagement, machineOf, vmOfMachine } from "./find";
import { holdMachine, letGo, setFrozen } from "./freeze";
import { claimMemory, releaseMemoryOf } from "./memory";
import { abortMigration, migrations } from "./migrations";
import { placeProcessors } from "./processors";
import { checkHypervisor, wakeHypervisor } from "./ready";

/** Takes from the host what a virtual machine that is off needs to run. Refused: as `startVm`. Its state is "starting" then. */
export function takeHost(world: World, vm: VirtualMachine): Result<void> {
  const hypervisor = world.must(hypervisors, vm.hypervisor);
  const ready = checkHypervisor(world, hypervisor, vm);
  if (!ready.ok) return ready;
  const claim = claimMemory(world, vm, hypervisor);
  if (!claim.ok) return claim;
  wakeHypervisor(world, hypervisor);
  placeProcessors(world, vm.machine, hypervisor, claim.value.cpuParent);
  world.update(virtualMachines, vm.id, { state: "starting", process: claim.value.process });
  return ok(undefined);
}

function kernelDead(world: World, vm: VirtualMachine): boolean {
  const kernel = systemOf(world, vm.machine)?.kernel;
  return typeof kernel === "number" && world.get(kernels, kernel)?.state === "panicked";
}

/**
 * Starts a virtual machine, or starts one anew whose kernel has panicked: its memory is taken from the host, then its boot begins.
 * Refused: `already-on`, `no-os`, `no-memory` (with what is free, who has the rest, and what would help),
 * `hypervisor-down`, `no-management`, and why the host's kernel does not run.
 */
export function startVm(world: World, vmId: number): Result<void> {
  const vm = world.must(virtualMachines, vmId);
  const { name } = machineOf(world, vm);
  const what = `${name} cannot be started`;
  if (holdsMemory(vm) && !kernelDead(world, vm))
    return refuse("already-on", what, `it is ${vm.state}`, "Let it go on, or switch it off first");
  if (systemOf(world, vm.machine) === undefined) {
    return refuse("no-os", what, "it has no operating system", `Install one on ${name}`);
  }
  if (holdsMemory(vm)) putDown(world, vm, "off", "it is started anew");
  const taken = takeHost(world, world.must(virtualMachines, vmId));
  if (!taken.ok) return taken;
  startBoot(world, vm.machine, vm.profile);
  return ok(undefined);
}

/** Ends everything that a virtual machine runs, with the guests of hypervisors in it, and gives back what it has of its host. */
export function putDown(world: World, vm: VirtualMachine, state: "off" | "crashed", why: string): void {
  for (const migration of world.find(migrations, "vm", vm.id)) abortMigration(world, migration, why);
  for (const inner of world.find(hypervisors, "machine", vm.machine)) {
    for (const migration of world.find(migrations, "to", inner.id)) abortMigration(world, migration, why);
    for (const guest of world.find(virtualMachines, "hypervisor", inner.id)) vmGone(world, guest.id, why);
    world.update(hypervisors, inner.id, { state: "off" });
  }
  const hypervisor = world.must(hypervisors, vm.hypervisor);
  haltMachine(world, vm.machine);
  placeProcessors(world, vm.machine, hypervisor, hostOf(world, hypervisor.id).cpuNode);
  setFrozen(world, vm.machine, false);
  world.update(virtualMachines, vm.id, { state, process: null });
  releaseMemoryOf(world, vm, hypervisor, vm.process);
}

/**
 * Switches a virtual machine off at once, as by its plug; its memory goes back to the host. One that has crashed is put
 * away. Refused: `already-off`; `management` for a management VM, which goes with its host.
 */
export function stopVm(world: World, vmId: number): Result<void> {
  const vm = world.must(virtualMachines, vmId);
  const { name } = machineOf(world, vm);
  const what = `${name} cannot be switched off`;
  if (vm.state === "off") return refuse("already-off", what, "it is off already");
  if (isManagement(world, vm)) {
    const host = hostOf(world, vm.hypervisor).name;
    return refuse("management", what, `it manages the hypervisor of ${host}`, `Switch ${host} off`);
  }
  if (holdsMemory(vm)) putDown(world, vm, "off", `${name} was switched off`);
  else world.update(virtualMachines, vmId, { state: "off" });
  return ok(undefined);
}

/** Holds a running virtual machine: its processors get nothing, its time stands still, its memory stays taken. Refused: `not-running`, `management`. */
export function pauseVm(world: World, vmId: number): Result<void> {
  const vm = world.must(virtualMachines, vmId);
  const { name } = machineOf(world, vm);
  const what = `${name} cannot be paused`;
  if (vm.state !== "running" && vm.state !== "starting") {
    return refuse("not-running", what, `it is ${vm.state}`, `Start ${name} first`);
  }
  if (isManagement(world, vm)) {
    return refuse("management", what, `it manages the hypervisor of ${hostOf(world, vm.hypervisor).name}`);
  }
  holdMachine(world, vm.machine);
  world.update(virtualMachines, vmId, { state: "paused" });
  world.update(machines, vm.machine, { power: "paused" });
  note(world, name, "paused", `${name} stands still`);
  return ok(undefined);
}

/** The nearest machine below a virtual one that is paused, and holds all that runs in it. */
function heldBy(world: World, vm: VirtualMachine): Machine | undefined {
  const host = hostOf(world, vm.hypervisor);
  if (host.power === "paused") return host;
  const below = vmOfMachine(world, host.id);
  return below && heldBy(world, below);
}

/** Lets a paused virtual machine go on where it was. Refused: `not-paused`, `host-paused` while a machine around it stands still. */
export function resumeVm(world: World, vmId: number): Result<void> {
  const vm = world.must(virtualMachines, vmId);
  const { name, readyAt } = machineOf(world, vm);
  const what = `${name} cannot go on`;
  if (vm.state !== "paused") return refuse("not-paused", what, `it is ${vm.state}`);
  const held = heldBy(world, vm);
  if (held) {
    return refuse(
      "host-paused",
      what,
      `${held.name}, which it runs in, stands still`,
      `Let ${held.name} go on first`,
    );
  }
  letGo(world, vm.machine);
  world.update(virtualMachines, vmId, { state: readyAt === null ? "starting" : "running" });
  world.update(machines, vm.machine, { power: readyAt === null ? "booting" : "on" });
  note(world, name, "resumed", `${name} goes on`);
  return ok(undefined);
}

/**
 * A virtual machine is gone without anybody's asking: its kernel has panicked, its process has ended, or what it stood on
 * is gone. State "crashed"; its memory goes back to the host. Does nothing to one that is off. A hypervisor that loses its
 * management VM goes down with it, within this instant.
 */
export function vmGone(world: World, vmId: number, why: string): void {
  const vm = world.must(virtualMachines, vmId);
  if (!holdsMemory(vm)) return;
  const { name } = machineOf(world, vm);
  putDown(world, vm, "crashed", why);
  note(world, name, "crashed", `${name} is gone: ${why}`);
  if (isManagement(world, vm)) world.after(0, managementLost, { hypervisor: vm.hypervisor, why });
}
