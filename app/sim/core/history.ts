/**
 * The history of a world: what it began as, the log of what was done to it, and when. The log is the world's identity:
 * any moment is a replay of it, from the nearest checkpoint.
 */
import { FIRST_ROWS_BETWEEN_CHECKPOINTS, MAX_CHECKPOINT_ROWS, MAX_CHECKPOINTS } from "./limits";
import { ok, type Refusal, type Result, refuse } from "./result";
import type { World } from "./world";

/** What was done, when, and what led to it: a typed line, a click, a step of a lesson. */
export interface LogEntry<C> {
  /** Virtual ms, never less than that of the entry before. */
  readonly at: number;
  readonly command: C;
  /** Entries with equal, neighbouring causes are one act: undone and redone together. */
  readonly cause: Cause;
}

export interface Cause {
  readonly by: "scenario" | "click" | "typed" | "lesson";
  /** What the person did, as they would recognise it: the line, the button's name. */
  readonly text: string;
  /** Tells apart the acts of one kind and text: counts up. */
  readonly act: number;
}

/** How a kind of world begins, is changed, and goes on. */
export interface Rules<C> {
  /** A world at time 0. */
  begin(): World;
  /** Carries a command out, with all that follows within the same instant. A refusal leaves the world as it was. */
  carryOut(world: World, command: C, cause: number): Result<unknown>;
  /** Lets time pass until `to` (virtual ms). */
  advance(world: World, to: number): void;
}

interface Checkpoint {
  /** Entries of the log that it includes. */
  readonly entries: number;
  readonly world: World;
  /** Rows written since the checkpoint before it. */
  readonly rows: number;
}

/** A refusal on replay: the log does not fit the world. */
export interface ReplayFault {
  /** Index in the log. */
  readonly entry: number;
  readonly refusal: Refusal;
}

export class History<C> {
  readonly #rules: Rules<C>;
  #log: LogEntry<C>[] = [];
  #redo: LogEntry<C>[][] = [];
  /** Sorted by `entries`; the first is the beginning. */
  #checkpoints: Checkpoint[] = [];
  /** The present. */
  #world: World;
  /** Entries that the present includes. */
  #entries = 0;
  #writtenAtCheckpoint: number;
  #entriesBetween = 1;
  #rowsBetween = FIRST_ROWS_BETWEEN_CHECKPOINTS;
  /** The moment last looked at: scrubbing mostly goes on from there. */
  #glimpse: { entries: number; world: World } | undefined;

  /** A history that has just begun. `log` must have been accepted by `replay`. */
  constructor(rules: Rules<C>) {
    this.#rules = rules;
    this.#world = rules.begin();
    this.#checkpoints.push({ entries: 0, world: this.#world.clone(), rows: 0 });
    this.#writtenAtCheckpoint = this.#world.written;
  }

  /** A history from a log. A command that is refused on the way is a fault of the log. */
  static replay<C>(rules: Rules<C>, log: readonly LogEntry<C>[]): History<C> | ReplayFault {
    const history = new History(rules);
    for (const [index, entry] of log.entries()) {
      history.advance(entry.at);
      const result = history.follow(entry);
      if (!result.ok) return { entry: index, refusal: result.refusal };
    }
    return history;
  }

  /** The present. To be read, not changed. */
  get world(): World {
    return this.#world;
  }

  get now(): number {
    return this.#world.now;
  }

  /** What was done up to now. */
  get log(): readonly LogEntry<C>[] {
    return this.#log;
  }

