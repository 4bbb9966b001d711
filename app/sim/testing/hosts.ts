/** For tests: hosts with hypervisors on them, up and ready, and short ways to act on their virtual machines. */

import type { Result } from "../core/result";
import { World } from "../core/world";
import { startBoot } from "../machine/boot/start";
import { machineHandlers } from "../machine/handlers";
import { createMachine, type MachineSpec } from "../machine/hardware/create";
import { installHypervisor } from "../machine/hypervisors/install";
import { installSystem } from "../machine/systems/install";
import { machines, type VirtualMachine, virtualMachines } from "../machine/tables";
import { createVm, type VmSpec } from "../machine/vms/create";
import { startVm } from "../machine/vms/power";
import { handlers as engineHandlers } from "./kernel";

export const MIB = 1024 * 1024;
export const GIB = 1024 * MIB;

const handlers = { ...engineHandlers, ...machineHandlers };

/** What a result holds. Throws if it is a refusal. */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.what}: ${result.refusal.why}`);
  return result.value;
}

/** Code of a refusal. Throws if it is none. */
export function refusal(result: Result<unknown>) {
  if (result.ok) throw new Error("it was not refused");
  return result.refusal;
}

/** Lets `ms` of virtual time pass. */
export function wait(world: World, ms: number): void {
  world.advance(handlers, world.now + ms);
}

/** Lets time pass until something is so; throws if it isn't within ten minutes. */
export function until(world: World, isSo: () => boolean): void {
  for (let step = 0; !isSo(); step++) {
    if (step > 6000) throw new Error("it has not come to pass");
    wait(world, 100);
  }
}

export interface Host {
  readonly world: World;
  readonly host: number;
  readonly hypervisor: number;
}

/** Puts a host with a hypervisor into a world. `os` null: on bare hardware. It is up and ready unless `off`. */
export function addHost(
  world: World,
  product: string,
  spec: Partial<MachineSpec> & { readonly os?: string | null; readonly off?: boolean } = {},
): Host {
  const { os = "debian-13", off = false, ...machine } = spec;
  const host = value(createMachine(world, { name: "server", preset: "server", ...machine })).id;
  if (os !== null) value(installSystem(world, host, os));
  const hypervisor = value(installHypervisor(world, host, product)).id;
  if (!off) {
    startBoot(world, host, "microvm");
    until(world, () => world.must(machines, host).power === "on");
    wait(world, 0);
  }
  return { world, host, hypervisor };
}

/** A world of its own with one host. */
export function testHost(product: string, spec: Parameters<typeof addHost>[2] = {}): Host {
  return addHost(new World(1), product, spec);
}

/** Makes a small virtual machine: Debian, 1 GiB, one processor. */
export function addVm(world: World, hypervisor: number, spec: Partial<VmSpec> = {}): VirtualMachine {
  return value(
    createVm(world, {
      hypervisor,
      name: "vm1",
      os: "debian-13",
      vcpus: 1,
      memoryBytes: GIB,
      diskBytes: 10 * GIB,
      profile: "microvm",
      ...spec,
    }),
  );
}

/** The row of a virtual machine as it is now. */
export function vmNow(world: World, vm: { readonly id: number }): VirtualMachine {
  return world.must(virtualMachines, vm.id);
}

/** Makes a virtual machine and lets it boot. */
export function runningVm(world: World, hypervisor: number, spec: Partial<VmSpec> = {}): VirtualMachine {
  const vm = addVm(world, hypervisor, spec);
  value(startVm(world, vm.id));
  until(world, () => vmNow(world, vm).state === "running");
  return vmNow(world, vm);
}
