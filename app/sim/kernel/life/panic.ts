/** A kernel gives up. */
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { kernels } from "../kernel";
import { forgetAll } from "./stop";

/**
 * Ends a running kernel because it cannot go on: everything that it held is gone, no process leaves an exit status, and
 * `onPanic` is called. `why` is a clause without full stop. Does nothing to a kernel that is not running.
 */
export function panicKernel(world: World, id: number, why: string): void {
  const { state, layer, onPanic } = world.must(kernels, id);
  if (state !== "running") return;
  forgetAll(world, id);
  world.update(kernels, id, { state: "panicked", paused: false });
  note(world, layer, "panicked", `The kernel panicked: ${why}`);
  if (onPanic !== null) world.callAfter(0, onPanic);
}
