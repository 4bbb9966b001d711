/** For tests: random logs played again, in different ways. */
import type { Command } from "../../commands/all";
import { advance, carryOut } from "../../commands/rules";
import type { LogEntry } from "../../core/history";
import type { World } from "../../core/world";
import { type RandomLog, rulesFor } from "../random-logs";

/** Plays a log with its refused commands; time passes in `pieces` between two commands. */
export function play({ start, attempts, end }: RandomLog, pieces = 1): World {
  const world = rulesFor(start).begin();
  const pass = (to: number) => {
    const from = world.now;
    for (let piece = 1; piece < pieces; piece++) advance(world, from + ((to - from) * piece) / pieces);
    advance(world, to);
  };
  for (const [index, { at, command }] of attempts.entries()) {
    pass(at);
    carryOut(world, command, index + 1);
  }
  pass(end);
  return world;
}

/** The log as a history keeps it: without refused commands; neighbours are one act now and then. */
export function entriesOf({ attempts, seed }: RandomLog): LogEntry<Command>[] {
  return attempts
    .filter(({ accepted }) => accepted)
    .map(({ at, command }, index) => ({
      at,
      command,
      cause: { by: "typed", text: `log ${seed}`, act: Math.floor(index / (1 + (seed % 2))) },
    }));
}

/** A world that has seen nothing but the log up to a time. @param time virtual ms */
export function freshAt(log: RandomLog, entries: readonly LogEntry<Command>[], time: number): World {
  const world = rulesFor(log.start).begin();
  for (const [index, { at, command }] of entries.entries()) {
    if (at > time) break;
    advance(world, at);
    const done = carryOut(world, command, index + 1);
    if (!done.ok) throw new Error(`log ${log.seed}: ${command.do} was refused: ${done.refusal.what}`);
  }
  advance(world, time);
  return world;
}

/** So many seeds from one on. */
export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
