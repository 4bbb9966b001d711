/** The phases of a start as a bar: how wide each is, and what colour role works in it. */
import type { Inspection } from "../../../state/lab/lab-types";
import type { SwatchRole } from "./layer-words";

type Phase = Inspection["phases"][number];

export interface PhaseSegment extends Phase {
  readonly role: SwatchRole;
  /** How long it took, or has taken so far, ms. */
  readonly ms: number;
  readonly current: boolean;
}

const ROLES: Readonly<Record<string, SwatchRole>> = {
  "power-on": "hardware",
  firmware: "hardware",
  "boot loader": "hardware",
  machine: "hypervisor",
  restore: "hypervisor",
  kernel: "kernel",
  initramfs: "kernel",
  init: "userland",
  services: "userland",
  "root file system": "userland",
  process: "app",
  app: "app",
  prompt: "app",
};

/** Segments in their order; `now` (virtual ms) ends the one at work. Phases of an engine's own are its colour. */
export function segmentsOf(phases: readonly Phase[], now: number): PhaseSegment[] {
  return phases.map((phase) => ({
    ...phase,
    role: ROLES[phase.name] ?? "engine",
    ms: Math.max(0, (phase.endedAt ?? now) - phase.startedAt),
    current: phase.endedAt === null,
  }));
}

/** From the beginning of the first phase to the end of the last, ms. */
export function totalOf(segments: readonly PhaseSegment[]): number {
  const starts = segments.map((segment) => segment.startedAt);
  const ends = segments.map((segment) => segment.startedAt + segment.ms);
  return segments.length === 0 ? 0 : Math.max(...ends) - Math.min(...starts);
}
