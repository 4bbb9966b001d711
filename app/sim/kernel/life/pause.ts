/** A kernel whose machine is held: its clock stands still with it. */
import type { World } from "../../core/world";
import { kernels } from "../kernel";
import { processes } from "../process/table";
import { timerDue, timers } from "../process/timer";

/** Holds the timers of a kernel's processes; its processor time is held by whoever freezes its flow node. */
export function pauseKernel(world: World, id: number): void {
  if (world.must(kernels, id).paused) return;
  world.update(kernels, id, { paused: true });
  for (const { timer } of world.find(processes, "kernel", id)) {
    const row = world.get(timers, timer);
    if (row !== undefined) world.update(timers, timer, { left: Math.max(0, row.due - world.now) });
  }
}

/** Lets a paused kernel's timers go on with what was left of them. */
export function resumeKernel(world: World, id: number): void {
  if (!world.must(kernels, id).paused) return;
  world.update(kernels, id, { paused: false });
  for (const { timer } of world.find(processes, "kernel", id)) {
    const row = world.get(timers, timer);
    if (row?.left == null) continue;
    world.update(timers, timer, { due: world.now + row.left, left: null });
    world.after(row.left, timerDue, { timer });
  }
}
