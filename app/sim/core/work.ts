/**
 * Work: steps that follow one another and take time: a boot, a pull, the start of a container. Each step waits, or uses
 * processor time, disk or network from a shared capacity, and belongs to a phase that is put on record.
 */

import { type Call, call as callTo, defineEvent } from "./events";
import { addFlowJob, moveFlowJob, removeFlowJob } from "./flow";
import { type Handlers, handler } from "./handlers";
import { defineTable, type Row } from "./table";
import type { World } from "./world";

/** What a step takes: time that passes whatever else happens (ms), processor time (ms), or bytes to disk or network. */
export interface Step {
  readonly phase: string;
  readonly use: "wait" | "cpu" | "disk" | "net";
  /** ms for `wait` and `cpu`, bytes for `disk` and `net`. */
  readonly amount: number;
  /** Threads that share a `cpu` step; 1 if left out. */
  readonly threads?: number;
}

/** Where work gets its shares from: nodes of flow trees. */
export interface Shares {
  readonly cpu: number;
  readonly disk: number;
  readonly net: number;
}

export interface Work extends Row {
  /** Layer whose phases these are. */
  readonly layer: string;
  /** Who pauses and cancels it: the identifier of a machine or process row. */
  readonly owner: number;
  readonly steps: readonly Step[];
  /** Index of the step at work. */
  readonly at: number;
  readonly shares: Shares;
  /** Flow job of the step at work, if it uses a capacity. */
  readonly job: number | null;
  /** When a waiting step ends, virtual ms; while paused, the ms that are left. */
  readonly until: number | null;
  readonly paused: boolean;
  readonly phase: number | null;
  /** Made when the last step is done. */
  readonly done: Call | null;
}

export const works = defineTable<Work>()("work", {
  owner: (row) => row.owner,
  layer: (row) => row.layer,
});

/** A phase that a layer went through, or is in. */
export interface Phase extends Row {
  readonly layer: string;
  readonly name: string;
  /** Virtual ms. */
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export const phases = defineTable<Phase>()("phase", { layer: (row) => row.layer });

const stepDue = defineEvent<{ readonly work: number; readonly at: number }>("work.step");

/** Starts work; its first step begins now. Phases that the layer has gone through before are forgotten. */
export function startWork(
  world: World,
  work: Pick<Work, "layer" | "owner" | "steps" | "shares" | "done">,
): Work {
  for (const old of world.find(phases, "layer", work.layer))
    if (old.endedAt !== null) world.remove(phases, old.id);
  const row = world.insert(works, { ...work, at: -1, job: null, until: null, paused: false, phase: null });
  next(world, row.id);
  return row;
}

/** Ends work before its time; nobody is called. The phase it was in ends now. */
export function cancelWork(world: World, id: number): void {
  const work = world.get(works, id);
  if (work === undefined) return;
  if (work.job !== null) removeFlowJob(world, work.job);
  if (work.phase !== null) world.update(phases, work.phase, { endedAt: world.now });
  world.remove(works, id);
}

/** Holds the waiting steps of an owner's work; what it uses of a capacity is held by freezing its nodes. */
export function pauseWork(world: World, owner: number): void {
  for (const work of world.find(works, "owner", owner))
    if (!work.paused)
      world.update(works, work.id, {
        paused: true,
        until: work.until === null ? null : work.until - world.now,
      });
}

/** Lets paused work go on where it was. */
export function resumeWork(world: World, owner: number): void {
  for (const work of world.find(works, "owner", owner)) {
    if (!work.paused) continue;
    world.update(works, work.id, { paused: false });
    if (work.until !== null) wait(world, work.id, work.until);
  }
}

/** Lets work get its shares elsewhere: a container's start is charged to its own group once that exists. */
export function moveWork(world: World, id: number, shares: Shares): void {
  const work = world.must(works, id);
  world.update(works, id, { shares });
  const use = work.steps[work.at]?.use;
  if (work.job !== null && use !== undefined && use !== "wait") moveFlowJob(world, work.job, shares[use]);
}

function wait(world: World, id: number, ms: number): void {
  const { at } = world.update(works, id, { until: world.now + ms });
  world.after(ms, stepDue, { work: id, at });
}

function next(world: World, id: number): void {
  const { at: before, steps, layer, shares, phase, done } = world.must(works, id);
  const at = before + 1;
  const step = steps[at];
  if (step?.phase !== steps[before]?.phase || before < 0) {
    if (phase !== null) world.update(phases, phase, { endedAt: world.now });
    const opened =
      step && world.insert(phases, { layer, name: step.phase, startedAt: world.now, endedAt: null });
    world.update(works, id, { phase: opened?.id ?? null });
  }
  if (step === undefined) {
    world.remove(works, id);
    if (done !== null) world.callAfter(0, done);
    return;
  }
  world.update(works, id, { at, job: null, until: null });
  if (step.use === "wait") {
    wait(world, id, step.amount);
    return;
  }
  const threads = step.use === "cpu" ? (step.threads ?? 1) : null;
  const job = addFlowJob(world, {
    node: shares[step.use],
    remaining: step.amount,
    cap: threads,
    done: callTo(stepDue, { work: id, at }),
  });
  world.update(works, id, { job: job.id });
}

export const workHandlers: Handlers = handler(stepDue, (world, { work: id, at }) => {
  const work = world.get(works, id);
  if (work === undefined || work.at !== at) return;
  // A wait that was paused, and perhaps begun again, is over only when its own time has come.
  if (work.until !== null && (work.paused || work.until > world.now)) return;
  next(world, id);
});
