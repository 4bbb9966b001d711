/** Filling in a layer: what most of them have in common. */
import type { Layer } from "./layer";

const PLAIN = {
  on: null,
  within: null,
  uses: [],
  state: "present",
  isolation: "none",
  compromised: false,
  phase: null,
  readyMs: null,
  cpu: 0,
  memoryBytes: 0,
  diskBytes: 0,
  capacity: null,
} as const;

/** A layer with what is said of it, and nothing else remarkable. */
export function layer(given: Pick<Layer, "id" | "kind" | "label"> & Partial<Layer>): Layer {
  return { ...PLAIN, ...given };
}
