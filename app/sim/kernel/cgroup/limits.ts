/** Setting what a control group may use. */
import { changeFlowNode } from "../../core/flow";
import type { World } from "../../core/world";
import { countMemoryEvent, killForMemory } from "../memory/oom";
import { type Cgroup, cgroups } from "./table";

export type CgroupLimits = Pick<
  Cgroup,
  | "memoryMax"
  | "memoryHigh"
  | "memoryLow"
  | "swapMax"
  | "oomGroup"
  | "pidsMax"
  | "cpuQuotaUs"
  | "cpuPeriodUs"
  | "cpuWeight"
  | "cpus"
>;

/** Most processors at once that a quota and a set of processors let through; `null` for no limit. */
function processorsOf({ cpuQuotaUs, cpuPeriodUs, cpus }: CgroupLimits): number | null {
  const quota = cpuQuotaUs === null ? null : cpuQuotaUs / cpuPeriodUs;
  if (cpus === null || cpus.length === 0) return quota;
  return Math.min(cpus.length, quota ?? cpus.length);
}

/**
 * Sets limits of a group from this instant on. A memory.max below what the group uses kills its biggest processes until
 * it fits; pids.max below what it has ends nobody.
 */
export function setLimits(world: World, id: number, change: Partial<CgroupLimits>): void {
  const before = world.must(cgroups, id);
  const row = world.update(cgroups, id, change);
  const cap = processorsOf(row);
  if (cap !== processorsOf(before) || row.cpuWeight !== before.cpuWeight)
    changeFlowNode(world, row.flow, { cap, weight: row.cpuWeight });
  const { memoryMax } = row;
  if (memoryMax === null) return;
  for (let now = world.get(cgroups, id); now && now.memoryCurrent > memoryMax; now = world.get(cgroups, id)) {
    countMemoryEvent(world, id, "oom");
    if (!killForMemory(world, now)) return;
  }
}

/**
 * Freezes a group with all below it, or thaws it: its processes get no processor time meanwhile, and what they wait for
 * takes effect when they are thawed. A group below stays frozen if it was frozen itself. They can still be killed.
 */
export function freezeCgroup(world: World, id: number, frozen: boolean): void {
  const { flow } = world.update(cgroups, id, { frozen });
  changeFlowNode(world, flow, { frozen });
}
