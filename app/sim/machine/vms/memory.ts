/** Memory of a host for virtual machines: processor time may be promised twice, memory is given once. */
import { call } from "../../core/events";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { hypervisorCosts } from "../../costs/hypervisors";
import { SIGNALS } from "../../kernel/abi";
import { cgroups } from "../../kernel/cgroup/table";
import { cgroupByPath, ensureCgroup, removeCgroup } from "../../kernel/cgroup/tree";
import type { Kernel } from "../../kernel/kernel";
import { freeMemory } from "../../kernel/memory/account";
import { takeMemory } from "../../kernel/memory/take";
import { endProcess } from "../../kernel/process/exit";
import { spawn } from "../../kernel/process/spawn";
import { processes } from "../../kernel/process/table";
import { type Hypervisor, type Machine, machines, type VirtualMachine, virtualMachines } from "../tables";
import { inWords } from "./amounts";
import { vmProcessEnded } from "./events";
import { holdsMemory, hostKernel, hostOf, isBare, machineOf, productOf } from "./find";

/** What a virtual machine has of its host while it runs. */
interface Claim {
  /** Process of the host's kernel that holds its memory; `null` where the hypervisor does. */
  readonly process: number | null;
  /** Flow node that its processors hang under. */
  readonly cpuParent: number;
}

/** Bytes that a virtual machine takes of its host while it runs: its memory, and what its hypervisor keeps for it. */
export function claimBytes(vm: VirtualMachine, machine: Machine, hypervisor: Hypervisor): number {
  const light = vm.profile === "microvm" && !isBare(hypervisor);
  return machine.memoryBytes + (light ? hypervisorCosts.microVmMemory.value : productOf(hypervisor).vmBytes);
}

function freeOn(world: World, hypervisor: Hypervisor): number {
  const kernel = hostKernel(world, hypervisor);
  if (kernel !== undefined) return freeMemory(world, kernel.id);
  const { memoryBytes, memoryUsed } = hostOf(world, hypervisor.id);
  return memoryBytes - memoryUsed;
}

function holders(world: World, hypervisor: Hypervisor): string {
  const host = hostOf(world, hypervisor.id);
  const held = world
    .find(virtualMachines, "hypervisor", hypervisor.id)
    .filter(holdsMemory)
    .map((vm) => {
      const machine = machineOf(world, vm);
      return { name: machine.name, bytes: claimBytes(vm, machine, hypervisor) };
    });
  const given = held.reduce((sum, { bytes }) => sum + bytes, 0);
  const own = host.memoryBytes - freeOn(world, hypervisor) - given;
  return [...held, { name: `${host.name} itself`, bytes: own }]
    .map(({ name, bytes }) => `${name} has ${inWords(bytes)}`)
    .join(", ");
}

/** Refuses (`no-memory`) unless the host has as much free memory: says how much it has, and who has the rest. */
function checkMemory(world: World, machine: Machine, hypervisor: Hypervisor, bytes: number): Result<void> {
  const free = freeOn(world, hypervisor);
  if (free >= bytes) return ok(undefined);
  const host = hostOf(world, hypervisor.id);
  return refuse(
    "no-memory",
    `${machine.name} cannot run on ${host.name}`,
    `it takes ${inWords(bytes)} of memory, and ${inWords(free)} of ${inWords(host.memoryBytes)} is free: ${holders(world, hypervisor)}`,
    `Stop a virtual machine on ${host.name}, give ${machine.name} less memory, or add memory to ${host.name}`,
  );
}

const groupPath = (machine: Machine) => `/machine.slice/${machine.name}`;

function claimOfKernel(
  world: World,
  vm: VirtualMachine,
  machine: Machine,
  program: string,
  kernel: Kernel,
  bytes: number,
): Result<Claim> {
  const group =
    kernel.family === "linux"
      ? ensureCgroup(world, kernel.id, groupPath(machine))
      : world.must(cgroups, kernel.rootCgroup);
  const spawned = spawn(world, {
    kernel: kernel.id,
    parent: kernel.init,
    argv: [program, machine.name],
    program: { kind: "machine" },
    name: program,
    cgroup: group.id,
    layer: machine.name,
    rssBytes: 0,
    onExit: call(vmProcessEnded, { vm: vm.id }),
  });
  if (!spawned.ok) return spawned;
  if (takeMemory(world, spawned.value.id, bytes)) {
    return ok({ process: spawned.value.id, cpuParent: group.flow });
  }
  return refuse(
    "no-memory",
    `${machine.name} cannot run`,
    `the group ${groupPath(machine)} of its process may not hold ${inWords(bytes)}`,
    "Raise memory.max of that group, or give the virtual machine less memory",
  );
}

/**
 * Takes a host's memory for a virtual machine: as a process of the host's kernel, or from the hypervisor itself.
 * Refused: `no-memory`, and what `spawn` refuses.
 */
export function claimMemory(world: World, vm: VirtualMachine, hypervisor: Hypervisor): Result<Claim> {
  const machine = machineOf(world, vm);
  const bytes = claimBytes(vm, machine, hypervisor);
  const enough = checkMemory(world, machine, hypervisor, bytes);
  if (!enough.ok) return enough;
  const kernel = hostKernel(world, hypervisor);
  if (kernel !== undefined) {
    return claimOfKernel(world, vm, machine, productOf(hypervisor).program, kernel, bytes);
  }
  const host = hostOf(world, hypervisor.id);
  world.update(machines, host.id, { memoryUsed: host.memoryUsed + bytes });
  return ok({ process: null, cpuParent: host.cpuNode });
}

/** Gives a virtual machine's memory back to its host. The process that held it ends, if it has not already. */
export function releaseMemoryOf(
  world: World,
  vm: VirtualMachine,
  hypervisor: Hypervisor,
  process: number | null,
): void {
  const machine = machineOf(world, vm);
  if (process === null) {
    const host = hostOf(world, hypervisor.id);
    world.update(machines, host.id, {
      memoryUsed: host.memoryUsed - claimBytes(vm, machine, hypervisor),
    });
    return;
  }
  if (processLives(world, process)) endProcess(world, process, { signal: SIGNALS.SIGKILL });
  const kernel = hostKernel(world, hypervisor);
  const group = kernel && cgroupByPath(world, kernel.id, groupPath(machine));
  if (group !== undefined) removeCgroup(world, group.id);
}

/** Whether a process is there and has not ended. */
export function processLives(world: World, process: number): boolean {
  const row = world.get(processes, process);
  return row !== undefined && row.exit === null;
}
