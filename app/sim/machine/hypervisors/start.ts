/** A hypervisor comes up with its machine. */
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { hypervisors, machines } from "../tables";
import { inWords } from "../vms/amounts";
import { hostOf, isBare, productOf, vmOfMachine } from "../vms/find";
import { startVm } from "../vms/power";

/**
 * The machine beneath is up: the hypervisor runs. On bare hardware it takes its own memory, and its management VM, if it
 * has one, begins to boot. To be called when a machine's boot ends; does nothing to one that runs already.
 */
export function hypervisorUp(world: World, hypervisorId: number): void {
  const hypervisor = world.must(hypervisors, hypervisorId);
  if (hypervisor.state === "running") return;
  world.update(hypervisors, hypervisorId, { state: "running" });
  if (!isBare(hypervisor)) return;
  const { label, ownBytes } = productOf(hypervisor);
  const host = hostOf(world, hypervisorId);
  world.update(machines, host.id, { memoryUsed: host.memoryUsed + ownBytes });
  note(world, hypervisor.layer, "ready", `${label} runs and keeps ${inWords(ownBytes)} of memory for itself`);
  const management = hypervisor.management === null ? undefined : vmOfMachine(world, hypervisor.management);
  if (management === undefined) return;
  const started = startVm(world, management.id);
  if (!started.ok)
    note(world, hypervisor.layer, "management-missing", `${started.refusal.what}: ${started.refusal.why}`);
}
