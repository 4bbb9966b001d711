/** Who has how much memory: processes are charged to their control group and those above it. */
import type { World } from "../../core/world";
import { cgroups } from "../cgroup/table";
import { lineOf } from "../cgroup/walk";
import { kernels } from "../kernel";
import { processes } from "../process/table";

/** Bytes that a kernel and everything on it uses. */
export function usedMemory(world: World, kernel: number): number {
  const { ownBytes, rootCgroup } = world.must(kernels, kernel);
  return ownBytes + (world.get(cgroups, rootCgroup)?.memoryCurrent ?? 0);
}

/** Bytes that nobody uses yet on a kernel; negative if it has promised more than it has. */
export function freeMemory(world: World, kernel: number): number {
  return world.must(kernels, kernel).memoryBytes - usedMemory(world, kernel);
}

/** Charges bytes to a group and those above it, or gives them back (negative). Heeds no limit. */
export function chargeGroup(world: World, cgroup: number, deltaBytes: number): void {
  if (deltaBytes === 0) return;
  for (const { id, memoryCurrent, memoryPeak } of lineOf(world, cgroup)) {
    const now = Math.max(0, memoryCurrent + deltaBytes);
    world.update(cgroups, id, { memoryCurrent: now, memoryPeak: Math.max(memoryPeak, now) });
  }
}

/** Gives back all memory of a process: it ends. */
export function releaseMemory(world: World, process: number): void {
  const { cgroup, rssBytes } = world.must(processes, process);
  chargeGroup(world, cgroup, -rssBytes);
  if (rssBytes !== 0) world.update(processes, process, { rssBytes: 0 });
}
