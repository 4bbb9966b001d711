/**
 * Sharing out a capacity (processor time, disk or network bandwidth) over virtual time. A tree of nodes with weights and
 * caps hangs under a root with a capacity; jobs at its nodes get their shares until they have had their amount.
 */
import type { Call } from "./events";
import type { Handlers } from "./handlers";
import { defineTable, type Row } from "./table";
import type { World } from "./world";

/** A node of a tree of shares. Rates are in units per ms: a processor gives 1 ms of processor time per ms. */
export interface FlowNode extends Row {
  /** `null` for a root. */
  readonly parent: number | null;
  readonly weight: number;
  /** Most that the node gets, units per ms; for a root, its capacity; `null` for no cap. */
  readonly cap: number | null;
  /** Gets nothing for now. */
  readonly frozen: boolean;
}

export const flowNodes = defineTable<FlowNode>()("flow-node", { parent: (row) => row.parent ?? undefined });

export interface FlowJob extends Row {
  readonly node: number;
  /** Units still to get when the job was last settled; `null` for an endless job. */
  readonly remaining: number | null;
  /** Most that the job gets, units per ms: a thread uses one processor at a time. `null` for no cap. */
  readonly cap: number | null;
  /** Made when the job has had its amount. */
  readonly done: Call | null;
}

export const flowJobs = defineTable<FlowJob>()("flow-job", { node: (row) => row.node });

/** What a node has had since it was made, in units (ms of processor time, bytes). */
export interface FlowCount {
  readonly served: number;
  /** What its jobs could have used within the node's own cap and did not get, because others had it: steal in a VM. */
  readonly starved: number;
  /** Time during which the node's own cap held its jobs back, ms. */
  readonly throttledMs: number;
}

declare function notYet(): never;

export function addFlowNode(_world: World, _node: Omit<FlowNode, "id" | "frozen">): FlowNode {
  return notYet();
}
export function changeFlowNode(_world: World, _id: number, _change: Partial<Omit<FlowNode, "id">>): void {
  return notYet();
}
export function removeFlowNode(_world: World, _id: number): void {
  return notYet();
}
export function addFlowJob(_world: World, _job: Omit<FlowJob, "id">): FlowJob {
  return notYet();
}
export function removeFlowJob(_world: World, _id: number): void {
  return notYet();
}
export function moveFlowJob(_world: World, _id: number, _node: number): void {
  return notYet();
}
export function remainingOf(_world: World, _job: number): number | null {
  return notYet();
}
export function jobRate(_world: World, _job: number): number {
  return notYet();
}
export function nodeRate(_world: World, _node: number): number {
  return notYet();
}
export function flowCount(_world: World, _node: number): FlowCount {
  return notYet();
}
export const flowHandlers: Handlers = {};
