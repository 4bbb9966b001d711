/** Two worlds compared, layer by layer. */
import type { LayerView } from "../../sim/index";

export type Difference = "only-here" | "differs";

function amounts({ capacity }: LayerView): readonly (number | null)[] {
  return [capacity?.cpus ?? null, capacity?.memoryBytes ?? null, capacity?.diskBytes ?? null];
}

/** Processor time is left out: it changes from moment to moment without anything being different. */
function isSame(one: LayerView, other: LayerView): boolean {
  const there = amounts(other);
  return (
    one.kind === other.kind &&
    one.label === other.label &&
    one.on === other.on &&
    one.state === other.state &&
    one.compromised === other.compromised &&
    one.memoryBytes === other.memoryBytes &&
    one.diskBytes === other.diskBytes &&
    amounts(one).every((amount, at) => amount === there[at])
  );
}

/** Layers of `here` that `there` does not have, or has in another state, or with other amounts. */
export function differences(
  here: readonly LayerView[],
  there: readonly LayerView[],
): ReadonlyMap<string, Difference> {
  const others = new Map(there.map((layer) => [layer.id, layer]));
  const found = new Map<string, Difference>();
  for (const layer of here) {
    const other = others.get(layer.id);
    if (other === undefined) found.set(layer.id, "only-here");
    else if (!isSame(layer, other)) found.set(layer.id, "differs");
  }
  return found;
}
