/** A fork bomb: every process starts another, again and again. */
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { processCosts } from "../../costs/processes";
import { cgroups } from "../cgroup/table";
import { freeMemory } from "../memory/account";
import { write } from "../output";
import { spawn } from "../process/spawn";
import { type Process, processes } from "../process/table";
import type { Program } from "./program";
import { bytesOf } from "./traits";

/** Whether a group, those above it and the kernel have room for so many bytes more. */
function hasRoom(world: World, { kernel, cgroup }: Process, bytes: number): boolean {
  for (let at = cgroup; at !== 0; ) {
    const { memoryMax, memoryCurrent, parent } = world.must(cgroups, at);
    if (memoryMax !== null && memoryCurrent + bytes > memoryMax) return false;
    at = parent;
  }
  return freeMemory(world, kernel) >= bytes;
}

/**
 * One fork. Returns the ms until the next one, or null if the process has not survived it. While forks succeed it is the
 * bomb's own pace; where they fail the pause doubles from one to the next. Without memory to be had most forks stand still
 * in the search for some; a few go through, and somebody is killed to make room.
 */
export function fork(
  world: World,
  process: Process,
  program: Program & { readonly kind: "fork-bomb" },
  lastPause: number,
): number | null {
  const { id, kernel, parent, argv, name, output, layer } = process;
  const { forkRetryMs, forkRetryMaxMs, forkShortageShare } = processCosts;
  const longer = Math.min(Math.max(2 * lastPause, forkRetryMs.value), forkRetryMaxMs.value);
  const roomy = hasRoom(world, process, bytesOf(program));
  if (!roomy && world.random() >= forkShortageShare.value) return longer;
  const child = spawn(world, { kernel, parent: id, argv, name, program });
  if (!child.ok) {
    if (output !== null) write(world, output, 2, `${name}: fork: ${child.refusal.why}`);
    // The first of the bomb's processes tells it for all of them.
    const isFirst = world.get(processes, parent)?.program.kind !== "fork-bomb";
    if (isFirst && lastPause <= program.everyMs)
      note(world, layer, "fork-refused", `${name} can start no more processes: ${child.refusal.why}`);
  }
  const self = world.get(processes, id);
  if (self === undefined || self.state === "zombie") return null;
  return child.ok && roomy ? program.everyMs : longer;
}
