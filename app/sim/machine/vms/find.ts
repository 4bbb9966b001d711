/** Finding virtual machines and what they stand on. */
import type { World } from "../../core/world";
import type { Kernel } from "../../kernel/kernel";
import { kernelOf } from "../access";
import { type HypervisorProduct, hypervisorNamed } from "../hypervisors/catalogue";
import {
  type Hypervisor,
  hypervisors,
  type Machine,
  machines,
  type VirtualMachine,
  virtualMachines,
} from "../tables";

/** The virtual machine whose hardware a machine is, if it is one. */
export function vmOfMachine(world: World, machineId: number): VirtualMachine | undefined {
  return world.first(virtualMachines, "machine", machineId);
}

/** The machine that a virtual machine gives. */
export function machineOf(world: World, vm: VirtualMachine): Machine {
  return world.must(machines, vm.machine);
}

/** The machine that a hypervisor is installed on. */
export function hostOf(world: World, hypervisorId: number): Machine {
  return world.must(machines, world.must(hypervisors, hypervisorId).machine);
}

/** What the catalogue says of an installed hypervisor. */
export function productOf(hypervisor: Hypervisor): HypervisorProduct {
  const product = hypervisorNamed(hypervisor.product);
  if (product === undefined) throw new Error(`no hypervisor product ${hypervisor.product}`);
  return product;
}

/** Whether a hypervisor stands on bare hardware, and gives out its memory itself. */
export function isBare(hypervisor: Hypervisor): boolean {
  return productOf(hypervisor).hosts.length === 0;
}

/** Whether a virtual machine manages the hypervisor that it runs on: Xen's dom0. */
export function isManagement(world: World, vm: VirtualMachine): boolean {
  return world.must(hypervisors, vm.hypervisor).management === vm.machine;
}

/** The kernel whose processes a hypervisor's virtual machines are; none on bare hardware, or while no kernel runs there. */
export function hostKernel(world: World, hypervisor: Hypervisor): Kernel | undefined {
  return isBare(hypervisor) ? undefined : kernelOf(world, hypervisor.machine);
}

/** Whether a virtual machine holds memory of its host: it runs, or is on its way to or from it. */
export function holdsMemory(vm: VirtualMachine): boolean {
  return vm.state !== "off" && vm.state !== "crashed" && vm.state !== "saved";
}
