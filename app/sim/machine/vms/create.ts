/** Making a virtual machine: hardware that is granted instead of bought. */
import { call } from "../../core/events";
import { addFlowNode, flowNodes } from "../../core/flow";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { hypervisorCosts } from "../../costs/hypervisors";
import { createDisk, freeOnDisk } from "../../kernel/files/disk";
import { disks } from "../../kernel/files/tables";
import { onBoot } from "../boot/hooks";
import { checkMachineName } from "../hardware/create";
import { type OsSpec, osNamed } from "../systems/catalogue";
import { installSystem } from "../systems/install";
import {
  type BootProfile,
  type Hypervisor,
  hypervisors,
  type Machine,
  machines,
  type VirtualMachine,
  virtualMachines,
} from "../tables";
import { inWords } from "./amounts";
import { vmReady } from "./events";
import { hostOf, productOf } from "./find";
import { addProcessors } from "./processors";

/** What a person asks for; what is left out comes from the guest's system and the costs. */
export interface VmSpec {
  /** Row number of the hypervisor. */
  readonly hypervisor: number;
  readonly name: string;
  /** Key of the catalogue of systems. */
  readonly os: string;
  readonly vcpus?: number;
  readonly memoryBytes?: number;
  readonly diskBytes?: number;
  readonly disk?: "thin" | "full";
  readonly profile?: BootProfile;
  /** Made by a product for its own use, not by the person. */
  readonly hidden?: boolean;
  /** Its processors can run guests of their own. */
  readonly nested?: boolean;
  /** What its hardware is called in diagrams. */
  readonly label?: string;
  /** Its hardware kind in the machine's row: `vps` for one that is sold; `virtual` if left out. */
  readonly hardware?: "virtual" | "vps";
}

function checkHardware(spec: VmSpec, vcpus: number, host: Machine, hypervisor: Hypervisor): Result<void> {
  const what = `There can be no such virtual machine on ${host.name}`;
  if (!Number.isInteger(vcpus) || vcpus < 1)
    return refuse("bad-cpus", what, "it needs one virtual processor or more, and no fractions of one");
  if (vcpus > host.cpus)
    return refuse(
      "too-many-cpus",
      what,
      `${vcpus} virtual processors cannot run at once on ${host.cpus} real ones`,
      `Give it ${host.cpus} or fewer; several machines together may have more`,
    );
  if (
    [spec.memoryBytes, spec.diskBytes].some(
      (size) => size !== undefined && !(Number.isSafeInteger(size) && size > 0),
    )
  )
    return refuse("bad-size", what, "memory and disk come in whole bytes, and more than none");
  if (spec.nested && (!host.canVirtualise || productOf(hypervisor).emulates))
    return refuse(
      "no-nesting",
      what,
      `the processors that it is given cannot run guests`,
      "Leave nesting out",
    );
  return ok(undefined);
}

/** Refuses unless the host's disk has room for what the virtual disk takes at once. */
function checkDisk(world: World, spec: VmSpec, host: Machine, os: OsSpec, diskBytes: number): Result<void> {
  const full = spec.disk === "full";
  const system = os.kernelDiskBytes + os.userlandDiskBytes;
  const what = `There is no room for the disk of ${spec.name} on ${host.name}`;
  if (!(diskBytes >= system))
    return refuse("ENOSPC", what, `${os.label} takes ${inWords(system)}`, `Make its disk larger than that`);
  const needs = full ? diskBytes : system;
  const free = freeOnDisk(world, host.disk);
  if (free >= needs) return ok(undefined);
  return refuse(
    "ENOSPC",
    what,
    `it takes ${inWords(needs)} at once, and ${inWords(free)} is free`,
    full
      ? "Make it thin, so that it takes only what is written, or smaller"
      : "Delete something there, or add a larger disk",
  );
}

/** Room for a disk below a virtual machine's machine row: its size and how it lies on the host's. */
function makeDisk(world: World, spec: VmSpec, host: Machine, capacityBytes: number): number {
  const below = world.must(disks, host.disk);
  const backing = { disk: below.id, thin: spec.disk !== "full" };
  const bytesPerMs = world.must(flowNodes, below.flow).cap ?? 0;
  return createDisk(world, { label: `disk of ${spec.name}`, capacityBytes, bytesPerMs, backing }).id;
}

function makeMachine(
  world: World,
  spec: VmSpec,
  hypervisor: Hypervisor,
  os: OsSpec,
  vcpus: number,
  disk: number,
): Machine {
  const host = hostOf(world, hypervisor.id);
  const weight = hypervisorCosts.processorWeight.value;
  return world.insert(machines, {
    name: spec.name,
    hardware: spec.hardware ?? "virtual",
    label: spec.label ?? `virtual hardware by ${productOf(hypervisor).label}`,
    arch: host.arch,
    cpus: vcpus,
    memoryBytes: spec.memoryBytes ?? Math.max(hypervisorCosts.vmMemory.value, os.minMemoryBytes),
    canVirtualise: spec.nested ?? false,
    cpuNode: addProcessors(world, hypervisor, vcpus, host.cpuNode),
    disk,
    netNode: addFlowNode(world, { parent: host.netNode, weight, cap: null }).id,
    power: "off",
    poweredAt: null,
    readyAt: null,
    memoryUsed: 0,
  });
}

/**
 * Makes a virtual machine, switched off, with its system installed on its disk. The host need not be up: what is made are
 * files on its disk. Refused: `bad-name`, `name-taken`, `unknown-os`, `bad-cpus`, `too-many-cpus`, `bad-size`, `no-nesting`, `ENOSPC`,
 * and what `installSystem` refuses (architecture, too little memory).
 */
export function createVm(world: World, spec: VmSpec): Result<VirtualMachine> {
  const hypervisor = world.must(hypervisors, spec.hypervisor);
  const host = hostOf(world, hypervisor.id);
  const named = checkMachineName(world, spec.name);
  if (!named.ok) return named;
  const os = osNamed(spec.os);
  if (os === undefined)
    return refuse("unknown-os", `${spec.name} cannot have the system ${spec.os}`, "no such system is known");
  const vcpus = spec.vcpus ?? Math.min(hypervisorCosts.vmProcessors.value, host.cpus);
  const hardware = checkHardware(spec, vcpus, host, hypervisor);
  if (!hardware.ok) return hardware;
  const system = os.kernelDiskBytes + os.userlandDiskBytes;
  const diskBytes = spec.diskBytes ?? Math.max(hypervisorCosts.vmDisk.value, system * 2);
  const room = checkDisk(world, spec, host, os, diskBytes);
  if (!room.ok) return room;
  const machine = makeMachine(world, spec, hypervisor, os, vcpus, makeDisk(world, spec, host, diskBytes));
  const installed = installSystem(world, machine.id, spec.os);
  if (!installed.ok) return installed;
  const vm = world.insert(virtualMachines, {
    hypervisor: hypervisor.id,
    machine: machine.id,
    state: "off",
    profile: spec.profile ?? "os",
    disk: spec.disk ?? "thin",
    process: null,
    hidden: spec.hidden ?? false,
  });
  onBoot(world, machine.id, call(vmReady, { vm: vm.id }));
  note(
    world,
    spec.name,
    "created",
    `${productOf(hypervisor).label} on ${host.name} made the virtual machine ${spec.name}`,
  );
  return ok(vm);
}
