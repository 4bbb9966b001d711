/** Switching machines on. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { systemOf } from "../access";
import { startBoot } from "../boot/start";
import { hypervisors, machines } from "../tables";
import { vmOfMachine } from "../vms/find";
import { startVm } from "../vms/power";

/**
 * Switches a machine on. A virtual one is started by its hypervisor; a physical one boots its operating system, or its
 * hypervisor where that has the hardware to itself. Refused: `already-on`, `no-os`, and what `startVm` refuses.
 */
export function powerOn(world: World, machineId: number): Result<void> {
  const vm = vmOfMachine(world, machineId);
  if (vm) return startVm(world, vm.id);
  const { name, power } = world.must(machines, machineId);
  const what = `${name} cannot be switched on`;
  if (power !== "off")
    return refuse("already-on", what, "it is on already", "Restart it, or switch it off first");
  const bare = world.find(hypervisors, "machine", machineId).some((hypervisor) => hypervisor.type === 1);
  if (systemOf(world, machineId) === undefined && !bare)
    return refuse(
      "no-os",
      what,
      "its disk holds nothing to boot from",
      `Install an operating system on ${name}, or a hypervisor for bare hardware`,
    );
  startBoot(world, machineId, "os");
  return ok(undefined);
}
