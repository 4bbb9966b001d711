/**
 * Sharing out a capacity (processor time, disk or network bandwidth) over virtual time. A tree of nodes with weights and
 * caps hangs under a root with a capacity; jobs at its nodes get their shares until they have had their amount. What one
 * cannot use goes to the others.
 */
import { clearJob, leftOf, placeJob, regroup, rehang, shiftJob } from "./shares/members";
import { flowHandlers, markDirty, rootGroup, treeOf } from "./shares/settle";
import { JOB_WEIGHT, type Solution, solve } from "./shares/solve";
import {
  countAt,
  type FlowCount,
  type FlowJob,
  type FlowNode,
  flowGroups,
  flowJobs,
  flowNodes,
  flowStreams,
  flowTrees,
  flowWakes,
  NOTHING,
  plus,
} from "./shares/tables";
import type { World } from "./world";

export { type FlowCount, type FlowJob, type FlowNode, flowHandlers, flowJobs, flowNodes, JOB_WEIGHT };

/** What a person of the room above says of a new job. */
type JobSpec = Pick<FlowJob, "node" | "remaining" | "cap" | "done">;

function check(weight: number, cap: number | null, root: boolean): void {
  if (!(weight > 0) || (cap !== null && !(cap >= 0)) || (root && cap === null))
    throw new Error(`a flow node with weight ${weight} and cap ${cap}`);
}

/**
 * Adds a node below another, or (`parent` null) the root of a new tree, whose cap is its capacity in units per ms.
 * Throws for a weight that is not positive, a negative cap, or a root without capacity.
 */
export function addFlowNode(world: World, spec: Pick<FlowNode, "parent" | "weight" | "cap">): FlowNode {
  const { parent, weight, cap } = spec;
  check(weight, cap, parent === null);
  const node = world.insert(flowNodes, {
    ...{ parent, weight, cap },
    frozen: false,
    jobs: 0,
    busyChildren: 0,
    group: null,
    account: NOTHING,
  });
  if (parent === null) world.insert(flowTrees, { node: node.id, dirty: false });
  else {
    const before = world.must(flowNodes, parent).group;
    regroup(world, parent);
    if (before !== null) markDirty(world, parent);
  }
  return node;
}

/** Changes a node's weight, cap or frozenness from now on, or hangs it (with all below it) under another parent. */
export function changeFlowNode(
  world: World,
  id: number,
  change: Partial<Pick<FlowNode, "parent" | "weight" | "cap" | "frozen">>,
): void {
  const before = world.must(flowNodes, id);
  const { parent = before.parent, ...rest } = change;
  const { weight, cap } = world.update(flowNodes, id, rest);
  check(weight, cap, parent === null);
  regroup(world, id);
  markDirty(world, id);
  if (parent === before.parent) return;
  if (parent === null || before.parent === null)
    throw new Error(`flow node ${id} cannot become or stop being a root`);
  rehang(world, id, parent);
  markDirty(world, id);
}

/** Removes a node with all nodes and jobs below it; nobody is called. Removing none is no error. */
export function removeFlowNode(world: World, id: number): void {
  const node = world.get(flowNodes, id);
  if (node === undefined) return;
  const tree = treeOf(world, id);
  for (const below of world.find(flowNodes, "parent", id)) removeFlowNode(world, below.id);
  for (const job of world.find(flowJobs, "node", id)) removeFlowJob(world, job.id);
  world.remove(flowNodes, id);
  if (node.parent !== null) {
    regroup(world, node.parent);
    markDirty(world, node.parent);
    return;
  }
  for (const wake of world.find(flowWakes, "tree", tree.id)) world.remove(flowWakes, wake.id);
  world.remove(flowTrees, tree.id);
}

/** Starts a job at a node: `done` is called when it has had `remaining` units. */
export function addFlowJob(world: World, { node, remaining, cap, done }: JobSpec): FlowJob {
  if ((remaining !== null && !(remaining >= 0)) || (cap !== null && !(cap > 0)))
    throw new Error(`a flow job of ${remaining} units with cap ${cap}`);
  const { id } = world.insert(flowJobs, { node, remaining, cap, done, stream: 0, finish: null });
  placeJob(world, id);
  markDirty(world, node);
  return world.must(flowJobs, id);
}

/** Ends a job before its time; nobody is called. Removing none is no error. */
export function removeFlowJob(world: World, id: number): void {
  const job = world.get(flowJobs, id);
  if (job === undefined) return;
  clearJob(world, id);
  markDirty(world, job.node);
}

/** Lets a job go on at another node, perhaps of another tree, with what it still has to get. */
export function moveFlowJob(world: World, id: number, node: number): void {
  const job = world.must(flowJobs, id);
  if (job.node === node) return;
  shiftJob(world, id, node);
  markDirty(world, job.node);
  markDirty(world, node);
}

/** What a job still has to get, units; `null` for an endless job. */
export function remainingOf(world: World, job: number): number | null {
  return leftOf(world, world.must(flowJobs, job));
}

/** Rates as they are from this instant on, also if something changed within it. */
function ratesNow(world: World, node: number): Solution | undefined {
  const tree = treeOf(world, node);
  const root = tree.dirty ? rootGroup(world, tree) : undefined;
  return root && solve(world, root);
}

/** What a job gets now, units per ms. */
export function jobRate(world: World, job: number): number {
  const { node, stream } = world.must(flowJobs, job);
  const changed = ratesNow(world, node)?.streams.find(([{ id }]) => id === stream);
  return changed?.[1] ?? world.must(flowStreams, stream).rate;
}

/** What a node with all below it gets now, units per ms. */
export function nodeRate(world: World, node: number): number {
  const { group } = world.must(flowNodes, node);
  if (group === null) return 0;
  const changed = ratesNow(world, node)?.groups.find(([{ id }]) => id === group);
  return (changed?.[1] ?? world.must(flowGroups, group).rate).served;
}

/** What a node with all below it has had since it was made. */
export function flowCount(world: World, node: number): FlowCount {
  const { group, account } = world.must(flowNodes, node);
  return group === null ? account : plus(account, countAt(world.must(flowGroups, group), world.now), 1);
}
