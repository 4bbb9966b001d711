/** What a layer is, where it is and how it does, in words; and the colour role that stands for it. */
import type { Inspection } from "../../../state/lab/lab-types";
import { machineOf } from "../../../state/lab/reading/stack";

export type LayerView = Inspection["layer"];
type Kind = LayerView["kind"];

/** Names of the colour roles in tokens.css. */
export type SwatchRole = "hardware" | "virtual" | "kernel" | "userland" | "hypervisor" | "engine" | "app";

const ROLES: Readonly<Record<Kind, SwatchRole>> = {
  hardware: "hardware",
  "virtual-hardware": "virtual",
  hypervisor: "hypervisor",
  "host-os": "userland",
  "guest-os": "userland",
  kernel: "kernel",
  userland: "userland",
  engine: "engine",
  image: "userland",
  container: "userland",
  libs: "userland",
  app: "app",
};

const KINDS: Readonly<Record<Kind, string>> = {
  hardware: "Hardware",
  "virtual-hardware": "Virtual hardware",
  hypervisor: "Hypervisor on",
  "host-os": "Operating system of",
  "guest-os": "Guest operating system of",
  kernel: "Kernel of",
  userland: "Userland of",
  engine: "Container engine on",
  image: "Image on",
  container: "Container on",
  libs: "Binaries and libraries on",
  app: "Application on",
};

/** The colour role of a layer's kind. */
export function roleOf(kind: Kind): SwatchRole {
  return ROLES[kind];
}

/** What it is and where: `Guest kernel of vm1`, `Container on laptop`. */
export function kindWords({ id, kind }: LayerView, layers: readonly LayerView[]): string {
  const machine = machineOf(id);
  if (machine === id) return KINDS[kind];
  if (kind !== "kernel") return `${KINDS[kind]} ${machine}`;
  const guest = layers.find((layer) => layer.id === machine)?.kind === "virtual-hardware";
  return `${guest ? "Guest" : "Host"} kernel of ${machine}`;
}

/** How it does, in a word or two: `running`, `starting: firmware`. */
export function stateWords({ state, phase, compromised }: LayerView): string {
  const words = state === "present" ? "in place" : state === "panicked" ? "kernel panic" : state;
  const phased = phase !== null && (state === "starting" || state === "restarting");
  return `${words}${phased ? `: ${phase}` : ""}${compromised ? ", broken into" : ""}`;
}

/** The sign beside the state's words. */
export type StateSign = "up" | "working" | "held" | "failed" | "off";

const SIGNS: Readonly<Record<LayerView["state"], StateSign>> = {
  running: "up",
  present: "up",
  starting: "working",
  restarting: "working",
  paused: "held",
  saved: "held",
  crashed: "failed",
  panicked: "failed",
  dead: "failed",
  off: "off",
  created: "off",
  exited: "off",
};

/** The sign of a state. */
export function signOf(state: LayerView["state"]): StateSign {
  return SIGNS[state];
}

/** Text with a full stop at its end, where it has none. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" || /[.?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
