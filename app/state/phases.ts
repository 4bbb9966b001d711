/** Phase strips as the page keeps them while a start is under way. */
import type { PhaseSpan } from "../emulator/protocol";
import type { Phases } from "./compare-types";

/** Nothing has begun. */
export function noPhases<P extends string>(): Phases<P> {
  return { spans: [], current: null };
}

/** `phase` begins at `atMs`; the one before it ends. */
export function enterPhase<P extends string>(phases: Phases<P>, phase: P, atMs: number): Phases<P> {
  const { current, spans } = phases;
  const closed = current
    ? [...spans, { phase: current.phase, startMs: current.startMs, durationMs: atMs - current.startMs }]
    : spans;
  return { spans: closed, current: { phase, startMs: atMs } };
}

/** All is done: the exact spans replace those gathered on the way. */
export function donePhases<P extends string>(spans: PhaseSpan<P>[]): Phases<P> {
  return { spans, current: null };
}
