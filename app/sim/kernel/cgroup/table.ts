/** Control groups (version 2): a tree of groups of processes that share limits and accounts. */
import { defineTable, type Row } from "../../core/table";

export interface Cgroup extends Row {
  readonly kernel: number;
  /** 0 for the root. */
  readonly parent: number;
  /** Last part of its path; empty for the root. */
  readonly name: string;
  /** Bytes; `null` is `max`. */
  readonly memoryMax: number | null;
  readonly memoryHigh: number | null;
  readonly memoryLow: number;
  readonly swapMax: number | null;
  /** Bytes charged to this group and those below it. */
  readonly memoryCurrent: number;
  readonly memoryPeak: number;
  readonly memoryEvents: {
    readonly low: number;
    readonly high: number;
    readonly max: number;
    readonly oom: number;
    readonly oomKill: number;
    readonly oomGroupKill: number;
  };
  /** `memory.oom.group`: an OOM kill takes the whole group. */
  readonly oomGroup: boolean;
  /** Processes; `null` is `max`. */
  readonly pidsMax: number | null;
  /** Processes in this group and those below it. */
  readonly pidsCurrent: number;
  readonly pidsPeak: number;
  /** Times that a fork was refused because of this group's limit. */
  readonly pidsEvents: number;
  /** Microseconds of processor time per period; `null` is `max`. */
  readonly cpuQuotaUs: number | null;
  readonly cpuPeriodUs: number;
  /** 1–10000; 100 by default. */
  readonly cpuWeight: number;
  /** `cpuset.cpus`: processors that it may use; `null` for all. */
  readonly cpus: readonly number[] | null;
  readonly frozen: boolean;
  /** `cgroup.subtree_control`: controllers that the groups right below have. */
  readonly subtree: readonly string[];
  /** Flow node that its processes' work hangs under. */
  readonly flow: number;
}

export const cgroups = defineTable<Cgroup>()("cgroup", {
  kernel: (row) => row.kernel,
  parent: (row) => row.parent,
  /** Roots, by kernel. */
  root: (row) => (row.parent === 0 ? row.kernel : undefined),
  /** By `${parent}/${name}`. */
  path: (row) => `${row.parent}/${row.name}`,
});
