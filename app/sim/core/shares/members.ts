/** Which nodes and jobs are reckoned together. */
import { MAX_ALIKE_JOBS } from "../limits";
import type { World } from "../world";
import {
  clockAt,
  countAt,
  type FlowJob,
  type FlowNode,
  flowGroups,
  flowJobs,
  flowNodes,
  flowStreams,
  NOTHING,
  plus,
} from "./tables";

/** Nodes of the same parent and kind get the same. A node with nodes below it or with many jobs is a kind of its own. */
function kindOf(world: World, node: FlowNode): string | null {
  if (node.jobs + node.busyChildren === 0) return null;
  const alone =
    node.parent === null ||
    node.jobs > MAX_ALIKE_JOBS ||
    world.first(flowNodes, "parent", node.id) !== undefined;
  if (alone) return `node ${node.id}`;
  const caps = world.find(flowJobs, "node", node.id).map(({ cap }) => String(cap));
  return `${node.weight} ${node.cap} ${node.frozen} ${caps.sort().join(" ")}`;
}

function joinStream(world: World, job: FlowJob, group: number): void {
  const { now } = world;
  const stream =
    world.find(flowStreams, "group", group).find(({ cap }) => cap === job.cap) ??
    world.insert(flowStreams, { group, cap: job.cap, jobs: 0, clock: 0, rate: 0, at: now });
  world.update(flowStreams, stream.id, { jobs: stream.jobs + 1 });
  const finish = job.remaining === null ? null : clockAt(stream, now) + job.remaining;
  world.update(flowJobs, job.id, { stream: stream.id, finish });
}

/** What a job still has to get at this instant; `null` for an endless one. */
export function leftOf(world: World, { stream, finish, remaining }: FlowJob): number | null {
  if (stream === 0 || finish === null) return remaining;
  return Math.max(0, finish - clockAt(world.must(flowStreams, stream), world.now));
}

function leaveStream(world: World, job: FlowJob): void {
  if (job.stream === 0) return;
  world.update(flowJobs, job.id, { remaining: leftOf(world, job), stream: 0, finish: null });
  const { jobs } = world.must(flowStreams, job.stream);
  if (jobs === 1) world.remove(flowStreams, job.stream);
  else world.update(flowStreams, job.stream, { jobs: jobs - 1 });
}

function enter(world: World, id: number, kind: string): void {
  const node = world.must(flowNodes, id);
  const parent = node.parent === null ? 0 : (world.must(flowNodes, node.parent).group ?? 0);
  const place = `${parent}/${kind}`;
  const { weight, cap, frozen } = node;
  const { now } = world;
  const group =
    world.first(flowGroups, "place", place) ??
    world.insert(flowGroups, {
      ...{ parent, kind, place, weight, cap, frozen },
      members: 0,
      count: NOTHING,
      rate: NOTHING,
      at: now,
    });
  world.update(flowGroups, group.id, { members: group.members + 1 });
  world.update(flowNodes, id, { group: group.id, account: plus(node.account, countAt(group, now), -1) });
  for (const job of world.find(flowJobs, "node", id)) joinStream(world, job, group.id);
}

function leave(world: World, node: FlowNode, from: number): void {
  const group = world.must(flowGroups, from);
  for (const job of world.find(flowJobs, "node", node.id)) leaveStream(world, job);
  const account = plus(node.account, countAt(group, world.now), 1);
  world.update(flowNodes, node.id, { group: null, account });
  if (group.members === 1) world.remove(flowGroups, from);
  else world.update(flowGroups, from, { members: group.members - 1 });
}

/** Tells a parent that one more or one fewer of the nodes below it has jobs. */
function countBusy(world: World, parent: number | null, change: number): void {
  if (parent === null) return;
  const { busyChildren } = world.must(flowNodes, parent);
  world.update(flowNodes, parent, { busyChildren: busyChildren + change });
  regroup(world, parent);
}

/** Puts a node where it belongs after it changed, and those above it where they belong then. */
export function regroup(world: World, id: number): void {
  const node = world.must(flowNodes, id);
  const { parent, weight, cap, frozen } = node;
  const before = node.group === null ? undefined : world.must(flowGroups, node.group);
  const kind = kindOf(world, node);
  if (before === undefined && kind === null) return;
  if (before?.kind === kind) {
    if (before.weight !== weight || before.cap !== cap || before.frozen !== frozen)
      world.update(flowGroups, before.id, { weight, cap, frozen });
    return;
  }
  if (before !== undefined) leave(world, node, before.id);
  else countBusy(world, parent, 1);
  if (kind !== null) enter(world, id, kind);
  else countBusy(world, parent, -1);
}

/** Hangs a node with all below it under another parent, possibly of another tree. */
export function rehang(world: World, id: number, parent: number): void {
  const node = world.must(flowNodes, id);
  const group = node.group === null ? undefined : world.must(flowGroups, node.group);
  const alone = group?.kind === `node ${id}`;
  if (group !== undefined && !alone) leave(world, node, group.id);
  world.update(flowNodes, id, { parent });
  regroup(world, parent);
  if (group !== undefined) {
    countBusy(world, parent, 1);
    if (alone) {
      const above = world.must(flowNodes, parent).group ?? 0;
      world.update(flowGroups, group.id, { parent: above, place: `${above}/${group.kind}` });
    } else enter(world, id, group.kind);
    countBusy(world, node.parent, -1);
  } else if (node.parent !== null) regroup(world, node.parent);
}

/** Lets a job begin to get its share at its node. */
export function placeJob(world: World, id: number): void {
  const { node: at } = world.must(flowJobs, id);
  const { jobs } = world.must(flowNodes, at);
  world.update(flowNodes, at, { jobs: jobs + 1 });
  regroup(world, at);
  const job = world.must(flowJobs, id);
  const { group } = world.must(flowNodes, at);
  if (job.stream === 0 && group !== null) joinStream(world, job, group);
}

/** A job of a node less: those above it are put where they belong. */
function uncount(world: World, id: number): void {
  const { jobs } = world.must(flowNodes, id);
  world.update(flowNodes, id, { jobs: jobs - 1 });
  regroup(world, id);
}

/** Takes a job from its node and forgets it; nobody is called. */
export function clearJob(world: World, id: number): void {
  const job = world.must(flowJobs, id);
  leaveStream(world, job);
  world.remove(flowJobs, id);
  uncount(world, job.node);
}

/** Takes a job with what is left of it to another node. */
export function shiftJob(world: World, id: number, node: number): void {
  const job = world.must(flowJobs, id);
  leaveStream(world, job);
  world.update(flowJobs, id, { node });
  uncount(world, job.node);
  placeJob(world, id);
}
