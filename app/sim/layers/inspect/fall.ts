/** Who falls with whom: what stands on something that stops, stops. */
import type { World } from "../../core/world";
import { hypervisors, machines } from "../../machine/tables";
import { isBare, productOf } from "../../machine/vms/find";
import type { LayerView } from "../view";

const SYSTEM = /^(.+)\/(os|kernel|userland)$/;

/** Identifiers of all layers that stop when these do, themselves included. */
export function fallOf(world: World, layers: readonly LayerView[], first: readonly string[]): Set<string> {
  const above = new Map<string, string[]>();
  for (const { id, on } of layers) if (on !== null) above.set(on, [...(above.get(on) ?? []), id]);
  const ids = new Set(layers.map(({ id }) => id));
  const dead = new Set<string>();
  const falling = [...first];
  for (let id = falling.pop(); id !== undefined; id = falling.pop()) {
    if (dead.has(id) || !ids.has(id)) continue;
    dead.add(id);
    falling.push(...(above.get(id) ?? []), ...alongWith(world, id));
  }
  return dead;
}

/** What falls with a layer although it does not stand on it. */
function alongWith(world: World, id: string): string[] {
  const system = SYSTEM.exec(id)?.[1];
  const machine = system === undefined ? undefined : world.first(machines, "name", system);
  if (machine !== undefined) {
    // A system is one: it ends with its kernel, and its kernel panics when process 1 ends.
    const parts = ["os", "kernel", "userland"].map((part) => `${machine.name}/${part}`);
    const managed = world
      .all(hypervisors)
      .filter((hypervisor) => hypervisor.management === machine.id && isBare(hypervisor));
    return [...parts, ...managed.map(({ layer }) => layer)];
  }
  const hypervisor = world.all(hypervisors).find(({ layer }) => layer === id);
  if (hypervisor === undefined || isBare(hypervisor) || !productOf(hypervisor).takesHostDown) return [];
  return [`${world.must(machines, hypervisor.machine).name}/kernel`];
}
