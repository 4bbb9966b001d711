import { expect, it } from "vitest";
import type { BootPhase, Phases } from "../../state/compare-types";
import { phaseTotal } from "./phases";

it("a phase's total adds up all its stretches", () => {
  const phases: Phases<BootPhase> = {
    spans: [
      { phase: "kernel", startMs: 0, durationMs: 100 },
      { phase: "initramfs", startMs: 100, durationMs: 20 },
      { phase: "kernel", startMs: 120, durationMs: 50 },
    ],
    current: null,
  };
  expect(phaseTotal(phases, "kernel")).toBe(150);
  expect(phaseTotal(phases, "firmware")).toBeNull();
});
