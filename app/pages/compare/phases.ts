/** The phases of both sides: their order, names, and the role of the layer that works in each. */
import type { Role } from "../../diagram/layout/plan";
import type { BootPhase, ContainerPhase, Phases } from "../../state/compare-types";

export interface PhaseInfo<Phase extends string> {
  phase: Phase;
  /** Its short name on a strip. */
  name: string;
  /** What happens in it, as a status line says it. */
  words: string;
  /** The layer whose colour the phase has. */
  role: Role;
}

export const BOOT_PHASES: readonly PhaseInfo<BootPhase>[] = [
  { phase: "machine", name: "machine", words: "the machine is being made", role: "hypervisor" },
  {
    phase: "firmware",
    name: "firmware",
    words: "firmware is looking for hardware",
    role: "virtual-hardware",
  },
  { phase: "kernel", name: "kernel", words: "guest kernel is starting", role: "kernel" },
  {
    phase: "initramfs",
    name: "initramfs",
    words: "guest kernel is unpacking its first files",
    role: "kernel",
  },
  { phase: "init", name: "init", words: "init is preparing the userland", role: "userland" },
  { phase: "prompt", name: "prompt", words: "the shell is starting", role: "app" },
];

export const CONTAINER_PHASES: readonly PhaseInfo<ContainerPhase>[] = [
  { phase: "client", name: "client", words: "box is reading the command", role: "engine" },
  { phase: "image", name: "image", words: "box is looking up the image", role: "engine" },
  { phase: "namespaces", name: "namespaces", words: "box is making namespaces", role: "engine" },
  { phase: "network", name: "network", words: "box is connecting the network", role: "engine" },
  { phase: "cgroup", name: "cgroup", words: "box is setting limits", role: "engine" },
  { phase: "rootfs", name: "root fs", words: "image layers are being mounted", role: "image" },
  { phase: "exec", name: "exec", words: "the program is being executed", role: "app" },
  { phase: "prompt", name: "prompt", words: "the shell is starting", role: "app" },
];

/** Milliseconds that a phase took in all its stretches, or null where it has none. */
export function phaseTotal<Phase extends string>(phases: Phases<Phase>, phase: Phase): number | null {
  const spans = phases.spans.filter((span) => span.phase === phase);
  return spans.length > 0 ? spans.reduce((sum, { durationMs }) => sum + durationMs, 0) : null;
}
