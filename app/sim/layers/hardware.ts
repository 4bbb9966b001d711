/** The layer at the bottom of a machine: hardware that is there, or that a hypervisor grants. */
import { nodeRate } from "../core/flow";
import type { World } from "../core/world";
import { disks } from "../kernel/files/tables";
import { usedMemory } from "../kernel/memory/account";
import { kernelOf } from "../machine/access";
import { hypervisors, type Machine, type VirtualMachine } from "../machine/tables";
import { holdsMemory, vmOfMachine } from "../machine/vms/find";
import { claimBytes } from "../machine/vms/memory";
import { migrations } from "../machine/vms/migrations";
import { snapshots } from "../machine/vms/snapshot-store";
import type { Books } from "./books";
import { layer } from "./build";
import type { Layer, LayerState } from "./layer";
import { powerState } from "./states";

/** The hardware of a machine, real or virtual. */
export function hardwareLayer(books: Books, machine: Machine): Layer {
  const { world, starts } = books;
  const vm = vmOfMachine(world, machine.id);
  const { capacityBytes } = world.must(disks, machine.disk);
  const common = {
    id: machine.name,
    label: `${machine.name}: ${machine.label}`,
    phase: starts.current(machine.name) ?? starts.current(`${machine.name}/migration`),
    readyMs: readyMs(machine),
    cpu: nodeRate(world, machine.cpuNode),
    capacity: { cpus: machine.cpus, memoryBytes: machine.memoryBytes, diskBytes: capacityBytes },
  };
  if (vm === undefined) return layer({ ...common, kind: "hardware", state: powerState(machine) });
  const kept = world.find(snapshots, "vm", vm.id).map(({ name }) => name);
  return layer({
    ...common,
    ...(kept.length > 0 ? { snapshots: kept } : {}),
    kind: "virtual-hardware",
    on: world.must(hypervisors, vm.hypervisor).layer,
    state: vmState(vm),
    isolation: "virtual-hardware",
    memoryBytes: grantedAndIdle(books, machine, vm),
    diskBytes: imageAndIdle(world, machine, vm),
  });
}

/** From switching a machine on until it was ready, ms. */
export function readyMs({ poweredAt, readyAt }: Machine): number | null {
  return poweredAt === null || readyAt === null ? null : readyAt - poweredAt;
}

function vmState({ state }: VirtualMachine): LayerState {
  return state === "migrating" ? "running" : state;
}

/** Memory taken from hosts for a virtual machine, but for what its guest uses: what lies idle, and what the hypervisor keeps for it. */
function grantedAndIdle({ world, usage }: Books, machine: Machine, vm: VirtualMachine): number {
  const kernel = kernelOf(world, machine.id);
  const used = kernel === undefined ? 0 : usedMemory(world, kernel.id);
  // On a host's kernel it is what the machine's process holds, on bare hardware what the hypervisor has set aside.
  let granted = usage(machine.name).memoryBytes;
  const claim = (hypervisor: number) => claimBytes(vm, machine, world.must(hypervisors, hypervisor));
  if (vm.process === null && holdsMemory(vm)) granted += claim(vm.hypervisor);
  for (const move of world.find(migrations, "vm", vm.id))
    if (move.process === null) granted += claim(move.to);
  return granted - used;
}

/** Room that a virtual disk takes on its host beyond what the guest has on it, snapshots and copies under way included. */
function imageAndIdle(world: World, machine: Machine, vm: VirtualMachine): number {
  const { imageBytes, usedBytes } = world.must(disks, machine.disk);
  const sum = (bytes: readonly number[]) => bytes.reduce((total, part) => total + part, 0);
  return (
    imageBytes -
    usedBytes +
    sum(world.find(snapshots, "vm", vm.id).map(({ hostBytes }) => hostBytes)) +
    sum(world.find(migrations, "vm", vm.id).map(({ diskBytes }) => diskBytes))
  );
}
