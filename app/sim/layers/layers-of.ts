/** The whole world as layers. */
import { engines } from "../container/tables";
import type { World } from "../core/world";
import { compromised } from "../machine/power/compromised";
import { machines } from "../machine/tables";
import { type Books, openBooks } from "./books";
import { engineLayers } from "./engines";
import type { Layer } from "./layer";
import { machineLayers } from "./machines";

/**
 * Every layer of a world, each after the one that it stands on: machines in the order in which they came, on each its
 * system, hypervisors, apps and engines. Memory and disk (bytes) add up over all layers that are not part of another
 * (`within`) to what has been given away of the hardware.
 */
export function layersOf(world: World): Layer[] {
  return layersIn(openBooks(world));
}

/** The same from books that are open already. */
export function layersIn(books: Books): Layer[] {
  const { world } = books;
  const layers = world
    .all(machines)
    .flatMap((machine) => [
      ...machineLayers(books, machine),
      ...world.find(engines, "machine", machine.id).flatMap((engine) => engineLayers(books, engine)),
    ]);
  const taken = new Set(world.all(compromised).map(({ layer }) => layer));
  return taken.size === 0
    ? layers
    : layers.map((layer) => ({ ...layer, compromised: isTaken(layer, taken) }));
}

/** Whoever has a kernel has its system; whoever has a container or an app has what is in it. */
function isTaken({ id, kind }: Layer, taken: ReadonlySet<string>): boolean {
  const end = id.lastIndexOf("/");
  const above = end < 0 ? id : id.slice(0, end);
  if (kind === "host-os" || kind === "guest-os") return taken.has(`${above}/kernel`);
  return taken.has(id) || ((kind === "libs" || kind === "app") && taken.has(above));
}
