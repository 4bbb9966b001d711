/** The end of a hypervisor: everything that it runs ends with it. */
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { panicKernel } from "../../kernel/life/panic";
import { kernelOf } from "../access";
import { hypervisors, machines, virtualMachines } from "../tables";
import { hostOf, isBare, productOf } from "../vms/find";
import { abortMigration, migrations } from "../vms/migrations";
import { vmGone } from "../vms/power";

/**
 * A hypervisor has crashed, or what it stands on is gone: all its virtual machines crash at once, and those that were on
 * their way to it stay where they are. Its state is "off" if its machine has lost power, "crashed" otherwise. On bare
 * hardware its own memory is given back. Does nothing to one that does not run. To be called before the machine below is
 * halted.
 */
export function hypervisorGone(world: World, hypervisorId: number, why: string): void {
  const hypervisor = world.must(hypervisors, hypervisorId);
  if (hypervisor.state !== "running") return;
  const host = hostOf(world, hypervisorId);
  const state = host.power === "off" ? "off" : "crashed";
  world.update(hypervisors, hypervisorId, { state });
  for (const migration of world.find(migrations, "to", hypervisorId)) abortMigration(world, migration, why);
  for (const vm of world.find(virtualMachines, "hypervisor", hypervisorId)) vmGone(world, vm.id, why);
  const product = productOf(hypervisor);
  if (isBare(hypervisor)) {
    const { memoryUsed } = hostOf(world, hypervisorId);
    world.update(machines, host.id, { memoryUsed: memoryUsed - product.ownBytes });
  }
  note(world, hypervisor.layer, state, `${product.label} on ${host.name} is gone: ${why}`);
}

/**
 * Lets a hypervisor crash. One that lies in or below the kernel of its host takes that kernel along; one that is a
 * program on an operating system takes only its virtual machines. Refused: `not-running`.
 */
export function crashHypervisor(world: World, hypervisorId: number): Result<void> {
  const hypervisor = world.must(hypervisors, hypervisorId);
  const product = productOf(hypervisor);
  const host = hostOf(world, hypervisorId);
  if (hypervisor.state !== "running")
    return refuse(
      "not-running",
      `${product.label} on ${host.name} cannot crash`,
      "it does not run",
      `Switch ${host.name} on, or start a virtual machine`,
    );
  const why = `${product.label} has crashed`;
  hypervisorGone(world, hypervisorId, why);
  const kernel = product.takesHostDown ? kernelOf(world, host.id) : undefined;
  if (kernel !== undefined) panicKernel(world, kernel.id, why);
  return ok(undefined);
}
