/** Filling in a layer: what most of them have in common. */
import type { Layer } from "./layer";

/**
 * A layer with what is said of it, and nothing else remarkable. Written out field by field: a picture of thousands of
 * layers is made at every frame, and objects that are spread into one another take three times as long.
 */
export function layer(given: Pick<Layer, "id" | "kind" | "label"> & Partial<Layer>): Layer {
  const filled: Layer = {
    id: given.id,
    kind: given.kind,
    label: given.label,
    on: given.on ?? null,
    within: given.within ?? null,
    uses: given.uses ?? [],
    state: given.state ?? "present",
    isolation: given.isolation ?? "none",
    compromised: given.compromised ?? false,
    phase: given.phase ?? null,
    readyMs: given.readyMs ?? null,
    cpu: given.cpu ?? 0,
    memoryBytes: given.memoryBytes ?? 0,
    diskBytes: given.diskBytes ?? 0,
    capacity: given.capacity ?? null,
  };
  if (given.snapshots === undefined && given.ended === undefined) return filled;
  const { snapshots, ended } = given;
  return { ...filled, ...(snapshots && { snapshots }), ...(ended && { ended }) };
}
