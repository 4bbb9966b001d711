/** One clock for each pane, however many machines or containers it counts. */

/** The part of a machine or container that its clock needs. */
export interface Timed {
  clockFrom: number | null;
  ms: number | null;
}

export type ClockReading =
  | { mode: "blank" }
  /** Counting from this moment of `performance.now()`. */
  | { mode: "ticking"; from: number }
  | { mode: "stopped"; ms: number };

/**
 * Reads one clock off several: it counts from the first that started until the last is there,
 * and then shows the longest.
 */
export function readClock(timed: readonly Timed[]): ClockReading {
  const running = timed.flatMap(({ clockFrom }) => (clockFrom === null ? [] : [clockFrom]));
  if (running.length > 0) return { mode: "ticking", from: Math.min(...running) };
  const times = timed.flatMap(({ ms }) => (ms === null ? [] : [ms]));
  return times.length > 0 ? { mode: "stopped", ms: Math.max(...times) } : { mode: "blank" };
}
