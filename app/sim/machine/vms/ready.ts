/** Whether a hypervisor can run a virtual machine now. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { runningKernel } from "../access";
import { type Hypervisor, hypervisors, type Machine, machines, type VirtualMachine } from "../tables";
import { hostOf, isBare, isManagement } from "./find";

function withoutManagement(hypervisor: Hypervisor, host: Machine, management: Machine): Result<never> {
  return refuse(
    "no-management",
    `${hypervisor.product} of ${host.name} cannot start virtual machines`,
    `${management.name}, which manages it, is not up`,
    `Wait until ${management.name} is up`,
  );
}

/**
 * Refuses unless a hypervisor runs, or could this moment: one on bare hardware must be up, with its management VM; one
 * on an operating system needs its kernel. Refused: `hypervisor-down`, `no-management`, and what `runningKernel` refuses.
 */
export function checkHypervisor(world: World, hypervisor: Hypervisor, vm: VirtualMachine): Result<void> {
  const host = hostOf(world, hypervisor.id);
  if (!isBare(hypervisor)) {
    const kernel = runningKernel(world, host.name);
    return kernel.ok ? ok(undefined) : kernel;
  }
  if (hypervisor.state !== "running") {
    const booting = host.power === "booting";
    const crashed = hypervisor.state === "crashed" && !booting;
    return refuse(
      "hypervisor-down",
      `Nothing can run on ${host.name}`,
      crashed ? `its hypervisor has crashed` : `its hypervisor is not up`,
      crashed
        ? `Switch ${host.name} off and on again`
        : booting
          ? `Wait until ${host.name} is ready`
          : `Switch ${host.name} on and wait until it is ready`,
    );
  }
  if (hypervisor.management === null || isManagement(world, vm)) return ok(undefined);
  const management = world.must(machines, hypervisor.management);
  return management.power === "on" ? ok(undefined) : withoutManagement(hypervisor, host, management);
}

/** Puts a hypervisor that is a program on an operating system to work, if it is not already. */
export function wakeHypervisor(world: World, hypervisor: Hypervisor): void {
  if (hypervisor.state !== "running") world.update(hypervisors, hypervisor.id, { state: "running" });
}
