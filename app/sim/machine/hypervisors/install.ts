/** Installing a hypervisor: what each needs beneath it, and what it brings. */
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { hypervisorCosts } from "../../costs/hypervisors";
import { useDisk as takeRoom } from "../../kernel/files/disk";
import { kernelOf, systemOf } from "../access";
import { canRunHypervisor } from "../systems/compatibility";
import { type Hypervisor, hypervisors, type Machine, machines } from "../tables";
import { createVm } from "../vms/create";
import { type HypervisorProduct, hypervisorKeys, hypervisorNamed } from "./catalogue";

/** System of a management VM: a small one, that holds drivers and tools. */
const MANAGEMENT_OS = "debian-13";

function checkAlone(world: World, machine: Machine, product: HypervisorProduct): Result<void> {
  const what = `${product.label} cannot be installed on ${machine.name}`;
  const there = world.find(hypervisors, "machine", machine.id);
  if (there.some((row) => row.product === product.key))
    return refuse("has-hypervisor", what, "it is there already");
  const bare = there.find((row) => hypervisorNamed(row.product)?.hosts.length === 0);
  if (bare !== undefined && product.hosts.length === 0)
    return refuse("has-hypervisor", what, `${bare.product} owns its hardware already`, "Use another machine");
  return ok(undefined);
}

function addManagement(world: World, hypervisor: Hypervisor, host: Machine): Result<Hypervisor> {
  const vm = createVm(world, {
    hypervisor: hypervisor.id,
    name: `${host.name}-dom0`,
    os: MANAGEMENT_OS,
    memoryBytes: hypervisorCosts.managementMemory.value,
    label: "Management VM (dom0)",
  });
  if (!vm.ok) return vm;
  return ok(world.update(hypervisors, hypervisor.id, { management: vm.value.machine }));
}

/**
 * Installs a hypervisor on a machine. ESXi and Xen need a machine without an operating system; Xen brings a management VM,
 * `NAME-dom0`. Hyper-V makes the Windows that is installed its root partition, KVM becomes part of a Linux kernel; the
 * others are programs on an operating system. Where that runs, the hypervisor runs at once.
 * Refused: `unknown-hypervisor`, `has-hypervisor`, ENOSPC, and what `canRunHypervisor` refuses.
 */
export function installHypervisor(world: World, machineId: number, key: string): Result<Hypervisor> {
  const machine = world.must(machines, machineId);
  const product = hypervisorNamed(key);
  if (product === undefined)
    return refuse(
      "unknown-hypervisor",
      `${key} cannot be installed on ${machine.name}`,
      "no such hypervisor is known",
      `Choose one of: ${hypervisorKeys().join(", ")}`,
    );
  const alone = checkAlone(world, machine, product);
  if (!alone.ok) return alone;
  const fits = canRunHypervisor(key, machine, systemOf(world, machineId));
  if (!fits.ok) return fits;
  const room = takeRoom(world, machine.disk, product.diskBytes);
  if (!room.ok) return room;
  const first = world.first(hypervisors, "machine", machineId) === undefined;
  const hypervisor = world.insert(hypervisors, {
    machine: machineId,
    product: key,
    type: product.type,
    state: kernelOf(world, machineId) === undefined ? "off" : "running",
    layer: first ? `${machine.name}/hypervisor` : `${machine.name}/hypervisor/${key}`,
    management: product.management === "host-system" ? machineId : null,
  });
  note(world, hypervisor.layer, "installed", `${product.label} was installed on ${machine.name}`);
  return product.management === "own-vm" ? addManagement(world, hypervisor, machine) : ok(hypervisor);
}
