/** A virtual private server: a virtual machine on a cloud provider's server, sold as if it were a machine of its own. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { vpsCosts } from "../../costs/hardware";
import { installHypervisor } from "../hypervisors/install";
import { installSystem } from "../systems/install";
import { hypervisors, type Machine, machines } from "../tables";
import { createVm } from "../vms/create";
import { createMachine } from "./create";

/** What a VPS is to be; sizes have defaults. */
export interface VpsSpec {
  readonly name: string;
  /** Key of the catalogue of systems; providers install it before they hand the machine over. */
  readonly os?: string | undefined;
  readonly cpus?: number | undefined;
  readonly memoryBytes?: number | undefined;
  readonly diskBytes?: number | undefined;
}

/** Name of the provider's server, which every VPS of a world is on. */
export const CLOUD = "cloud";

/** System of the provider's server, which only holds KVM, and of a VPS whose renter names none. */
const CLOUD_OS = "debian-13";
const VPS_OS = "ubuntu-24.04";

function cloudOf(world: World): Result<number> {
  const there = world.first(machines, "name", CLOUD);
  const machine = there
    ? ok(there)
    : createMachine(world, { name: CLOUD, preset: "server", label: "A cloud provider's server" });
  if (!machine.ok) return machine;
  const cloud = machine.value.id;
  const kvm = world.find(hypervisors, "machine", cloud).find((row) => row.product === "kvm");
  if (kvm) return ok(kvm.id);
  if (!there) {
    const system = installSystem(world, cloud, CLOUD_OS);
    if (!system.ok) return system;
  }
  const installed = installHypervisor(world, cloud, "kvm");
  return installed.ok ? ok(installed.value.id) : installed;
}

/**
 * Rents a VPS: makes the provider's server with KVM if the world has none yet, and a virtual machine on it. The server must
 * run before the VPS can be switched on. Refused: what the machine, its hypervisor or the VM are refused for.
 */
export function createVps(world: World, spec: VpsSpec): Result<Machine> {
  const hypervisor = cloudOf(world);
  if (!hypervisor.ok) return hypervisor;
  const vm = createVm(world, {
    hypervisor: hypervisor.value,
    name: spec.name,
    os: spec.os ?? VPS_OS,
    vcpus: spec.cpus ?? vpsCosts.cpus.value,
    memoryBytes: spec.memoryBytes ?? vpsCosts.memoryBytes.value,
    diskBytes: spec.diskBytes ?? vpsCosts.diskBytes.value,
    label: "Virtual private server",
    hardware: "vps",
  });
  return vm.ok ? ok(world.must(machines, vm.value.machine)) : vm;
}
