/** A phase strip as data: a proportional bar, and a cell with a name and a time for every phase. */
import type { Role } from "../../diagram/layout/plan";
import type { Phases } from "../../state/compare-types";
import { type PhaseInfo, phaseTotal } from "./phases";

interface StripSegment {
  role: Role;
  /** Milliseconds; of the one at work, what is known to have passed: nothing. */
  ms: number;
  current: boolean;
}

export interface StripCell {
  phase: string;
  name: string;
  role: Role;
  /** Milliseconds of all finished stretches, or null where there are none. */
  ms: number | null;
  current: boolean;
}

export interface Strip {
  segments: StripSegment[];
  cells: StripCell[];
}

/** Reads the strip of one start off its phases; segments stand in the order in which they ran. */
export function stripOf<Phase extends string>(
  infos: readonly PhaseInfo<Phase>[],
  phases: Phases<Phase>,
): Strip {
  const roleOf = (phase: Phase): Role => infos.find((info) => info.phase === phase)?.role ?? "app";
  const closed = phases.spans.map(({ phase, durationMs }) => ({
    role: roleOf(phase),
    ms: durationMs,
    current: false,
  }));
  const open = phases.current ? [{ role: roleOf(phases.current.phase), ms: 0, current: true }] : [];
  const cells = infos.map(({ phase, name, role }) => ({
    phase,
    name,
    role,
    ms: phaseTotal(phases, phase),
    current: phases.current?.phase === phase,
  }));
  return { segments: [...closed, ...open], cells };
}
