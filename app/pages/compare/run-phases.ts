/** The phases of a run with all stretches of one phase added up, in the order of their first. */
import type { Run } from "../../state/compare-types";

/** Adds up a run's stretches: a kernel goes on after unpacking the initramfs, and is still one phase. */
export function runPhases({ phases }: Pick<Run, "phases">): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { phase, ms } of phases) totals.set(phase, (totals.get(phase) ?? 0) + ms);
  return totals;
}
