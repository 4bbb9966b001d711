/** A fork bomb: every process starts another, again and again. */
import type { World } from "../../core/world";
import { processCosts } from "../../costs/processes";
import { cgroups } from "../cgroup/table";
import { freeMemory } from "../memory/account";
import { write } from "../output";
import { spawn } from "../process/spawn";
import { type Process, processes } from "../process/table";
import type { Program } from "./program";
import { bytesOf } from "./traits";

/** How often memory has run out in the process's group: a fork that adds to it came at somebody's cost. */
function shortages(world: World, cgroup: number): number {
  const { max, oomKill } = world.must(cgroups, cgroup).memoryEvents;
  return max + oomKill;
}

/**
 * One fork. Returns the ms until the next one, or null if the process has not survived it. While forks succeed it is the
 * bomb's own pace; after one that failed, or that memory was hardly enough for, the pause doubles from one to the next.
 */
export function fork(
  world: World,
  process: Process,
  program: Program & { readonly kind: "fork-bomb" },
  lastPause: number,
): number | null {
  const { id, kernel, cgroup, argv, name, output } = process;
  const { forkRetryMs, forkRetryMaxMs } = processCosts;
  const before = shortages(world, cgroup);
  const roomy = freeMemory(world, kernel) > bytesOf(program);
  const child = spawn(world, { kernel, parent: id, argv, name, program });
  if (!child.ok && output !== null) write(world, output, 2, `${name}: fork: ${child.refusal.why}`);
  const self = world.get(processes, id);
  if (self === undefined || self.state === "zombie") return null;
  if (child.ok && roomy && shortages(world, cgroup) === before) return program.everyMs;
  return Math.min(Math.max(2 * lastPause, forkRetryMs.value), forkRetryMaxMs.value);
}
