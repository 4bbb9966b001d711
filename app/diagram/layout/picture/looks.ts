/** How a layer's state looks, given the look of what it stands on. */
import type { LayerView } from "../../../sim/index";
import type { Look } from "../plan";

/** The look of what stands on something, if it has no life of its own: files are there when what reads them is. */
const LIFELESS: Readonly<Record<Look, Look>> = {
  idle: "idle",
  working: "idle",
  done: "done",
  paused: "paused",
  failed: "off",
  off: "off",
};

const gone = (below: Look) => below === "failed" || below === "off";

/** The look of a layer by its own state. @param below look of what it stands on */
export function lookOf({ state }: LayerView, below: Look): Look {
  switch (state) {
    case "running":
      return "done";
    case "starting":
    case "restarting":
      return "working";
    case "paused":
    case "saved":
      return "paused";
    case "crashed":
    case "panicked":
    case "dead":
      // What went down with its ground did not fail itself.
      return gone(below) ? "off" : "failed";
    case "present":
      return LIFELESS[below];
    case "off":
    case "created":
    case "exited":
      return gone(below) ? "off" : "idle";
  }
}

/** Parts of a machine in the order in which a boot reaches them. */
const BOOT_ORDER = ["hardware", "kernel", "userland", "app"] as const;
type BootPart = (typeof BOOT_ORDER)[number];

/** Which part a phase of a boot is spent in. */
const PART_OF_PHASE: Readonly<Record<string, BootPart>> = {
  "power-on": "hardware",
  firmware: "hardware",
  "boot loader": "hardware",
  hypervisor: "kernel",
  kernel: "kernel",
  initramfs: "userland",
  init: "userland",
  services: "userland",
  app: "app",
};

/**
 * The look of a part of a machine: while that boots, parts light up one after the other.
 * @param phase of the boot; `null` when none is under way
 */
export function bootLook(layer: LayerView, part: BootPart, phase: string | null, below: Look): Look {
  // A panic is the kernel's failure: what stands on it has lost its ground.
  if (layer.state === "panicked" && part !== "kernel") return "off";
  const at = phase === null ? undefined : PART_OF_PHASE[phase];
  if (at === undefined) return lookOf(layer, below);
  const ahead = BOOT_ORDER.indexOf(part) - BOOT_ORDER.indexOf(at);
  return ahead < 0 ? "done" : ahead === 0 ? "working" : "idle";
}

/** Phases of a container's start in which its files are prepared, and those in which its process is. */
const FILES = new Set(["image", "root file system"]);
const PROCESS = new Set(["process", "app"]);

/** The look of what is in a container, by the phase of its start. */
export function insideLook(
  layer: LayerView,
  part: "libs" | "app",
  phase: string | null,
  container: Look,
): Look {
  if (phase === null || (container !== "working" && part === "libs")) return lookOf(layer, container);
  if (PROCESS.has(phase)) return part === "libs" ? "done" : "working";
  return part === "libs" && FILES.has(phase) ? "working" : "idle";
}
