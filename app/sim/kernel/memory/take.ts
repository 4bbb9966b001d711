/** Giving a process more memory, or taking it back. */
import type { World } from "../../core/world";
import type { Cgroup } from "../cgroup/table";
import { lineOf } from "../cgroup/walk";
import { kernels } from "../kernel";
import { panicKernel } from "../life/panic";
import { processes } from "../process/table";
import { chargeGroup, freeMemory } from "./account";
import { countMemoryEvent, killForMemory } from "./oom";

const lives = (world: World, process: number): boolean => {
  const row = world.get(processes, process);
  return row !== undefined && row.state !== "zombie";
};

function overMax(world: World, cgroup: number, bytes: number): Cgroup | undefined {
  return lineOf(world, cgroup).find(
    ({ memoryMax, memoryCurrent }) => memoryMax !== null && memoryCurrent + bytes > memoryMax,
  );
}

/** Kills below groups whose memory.max is in the way until there is room, or nobody is left to be killed. */
function makeRoomInGroups(world: World, process: number, cgroup: number, bytes: number): void {
  for (let full = overMax(world, cgroup, bytes); full !== undefined; full = overMax(world, cgroup, bytes)) {
    countMemoryEvent(world, full.id, "max");
    countMemoryEvent(world, full.id, "oom");
    if (!killForMemory(world, full) || !lives(world, process)) return;
  }
}

/** Kills on the whole system until there is room. A kernel that has nobody to kill panics. */
function makeRoomOnKernel(world: World, process: number, kernel: number, bytes: number): void {
  while (lives(world, process) && freeMemory(world, kernel) < bytes) {
    const root = lineOf(world, world.must(processes, process).cgroup).at(-1);
    if (root !== undefined && killForMemory(world, root)) continue;
    panicKernel(world, kernel, "out of memory, and no process is left that could be killed");
    return;
  }
}

/**
 * Gives a process more memory. Where memory.max of a group above it or the kernel's own memory is used up, the biggest
 * process below is killed to make room: perhaps this one. Returns whether it still lives and has the memory.
 */
export function takeMemory(world: World, process: number, bytes: number): boolean {
  if (!lives(world, process)) return false;
  const { cgroup, kernel } = world.must(processes, process);
  makeRoomInGroups(world, process, cgroup, bytes);
  if (world.get(kernels, kernel) !== undefined) makeRoomOnKernel(world, process, kernel, bytes);
  if (!lives(world, process)) return false;
  chargeGroup(world, cgroup, bytes);
  const { rssBytes } = world.must(processes, process);
  world.update(processes, process, { rssBytes: rssBytes + bytes });
  for (const { id, memoryHigh, memoryCurrent } of lineOf(world, cgroup))
    if (bytes > 0 && memoryHigh !== null && memoryCurrent > memoryHigh) countMemoryEvent(world, id, "high");
  return true;
}

/** Takes memory back from a process, at most what it has. */
export function giveBackMemory(world: World, process: number, bytes: number): void {
  if (!lives(world, process)) return;
  const { cgroup, rssBytes } = world.must(processes, process);
  const back = Math.min(bytes, rssBytes);
  chargeGroup(world, cgroup, -back);
  world.update(processes, process, { rssBytes: rssBytes - back });
}