  get canUndo(): boolean {
    return this.#log.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** Number of checkpoints kept, the beginning included. */
  get checkpoints(): number {
    return this.#checkpoints.length;
  }

  /** Lets time pass until `to` (virtual ms); the past stays where it is. */
  advance(to: number): void {
    for (let next = this.#world.nextAt; next !== undefined && next <= to; next = this.#world.nextAt) {
      this.#rules.advance(this.#world, next);
      this.#keep();
    }
    if (to > this.now) this.#rules.advance(this.#world, to);
  }

  /** Does something now. What was undone can't be redone afterwards. A refusal leaves everything as it was. */
  dispatch(command: C, cause: Cause): Result<unknown> {
    const result = this.#do({ at: this.now, command, cause });
    if (result.ok) this.#redo = [];
    return result;
  }

  /** Does what was written down beforehand, now, which is its time; what was undone can still be redone. */
  follow(entry: LogEntry<C>): Result<unknown> {
    return this.#do(entry);
  }

  /** The world as it was at `time` (virtual ms, not after now): a copy, to be read. */
  at(time: number): World {
    if (time >= this.now) return this.#world;
    const entries = countUntil(this.#log, time);
    const world = this.#before(entries, time);
    this.#rules.advance(world, time);
    this.#glimpse = { entries, world: world.clone() };
    return world;
  }

  /** Takes back the last act: the world is as it was just before, at that time. @param kept leading entries that stay */
  undo(kept = 0): Result<readonly LogEntry<C>[]> {
    const last = this.#log.at(-1);
    if (last === undefined || this.#log.length <= kept)
      return refuse("nothing-to-undo", "nothing to undo", "nothing has been done yet");
    let first = this.#log.length - 1;
    while (first > kept && sameAct(this.#log[first - 1]?.cause, last.cause)) first--;
    const undone = this.#log.slice(first);
    this.#goBack(first, undone[0]?.at ?? 0);
    this.#redo.push(undone);
    return ok(undone);
  }

  /** Does the act again that was undone last, at the time at which it was done: time that has passed since is taken back. */
  redo(): Result<readonly LogEntry<C>[]> {
    const entries = this.#redo.pop();
    if (entries === undefined) return refuse("nothing-to-redo", "nothing to redo", "nothing has been undone");
    const [first] = entries;
    // Time may have passed since the undo, and nothing was done but what was written down: that comes back by itself.
    if (first !== undefined && first.at < this.now) this.#goBack(countUntil(this.#log, first.at), first.at);
    for (const entry of entries) {
      this.advance(entry.at);
      const result = this.#do(entry);
      if (!result.ok) throw new Error(`redo was refused: ${result.refusal.what}`);
    }
    return ok(entries);
  }

  /** Makes `time` the present; what was done later is forgotten. Fork first to keep it. */
  rewind(time: number): void {
    if (time >= this.now) return;
    this.#goBack(countUntil(this.#log, time), time);
    this.#redo = [];
  }

  /** A history of its own with the same past, at the same time. */
  fork(): History<C> {
    const copy = new History(this.#rules);
    copy.#log = [...this.#log];
    copy.#redo = [...this.#redo];
    copy.#checkpoints = this.#checkpoints.map((checkpoint) => ({
      ...checkpoint,
      world: checkpoint.world.clone(),
    }));
    copy.#world = this.#world.clone();
    copy.#entries = this.#entries;
    copy.#entriesBetween = this.#entriesBetween;
    copy.#rowsBetween = this.#rowsBetween;
    copy.#writtenAtCheckpoint = 0;
    return copy;
  }

  #do(entry: LogEntry<C>): Result<unknown> {
    const result = this.#rules.carryOut(this.#world, entry.command, this.#log.length + 1);
    if (!result.ok) return result;
    this.#log.push(entry);
    this.#entries = this.#log.length;
    this.#keep();
    return result;
  }

  #goBack(entries: number, time: number): void {
    const world = this.#before(entries, time);
    this.#rules.advance(world, time);
    this.#log = this.#log.slice(0, entries);
    this.#entries = entries;
    this.#checkpoints = this.#checkpoints.filter(
      (checkpoint) => checkpoint.entries <= entries && checkpoint.world.now <= time,
    );
    this.#glimpse = undefined;
    this.#world = world;
    this.#writtenAtCheckpoint = world.written;
  }

  /** A copy of the world with the first `entries` of the log carried out, at or before `time`. */
  #before(entries: number, time: number): World {
    const checkpoint = this.#nearest(entries, time);
    const world = checkpoint.world.clone();
    for (let index = checkpoint.entries; index < entries; index++) {
      const entry = this.#log[index] as LogEntry<C>;
      this.#rules.advance(world, entry.at);
      const result = this.#rules.carryOut(world, entry.command, index + 1);
      if (!result.ok) throw new Error(`replay was refused: ${result.refusal.what}`);
    }
    return world;
  }

  #nearest(entries: number, time: number): { entries: number; world: World } {
    const fits = (candidate: { entries: number; world: World } | undefined) =>
      candidate !== undefined && candidate.entries <= entries && candidate.world.now <= time;
    const checkpoint = this.#checkpoints.findLast(fits);
    if (checkpoint === undefined) throw new Error(`no world before ${time} ms`);
    const glimpse = this.#glimpse;
    if (glimpse !== undefined && fits(glimpse) && glimpse.world.now > checkpoint.world.now) return glimpse;
    return checkpoint;
  }

  /** Keeps a checkpoint every so many entries or changes; when there are too many of them, half as often. */
  #keep(): void {
    const last = this.#checkpoints.at(-1) as Checkpoint;
    const rows = this.#world.written - this.#writtenAtCheckpoint;
    if (this.#entries - last.entries < this.#entriesBetween && rows < this.#rowsBetween) return;
    this.#writtenAtCheckpoint = this.#world.written;
    this.#checkpoints.push({ entries: this.#entries, world: this.#world.clone(), rows });
    const total = () => this.#checkpoints.reduce((sum, checkpoint) => sum + checkpoint.rows, 0);
    while (
      this.#checkpoints.length > MAX_CHECKPOINTS ||
      (this.#checkpoints.length > 2 && total() > MAX_CHECKPOINT_ROWS)
    )
      this.#thin();
  }

  #thin(): void {
    this.#entriesBetween *= 2;
    this.#rowsBetween *= 2;
    const kept = this.#checkpoints.slice(0, 1);
    let rows = 0;
    for (const checkpoint of this.#checkpoints.slice(1)) {
      rows += checkpoint.rows;
      const entries = checkpoint.entries - (kept.at(-1) as Checkpoint).entries;
      if (entries < this.#entriesBetween && rows < this.#rowsBetween) continue;
      kept.push({ ...checkpoint, rows });
      rows = 0;
    }
    this.#writtenAtCheckpoint -= rows;
    this.#checkpoints = kept;
  }
}

function sameAct(a: Cause | undefined, b: Cause): boolean {
  return a !== undefined && a.by === b.by && a.act === b.act && a.text === b.text;
}

/** Number of leading entries that were done at or before `time`. */
function countUntil<C>(log: readonly LogEntry<C>[], time: number): number {
  let low = 0;
  let high = log.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((log[middle] as LogEntry<C>).at <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
