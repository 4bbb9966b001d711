/**
 * When rates change and jobs are done. Changes of one instant are settled together at its end; between instants all rates
 * stand still, so that counts and clocks can be read off at any time without writing anything.
 */
import { defineEvent } from "../events";
import { type Handlers, handler } from "../handlers";
import { FLOW_TOLERANCE_MS } from "../limits";
import type { World } from "../world";
import { clearJob } from "./members";
import { solve, walk } from "./solve";
import {
  clockAt,
  countAt,
  type FlowCount,
  type FlowGroup,
  type FlowJob,
  type FlowStream,
  type FlowTree,
  flowGroups,
  flowJobs,
  flowNodes,
  flowStreams,
  flowTrees,
  flowWakes,
} from "./tables";

const settleDue = defineEvent<{ readonly tree: number }>("flow.settle");
const jobsDue = defineEvent<{ readonly wake: number }>("flow.due");

/** Rounding that a sum of doubles may have gathered, relative to the sum. */
const ROUNDING = Number.EPSILON * 2 * 2;

/** The tree that a node belongs to. */
export function treeOf(world: World, node: number): FlowTree {
  let row = world.must(flowNodes, node);
  while (row.parent !== null) row = world.must(flowNodes, row.parent);
  const tree = world.first(flowTrees, "node", row.id);
  if (tree === undefined) throw new Error(`flow node ${row.id} is the root of no tree`);
  return tree;
}

/** Group of a tree's root; `undefined` while there are no jobs. */
export function rootGroup(world: World, tree: FlowTree): FlowGroup | undefined {
  const { group } = world.must(flowNodes, tree.node);
  return group === null ? undefined : world.must(flowGroups, group);
}

/** Has a tree's rates worked out again before time goes on. */
export function markDirty(world: World, node: number): void {
  const tree = treeOf(world, node);
  if (tree.dirty) return;
  world.update(flowTrees, tree.id, { dirty: true });
  world.after(0, settleDue, { tree: tree.id });
}

function sameRate(a: FlowCount, b: FlowCount): boolean {
  return (
    a.served === b.served &&
    a.starved === b.starved &&
    a.throttledMs === b.throttledMs &&
    a.heldMs === b.heldMs &&
    a.limitedMs === b.limitedMs
  );
}

function settle(world: World, tree: FlowTree): void {
  const { now } = world;
  world.update(flowTrees, tree.id, { dirty: false });
  const root = rootGroup(world, tree);
  if (root === undefined) return;
  const { groups, streams } = solve(world, root);
  for (const [group, rate] of groups)
    if (!sameRate(group.rate, rate))
      world.update(flowGroups, group.id, { count: countAt(group, now), rate, at: now });
  const settled = streams.map(([stream, rate]) =>
    stream.rate === rate
      ? stream
      : world.update(flowStreams, stream.id, { clock: clockAt(stream, now), rate, at: now }),
  );
  wakeFor(world, tree.id, settled);
}

/** Sees to it that the tree looks again when the next of its jobs is done. */
function wakeFor(world: World, tree: number, streams: readonly FlowStream[]): void {
  const { now } = world;
  let delay = Number.POSITIVE_INFINITY;
  for (const stream of streams) {
    if (stream.rate === 0) continue;
    const finish = world.lowestBy(flowJobs, "finish", stream.id)?.finish ?? null;
    if (finish !== null) delay = Math.min(delay, Math.max(0, (finish - clockAt(stream, now)) / stream.rate));
  }
  if (delay === Number.POSITIVE_INFINITY) return;
  const next = world.lowestBy(flowWakes, "at", tree);
  if (next !== undefined && next.at <= now + delay) return;
  const wake = world.insert(flowWakes, { tree, at: now + delay });
  world.after(delay, jobsDue, { wake: wake.id });
}

function dueJobs(world: World, streams: readonly FlowStream[]): FlowJob[] {
  const { now } = world;
  const tolerance = Math.max(FLOW_TOLERANCE_MS, now * ROUNDING);
  const due: FlowJob[] = [];
  for (const stream of streams) {
    if (stream.rate === 0) continue;
    const clock = clockAt(stream, now);
    due.push(
      ...world.upTo(flowJobs, "finish", stream.id, clock + stream.rate * tolerance + clock * ROUNDING),
    );
  }
  return due.sort((a, b) => a.id - b.id);
}

function wakeUp(world: World, id: number): void {
  const wake = world.get(flowWakes, id);
  if (wake === undefined) return;
  world.remove(flowWakes, id);
  const tree = world.must(flowTrees, wake.tree);
  const root = rootGroup(world, tree);
  if (root === undefined) return;
  const { streams } = walk(world, root);
  const due = dueJobs(world, streams);
  // Calls go out before the rates are settled: whoever begins the next job at once saves a round.
  for (const { done } of due) if (done !== null) world.callAfter(0, done);
  for (const { id: job, node } of due) {
    clearJob(world, job);
    markDirty(world, node);
  }
  if (due.length === 0 && !tree.dirty) wakeFor(world, tree.id, streams);
}

export const flowHandlers: Handlers = {
  ...handler(settleDue, (world, { tree: id }) => {
    const tree = world.get(flowTrees, id);
    if (tree?.dirty) settle(world, tree);
  }),
  ...handler(jobsDue, (world, { wake }) => wakeUp(world, wake)),
};
