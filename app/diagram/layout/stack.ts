/** A stack of layers as data: what stands on what, in which role and state. The picture and its text both come from it. */

export type LayerRole =
  | "hardware"
  | "virtual-hardware"
  | "hypervisor"
  | "kernel"
  | "userland"
  | "engine"
  | "image"
  | "app";

/** `idle`: not started yet. `off`: cannot be reached, because what it stands on is gone. */
export type LayerState = "idle" | "working" | "done" | "failed" | "off";

export interface Layer {
  id: string;
  role: LayerRole;
  /** Names for the layer, the fullest first; the picture takes the longest that fits. */
  labels: readonly string[];
  /** Remarks at the right edge, the fullest first; none is shown where none fits. */
  notes: readonly string[];
  state: LayerState;
  /** The layer directly beneath, or null for the ground. */
  on: string | null;
  /** The isolation group it belongs to, or null. */
  group: string | null;
  /** Its share of the width among the layers that stand on the same one; 1 when absent. */
  weight?: number;
}

/** A boundary around layers: a virtual machine's is closed, a container's is open at the bottom. */
export interface Isolation {
  id: string;
  kind: "vm" | "container";
  label: string;
}

export interface Stack {
  /** Bottom-up: a layer comes after the one that it stands on. */
  layers: readonly Layer[];
  groups: readonly Isolation[];
}
