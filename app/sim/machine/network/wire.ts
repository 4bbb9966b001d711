/** Which network a machine is plugged into when its kernel has started. */
import type { World } from "../../core/world";
import type { Kernel } from "../../kernel/kernel";
import { namespaces } from "../../kernel/namespace/table";
import { removeInterface } from "../../kernel/net/interfaces";
import { type NetInterface, netInterfaces } from "../../kernel/net/tables";
import { attachToHost, attachToLan } from "../../kernel/net/wire";
import { processes } from "../../kernel/process/table";
import { kernelOf } from "../access";
import { hypervisors, type Machine, virtualMachines } from "../tables";

/** The network namespace that a machine starts with: that of its process 1. */
export function initialNet(world: World, kernel: Kernel): number {
  return world.must(processes, kernel.init).ns.net;
}

/**
 * Plugs a machine whose kernel has just started into its network: a physical one, and a virtual one of a type 1 hypervisor
 * (whose virtual switch has the server's card as a port), into the LAN; one of a type 2 hypervisor, and a hidden one, into a
 * bridge on its host, from where it gets out under the host's address.
 */
export function wireMachine(world: World, machine: Machine, kernel: Kernel): void {
  const card = { ns: initialNet(world, kernel), name: machine.name };
  const host = hostKernel(world, machine);
  if (host === undefined) attachToLan(world, card);
  else attachToHost(world, { ...card, hostNs: initialNet(world, host) });
}

/**
 * Plugs a virtual machine that has come to another host into that host's network, where its old host kept one for it.
 * A machine on the LAN stays where it is.
 */
export function rewireMachine(world: World, machine: Machine): void {
  const kernel = kernelOf(world, machine.id);
  if (kernel === undefined || hostKernel(world, machine) === undefined) return;
  for (const card of cardsOf(world, kernel)) removeInterface(world, card.id);
  wireMachine(world, machine, kernel);
}

/** The cards of a machine's hardware, whatever they are called by now and whichever namespace they were moved to. */
function cardsOf(world: World, kernel: Kernel): NetInterface[] {
  const nets = world.find(namespaces, "kernel", kernel.id).filter(({ kind }) => kind === "net");
  return nets
    .flatMap(({ id }) => world.find(netInterfaces, "ns", id))
    .filter(({ kind }) => kind === "ethernet");
}

/** The kernel that keeps a network for a virtual machine; none for machines on the LAN. */
function hostKernel(world: World, machine: Machine): Kernel | undefined {
  const vm = world.first(virtualMachines, "machine", machine.id);
  const hypervisor = vm && world.get(hypervisors, vm.hypervisor);
  if (!vm || !hypervisor || (hypervisor.type === 1 && !vm.hidden)) return undefined;
  return kernelOf(world, hypervisor.machine);
}
