/** Where something can be put, in words. */
import type { LayerView } from "../../../sim/index";
import { machineOf } from "../reading/stack";
import type { PaletteTarget } from "./entry";

/** Hardware, real or virtual. */
export function onMachine({ id }: LayerView): PaletteTarget {
  return { layer: id, label: `On ${id}` };
}

/** An operating system. */
export function onSystem({ id, label }: LayerView): PaletteTarget {
  return { layer: id, label: `On ${label} of ${machineOf(id)}` };
}

/** A hypervisor. */
export function onHypervisor({ id, label }: LayerView): PaletteTarget {
  return { layer: id, label: `On ${label} of ${machineOf(id)}` };
}

/** An engine, by the machine at whose command line it is used. */
export function onEngine({ id, label }: LayerView): PaletteTarget {
  return { layer: id, label: `On ${label} of ${machineOf(id)}` };
}
