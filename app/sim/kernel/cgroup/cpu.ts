/** Processor time for processes, shared out among control groups. */
import type { Call } from "../../core/events";
import { addFlowJob, flowCount, removeFlowJob } from "../../core/flow";
import type { World } from "../../core/world";
import { processes } from "../process/table";
import { US_PER_MS } from "./abi";
import { cgroups } from "./table";

/** As in `cpu.stat`. */
export interface CpuStat {
  readonly usageUs: number;
  /** Time in which processes stood still because the quota of their period was used up, µs. */
  readonly throttledUs: number;
  readonly nrPeriods: number;
  readonly nrThrottled: number;
}

/**
 * Lets a process work on a processor, on up to `threads` at once, in place of what it worked on before: for `cpuMs` of
 * processor time, then `done` is called, or without end (`null`). A stopped process begins when it is continued; one that
 * has ended does nothing.
 */
export function runOnCpu(
  world: World,
  process: number,
  cpuMs: number | null,
  threads: number,
  done: Call | null,
): void {
  const { state, job: before, cgroup } = world.must(processes, process);
  if (state === "zombie") return;
  if (before !== null) removeFlowJob(world, before);
  if (state === "stopped") {
    world.update(processes, process, { job: null, held: { cpuMs, threads, done } });
    return;
  }
  const { flow } = world.must(cgroups, cgroup);
  const job = addFlowJob(world, { node: flow, remaining: cpuMs, cap: threads, done });
  world.update(processes, process, { job: job.id, state: "running" });
}

/** Lets a process sleep: what it worked on is dropped, if it is not done already. */
export function stopOnCpu(world: World, process: number): void {
  const { job, state } = world.must(processes, process);
  if (job !== null) removeFlowJob(world, job);
  if (job !== null || state === "running")
    world.update(processes, process, { job: null, state: state === "running" ? "sleeping" : state });
}

/** What the processes of a group and those below it have had of the processors. Periods count while it has work and a limit. */
export function cpuStat(world: World, cgroup: number): CpuStat {
  const { flow, cpuPeriodUs } = world.must(cgroups, cgroup);
  const { served, heldMs, throttledMs, limitedMs } = flowCount(world, flow);
  return {
    usageUs: Math.floor(served * US_PER_MS),
    throttledUs: Math.floor(heldMs * US_PER_MS),
    nrPeriods: Math.floor((limitedMs * US_PER_MS) / cpuPeriodUs),
    nrThrottled: Math.floor((throttledMs * US_PER_MS) / cpuPeriodUs),
  };
}
