/** Timers of processes: what a sleeping process waits for. */
import { defineEvent } from "../../core/events";
import { defineTable, type Row } from "../../core/table";
import type { World } from "../../core/world";
import { kernels } from "../kernel";
import { processes } from "./table";

export interface Timer extends Row {
  readonly process: number;
  /** When it is due, virtual ms. It stays due until the process can act on it. */
  readonly due: number;
  /** How long it was set for, ms. */
  readonly ms: number;
  /** While the machine's clock stands still: the ms that are left. */
  readonly left: number | null;
}

export const timers = defineTable<Timer>()("timer", {});

/** A timer may be due; whether it really is, its row says. */
export const timerDue = defineEvent<{ readonly timer: number }>("kernel.timer");

/** Lets a process wait `ms` for its next step. It has one timer at most. */
export function setTimer(world: World, process: number, ms: number): void {
  const { timer, kernel } = world.must(processes, process);
  world.remove(timers, timer);
  const left = world.must(kernels, kernel).paused ? ms : null;
  const { id } = world.insert(timers, { process, due: world.now + ms, ms, left });
  world.update(processes, process, { timer: id });
  if (left === null) world.after(ms, timerDue, { timer: id });
}

/** Sets a timer that has fired again: the light way, without a word to the process's row. */
export function rearm(world: World, timer: Timer, ms: number): void {
  world.update(timers, timer.id, { due: world.now + ms, ms });
  world.after(ms, timerDue, { timer: timer.id });
}

/** Takes a process's timer away, if it has one. */
export function dropTimer(world: World, process: number): void {
  const { timer } = world.must(processes, process);
  if (timer === 0) return;
  world.remove(timers, timer);
  world.update(processes, process, { timer: 0 });
}

/** Lets a timer that came due while its process could not act fire now. */
export function fireIfDue(world: World, timer: number): void {
  const row = world.get(timers, timer);
  if (row !== undefined && row.left === null && row.due <= world.now) world.after(0, timerDue, { timer });
}
