/** Which processes count in which control group. */
import { flowJobs, moveFlowJob } from "../../core/flow";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { chargeGroup } from "../memory/account";
import { processes } from "../process/table";
import { cgroups } from "./table";
import { cgroupPath } from "./tree";
import { lineOf } from "./walk";

function count(world: World, cgroup: number, change: number): void {
  for (const { id, pidsCurrent, pidsPeak } of lineOf(world, cgroup)) {
    const now = Math.max(0, pidsCurrent + change);
    world.update(cgroups, id, { pidsCurrent: now, pidsPeak: Math.max(pidsPeak, now) });
  }
}

/**
 * Counts a new process in a group and those above it. Refused with EAGAIN when one of them has as many as its pids.max
 * allows; the refusal is counted in that group's pids.events and in those above it.
 */
export function joinCgroup(world: World, cgroup: number): Result<void> {
  const full = lineOf(world, cgroup).find(
    ({ pidsMax, pidsCurrent }) => pidsMax !== null && pidsCurrent >= pidsMax,
  );
  if (full !== undefined) {
    for (const { id, pidsEvents } of lineOf(world, full.id))
      world.update(cgroups, id, { pidsEvents: pidsEvents + 1 });
    return refuse(
      "EAGAIN",
      "another process cannot be started",
      `pids.max of the control group ${cgroupPath(world, full.id)} is ${full.pidsMax}, and it has ${full.pidsCurrent}`,
      "End some of its processes, or raise pids.max",
    );
  }
  count(world, cgroup, 1);
  return ok(undefined);
}

/** A process of a group is gone: it has been reaped. */
export function leaveCgroup(world: World, cgroup: number): void {
  count(world, cgroup, -1);
}

/**
 * Moves a process to another group of its kernel with what it is charged for and its work on a processor. No limit is in
 * the way of a move, as in Linux. Refused with ESRCH for a process that is gone or has ended.
 */
export function moveProcess(world: World, process: number, toCgroup: number): Result<void> {
  const row = world.get(processes, process);
  if (row === undefined || row.state === "zombie")
    return refuse(
      "ESRCH",
      "the process cannot be moved",
      "there is no such process",
      "List the processes first",
    );
  if (row.cgroup === toCgroup) return ok(undefined);
  const { flow } = world.must(cgroups, toCgroup);
  count(world, row.cgroup, -1);
  chargeGroup(world, row.cgroup, -row.rssBytes);
  world.update(processes, process, { cgroup: toCgroup });
  count(world, toCgroup, 1);
  chargeGroup(world, toCgroup, row.rssBytes);
  if (row.job !== null && world.get(flowJobs, row.job) !== undefined) moveFlowJob(world, row.job, flow);
  return ok(undefined);
}
