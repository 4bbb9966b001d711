/** Out of memory: who is killed, and how it is counted. */
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { SIGNALS } from "../abi";
import { type Cgroup, cgroups } from "../cgroup/table";
import { cgroupPath } from "../cgroup/tree";
import { lineOf, livingIn } from "../cgroup/walk";
import { kernels } from "../kernel";
import { endProcess } from "../process/exit";
import { type Process, processes } from "../process/table";

/** Counts in memory.events of a group and those above it; the root has none. */
export function countMemoryEvent(world: World, cgroup: number, event: keyof Cgroup["memoryEvents"]): void {
  for (const { id, parent, memoryEvents } of lineOf(world, cgroup))
    if (parent !== 0)
      world.update(cgroups, id, { memoryEvents: { ...memoryEvents, [event]: memoryEvents[event] + 1 } });
}

/** The biggest process below a group, the youngest of equals; never process 1 of the whole system. */
function biggest(world: World, group: Cgroup): Process | undefined {
  if (group.parent === 0) return world.highestBy(processes, "kernelSize", group.kernel);
  let found = world.highestBy(processes, "groupSize", group.id);
  for (const below of world.find(cgroups, "parent", group.id)) {
    const other = biggest(world, below);
    if (found === undefined || (other !== undefined && isBigger(other, found))) found = other ?? found;
  }
  return found;
}

function isBigger(a: Process, b: Process): boolean {
  return a.rssBytes > b.rssBytes || (a.rssBytes === b.rssBytes && a.id > b.id);
}

function kill(world: World, victim: Process, why: string): void {
  const row = world.get(processes, victim.id);
  if (row === undefined || row.state === "zombie") return;
  countMemoryEvent(world, victim.cgroup, "oomKill");
  note(world, victim.layer, "oom-kill", `${victim.name} (process ${victim.pids[0]?.pid}) was killed: ${why}`);
  endProcess(world, victim.id, { signal: SIGNALS.SIGKILL });
}

/** The highest group from the victim's up to the one that is out of memory that wants to die as a whole. */
function groupToKill(world: World, victim: Process, outOfMemory: Cgroup): Cgroup | undefined {
  const line = lineOf(world, victim.cgroup);
  const within = line.slice(0, line.findIndex(({ id }) => id === outOfMemory.id) + 1);
  return within.findLast(({ oomGroup }) => oomGroup);
}

/**
 * Makes room below a group that is out of memory: kills its biggest process, and with it the whole of a group that has
 * memory.oom.group set. Returns whether there was anybody to kill.
 */
export function killForMemory(world: World, group: Cgroup): boolean {
  const victim = biggest(world, group);
  if (victim === undefined) return false;
  const why =
    group.parent === 0
      ? "the whole system is out of memory"
      : `control group ${cgroupPath(world, group.id)} is out of memory`;
  const together = groupToKill(world, victim, group);
  if (together !== undefined) countMemoryEvent(world, together.id, "oomGroupKill");
  const others = together === undefined ? [] : livingIn(world, together.id);
  kill(world, victim, why);
  const { init } = world.must(kernels, group.kernel);
  for (const other of others) if (other.id !== init) kill(world, other, why);
  return true;
}
