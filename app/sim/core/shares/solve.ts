/** Works out who gets how much: weighted shares, filled like water into vessels that stand side by side. */
import type { World } from "../world";
import { type FlowCount, type FlowGroup, type FlowStream, flowGroups, flowStreams, NOTHING } from "./tables";

/** Weight of a job beside nodes: that of a control group by default, as in Linux. */
export const JOB_WEIGHT = 100;

/** A group with what is below it. */
interface Branch {
  readonly group: FlowGroup;
  readonly streams: readonly FlowStream[];
  readonly branches: readonly Branch[];
  /** What a member's jobs could use, units per ms; infinite for jobs without a cap. */
  readonly wants: number;
  /** Of that, what its own cap lets through. */
  readonly limit: number;
}

/** Something that gets a share: `count` alike, each with a weight and the most that it takes. */
export interface Vessel {
  readonly weight: number;
  readonly limit: number;
  readonly count: number;
}

/** Rates per ms of a tree's groups (for each member) and streams (for each job). */
export interface Solution {
  readonly groups: readonly (readonly [FlowGroup, FlowCount])[];
  readonly streams: readonly (readonly [FlowStream, number])[];
}

/**
 * Level up to which vessels fill when `amount` is poured into them: each then holds `min(weight · level, limit)`. What one
 * cannot hold goes to the others. Infinite when all are full.
 */
export function fillLevel(vessels: readonly Vessel[], amount: number): number {
  const sorted = [...vessels].sort((a, b) => {
    const fullA = a.limit / a.weight;
    const fullB = b.limit / b.weight;
    return fullA < fullB ? -1 : fullA > fullB ? 1 : 0;
  });
  let weights = 0;
  const weightFrom = sorted.map(() => 0);
  for (let at = sorted.length - 1; at >= 0; at--) {
    const vessel = sorted[at];
    if (vessel) weights += vessel.weight * vessel.count;
    weightFrom[at] = weights;
  }
  let left = amount;
  for (const [at, { weight, limit, count }] of sorted.entries()) {
    const level = left / (weightFrom[at] ?? 1);
    if (limit > level * weight) return level;
    left = Math.max(0, left - limit * count);
  }
  return Number.POSITIVE_INFINITY;
}

/** The groups below a group, itself first, and their streams. */
export function walk(
  world: World,
  root: FlowGroup,
): { readonly groups: readonly FlowGroup[]; readonly streams: readonly FlowStream[] } {
  const groups: FlowGroup[] = [root];
  const streams: FlowStream[] = [];
  for (const group of groups) {
    streams.push(...world.find(flowStreams, "group", group.id));
    groups.push(...world.find(flowGroups, "parent", group.id));
  }
  return { groups, streams };
}

function branchOf(world: World, group: FlowGroup): Branch {
  const streams = world.find(flowStreams, "group", group.id);
  const branches = world.find(flowGroups, "parent", group.id).map((below) => branchOf(world, below));
  let wants = 0;
  for (const { jobs, cap } of streams) wants += (jobs / group.members) * (cap ?? Number.POSITIVE_INFINITY);
  for (const { group: below, limit } of branches) if (limit > 0) wants += below.members * limit;
  const limit = group.frozen ? 0 : Math.min(wants, group.cap ?? wants);
  return { group, streams, branches, wants, limit };
}

/** What a member gets per ms when it is given `amount` and nothing above it lets more than `ceiling` through. */
function rateOf({ group, wants }: Branch, amount: number, ceiling: number): FlowCount {
  if (group.frozen || ceiling === 0) return NOTHING;
  const { cap } = group;
  const throttled = cap !== null && wants > cap && amount >= cap;
  return {
    served: amount,
    starved: Math.max(0, Math.min(wants, ceiling) - amount),
    throttledMs: throttled ? 1 : 0,
    heldMs: throttled ? 1 - cap / wants : 0,
    limitedMs: cap === null ? 0 : 1,
  };
}

/** Shares out a root's capacity among all that is below it. Changes nothing. */
export function solve(world: World, root: FlowGroup): Solution {
  const groups: [FlowGroup, FlowCount][] = [];
  const streams: [FlowStream, number][] = [];
  const share = (branch: Branch, amount: number, above: number): void => {
    const { group } = branch;
    const ceiling = group.frozen ? 0 : Math.min(above, group.cap ?? above);
    groups.push([group, rateOf(branch, amount, ceiling)]);
    const level = fillLevel(
      [
        ...branch.streams.map(({ cap, jobs }) => ({
          weight: JOB_WEIGHT,
          limit: cap ?? Number.POSITIVE_INFINITY,
          count: jobs / group.members,
        })),
        ...branch.branches.map(({ group: below, limit }) => ({
          weight: below.weight,
          limit,
          count: below.members,
        })),
      ],
      amount,
    );
    for (const stream of branch.streams)
      streams.push([stream, Math.min(JOB_WEIGHT * level, stream.cap ?? Number.POSITIVE_INFINITY)]);
    for (const below of branch.branches)
      share(below, Math.min(below.group.weight * level, below.limit), ceiling);
  };
  const whole = branchOf(world, root);
  share(whole, whole.limit, Number.POSITIVE_INFINITY);
  return { groups, streams };
}
