/** The whole world as layers. */
import { engines } from "../container/tables";
import type { World } from "../core/world";
import { machines } from "../machine/tables";
import { engineLayers } from "./containers";
import type { Layer } from "./layer";
import { machineLayers } from "./machines";
import { usageByLayer } from "./usage";

/**
 * Every layer of a world, each after the one that it stands on: machines in the order in which they came, on each its
 * system, hypervisors, apps and engines. Memory (bytes), disk (bytes) and processors add up over all layers that are
 * not part of another (`within`).
 */
export function layersOf(world: World): Layer[] {
  const usage = usageByLayer(world);
  return world
    .all(machines)
    .flatMap((machine) => [
      ...machineLayers(world, machine, usage),
      ...world.find(engines, "machine", machine.id).flatMap((engine) => engineLayers(world, engine, usage)),
    ]);
}
