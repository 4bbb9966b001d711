/** A fault in a kernel. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { panicKernel } from "../../kernel/life/panic";
import { runningKernel } from "../access";
import { hypervisorGone } from "../hypervisors/crash";
import { hypervisors } from "../tables";

/**
 * Lets the kernel of a machine panic. Guests that stand on it go first, within the same instant, since their processors are
 * parts of what the kernel gives out. Refused: as `runningKernel`.
 */
export function crashKernel(world: World, machineName: string): Result<void> {
  const kernel = runningKernel(world, machineName);
  if (!kernel.ok) return kernel;
  for (const { id } of world.find(hypervisors, "machine", kernel.value.machine))
    hypervisorGone(world, id, `the kernel of ${machineName} has panicked`);
  panicKernel(world, kernel.value.id, "a fault in the kernel");
  return ok(undefined);
}
