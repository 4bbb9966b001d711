/** Giving a process more memory, or taking it back. */
import type { World } from "../../core/world";
import { type Cgroup, cgroups } from "../cgroup/table";
import { lineOf } from "../cgroup/walk";
import { kernels } from "../kernel";
import { panicKernel } from "../life/panic";
import { type Process, processes } from "../process/table";
import { chargeGroup, freeMemory } from "./account";
import { countMemoryEvent, killForMemory } from "./oom";

function living(world: World, id: number): Process | undefined {
  const process = world.get(processes, id);
  return process?.state === "zombie" ? undefined : process;
}

/** Nearest group of a process, from its own up, that has used its memory.max up. */
function fullGroup(world: World, cgroup: number): Cgroup | undefined {
  return lineOf(world, cgroup).find(
    ({ memoryMax, memoryCurrent }) => memoryMax !== null && memoryCurrent >= memoryMax,
  );
}

/** Bytes that a process of a group can touch before a limit is in the way: the kernel's memory, or a group's memory.max. */
function roomFor(world: World, { cgroup, kernel }: Process, heedGroups: boolean): number {
  let room = freeMemory(world, kernel);
  for (const { memoryMax, memoryCurrent } of heedGroups ? lineOf(world, cgroup) : [])
    if (memoryMax !== null) room = Math.min(room, memoryMax - memoryCurrent);
  return Math.max(0, room);
}

function touch(world: World, { id, cgroup, rssBytes }: Process, bytes: number): void {
  if (bytes === 0) return;
  chargeGroup(world, cgroup, bytes);
  world.update(processes, id, { rssBytes: rssBytes + bytes });
}

/**
 * Gives a process more memory, which it touches bit by bit. Each time that memory.max of a group above it or the kernel's
 * own memory is used up, the biggest process below is killed to make room: perhaps this one, with what it has touched by
 * then. Returns whether it still lives and has all of it. A group in which nobody can be killed lets its process have it; a
 * kernel on which nobody can be killed panics.
 */
export function takeMemory(world: World, processId: number, bytes: number): boolean {
  let left = bytes;
  let heedGroups = true;
  for (let process = living(world, processId); process !== undefined; process = living(world, processId)) {
    const part = Math.min(left, roomFor(world, process, heedGroups));
    touch(world, process, part);
    left -= part;
    if (left === 0) {
      if (bytes > 0) countHigh(world, process.cgroup);
      return true;
    }
    const full = heedGroups ? fullGroup(world, process.cgroup) : undefined;
    if (full !== undefined) {
      countMemoryEvent(world, full.id, "max");
      countMemoryEvent(world, full.id, "oom");
      heedGroups = killForMemory(world, full);
    } else if (!killForMemory(world, world.must(cgroups, world.must(kernels, process.kernel).rootCgroup)))
      panicKernel(world, process.kernel, "out of memory, and no process is left that could be killed");
  }
  return false;
}

function countHigh(world: World, cgroup: number): void {
  for (const { id, memoryHigh, memoryCurrent } of lineOf(world, cgroup))
    if (memoryHigh !== null && memoryCurrent > memoryHigh) countMemoryEvent(world, id, "high");
}

/** Takes memory back from a process, at most what it has. */
export function giveBackMemory(world: World, process: number, bytes: number): void {
  const row = living(world, process);
  if (row !== undefined) touch(world, row, -Math.min(bytes, row.rssBytes));
}
