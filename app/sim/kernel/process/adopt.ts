/** Who becomes the parent of orphans. */
import type { World } from "../../core/world";
import { namespaces } from "../namespace/table";
import { type Process, processes } from "./table";

/**
 * Who takes over the children of a process: its nearest ancestor in the same pid namespace that is a subreaper, otherwise
 * process 1 of that namespace. Ancestors all live: who ends has no children any more.
 */
function adopterOf(world: World, process: Process): number {
  let above = world.get(processes, process.parent);
  while (above !== undefined && above.ns.pid === process.ns.pid) {
    if (above.subreaper) return above.id;
    above = world.get(processes, above.parent);
  }
  return world.must(namespaces, process.ns.pid).init;
}

/** Gives the children of a process that ends to who adopts them. Returns those of them that are zombies already. */
export function adopt(world: World, process: Process): number[] {
  const children = world.find(processes, "parent", process.id);
  if (children.length === 0) return [];
  const parent = adopterOf(world, process);
  for (const { id } of children) world.update(processes, id, { parent });
  return children.filter(({ state }) => state === "zombie").map(({ id }) => id);
}
