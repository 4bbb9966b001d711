/** The rows that trees of shares are made of. What runs at the same rate is kept together, so that a change costs little. */
import type { Call } from "../events";
import { defineTable, type Row } from "../table";

/** What adds up over time at a node, in units (ms of processor time, bytes) or ms. */
export interface FlowCount {
  readonly served: number;
  /** What its jobs could have used within the caps of the node and those above and did not get, because others had it: steal in a VM. */
  readonly starved: number;
  /** Time during which the node's own cap held its jobs back, ms. */
  readonly throttledMs: number;
  /** Of that time, the part in which jobs that run at full speed would have had to stand still, ms. */
  readonly heldMs: number;
  /** Time during which it had jobs and a cap, ms. */
  readonly limitedMs: number;
}

export const NOTHING: FlowCount = { served: 0, starved: 0, throttledMs: 0, heldMs: 0, limitedMs: 0 };

/** A node of a tree of shares. Rates are in units per ms: a processor gives 1 ms of processor time per ms. */
export interface FlowNode extends Row {
  /** `null` for a root. */
  readonly parent: number | null;
  readonly weight: number;
  /** Most that the node gets, units per ms; for a root, its capacity; `null` for no cap. */
  readonly cap: number | null;
  /** Gets nothing for now. */
  readonly frozen: boolean;
  /** Jobs at the node itself. */
  readonly jobs: number;
  /** Nodes right below it that have jobs somewhere. */
  readonly busyChildren: number;
  /** Group that it is in while it has jobs somewhere. */
  readonly group: number | null;
  /** What it has had, less what its group had counted when it came in. */
  readonly account: FlowCount;
}

export const flowNodes = defineTable<FlowNode>()("flow-node", { parent: (row) => row.parent ?? undefined });

export interface FlowJob extends Row {
  readonly node: number;
  /** Units still to get when it came into its stream; `null` for an endless job. `remainingOf` tells what is left now. */
  readonly remaining: number | null;
  /** Most that the job gets, units per ms: a thread uses one processor at a time. `null` for no cap. */
  readonly cap: number | null;
  /** Made when the job has had its amount. */
  readonly done: Call | null;
  /** Stream that it is in; 0 for none yet. */
  readonly stream: number;
  /** What the stream's clock shows when the job is done. */
  readonly finish: number | null;
}

export const flowJobs = defineTable<FlowJob>()(
  "flow-job",
  { node: (row) => row.node },
  { finish: (row) => (row.stream === 0 || row.finish === null ? undefined : [row.stream, row.finish]) },
);

/**
 * Nodes of one parent that get the same: either all leaves with equal weights, caps and jobs, or one node by itself (one
 * that has nodes below it, or many jobs). Its counts are those of each member.
 */
export interface FlowGroup extends Row {
  /** Group of the parent node; 0 for a root's. */
  readonly parent: number;
  /** What its members have in common. */
  readonly kind: string;
  /** `${parent}/${kind}`. */
  readonly place: string;
  readonly weight: number;
  readonly cap: number | null;
  readonly frozen: boolean;
  readonly members: number;
  /** What each member has had at `at` since the group began, and what it gets per ms since then. */
  readonly count: FlowCount;
  readonly rate: FlowCount;
  /** Virtual ms. */
  readonly at: number;
}

export const flowGroups = defineTable<FlowGroup>()("flow-group", {
  parent: (row) => row.parent,
  place: (row) => row.place,
});

/** The jobs of a group's members that have the same cap, hence the same rate. */
export interface FlowStream extends Row {
  readonly group: number;
  readonly cap: number | null;
  /** Jobs in it, over all members. */
  readonly jobs: number;
  /** Units that each job would have had at `at` had it been there from the beginning; and per ms since then. */
  readonly clock: number;
  readonly rate: number;
  /** Virtual ms. */
  readonly at: number;
}

export const flowStreams = defineTable<FlowStream>()("flow-stream", { group: (row) => row.group });

/** What is known of a tree as a whole. */
export interface FlowTree extends Row {
  /** Its root. */
  readonly node: number;
  /** Something changed within this instant: the rates are to be worked out again before time goes on. */
  readonly dirty: boolean;
}

export const flowTrees = defineTable<FlowTree>()("flow-tree", { node: (row) => row.node });

/** An event on its way at which a tree looks for jobs that are done. */
export interface FlowWake extends Row {
  readonly tree: number;
  /** Virtual ms. */
  readonly at: number;
}

export const flowWakes = defineTable<FlowWake>()(
  "flow-wake",
  { tree: (row) => row.tree },
  { at: (row) => [row.tree, row.at] },
);

/** `count + rate · times`, part by part. */
export function plus(count: FlowCount, rate: FlowCount, times: number): FlowCount {
  return {
    served: count.served + rate.served * times,
    starved: count.starved + rate.starved * times,
    throttledMs: count.throttledMs + rate.throttledMs * times,
    heldMs: count.heldMs + rate.heldMs * times,
    limitedMs: count.limitedMs + rate.limitedMs * times,
  };
}

/** What each member of a group has had by `now`. */
export function countAt(group: FlowGroup, now: number): FlowCount {
  return now === group.at ? group.count : plus(group.count, group.rate, now - group.at);
}

/** What a stream's clock shows at `now`. */
export function clockAt(stream: FlowStream, now: number): number {
  return stream.clock + stream.rate * (now - stream.at);
}
