/** The network side of network namespaces: what a new one has, and what goes with an old one. */
import type { Row, Table } from "../../core/table";
import type { World } from "../../core/world";
import { kernels } from "../kernel";
import { namespaces } from "../namespace/table";
import { processes } from "../process/table";
import { addInterface, freeName, interfaceNamed, moveInterface, removeInterface, setUp } from "./interfaces";
import { leases } from "./leases";
import { removeNames } from "./names";
import { dropPools } from "./pool";
import {
  forwardFilters,
  listeners,
  masquerades,
  natRules,
  netInterfaces,
  netStates,
  resolvers,
  routes,
} from "./tables";

/** Furnishes a new network namespace: `lo`, which is down unless `up` (an initial namespace's is set up at boot). */
export function initNet(world: World, ns: number, up = false): void {
  const lo = addInterface(world, { ns, name: "lo", kind: "loopback" });
  if (!lo.ok) throw new Error(lo.refusal.why);
  if (up) setUp(world, lo.value.id, true);
}

/**
 * Clears a network namespace that is no more: its interfaces, the other ends of their cables, and all its rules. Cards of
 * hardware go back to the kernel's initial namespace, down and without addresses, as long as there is one.
 */
export function dropNet(world: World, ns: number): void {
  giveBackCards(world, ns);
  for (const card of world.find(netInterfaces, "ns", ns)) removeInterface(world, card.id);
  removeNames(world, ns);
  dropPools(world, ns);
  clear(world, leases, ns);
  clear(world, routes, ns);
  clear(world, listeners, ns);
  clear(world, natRules, ns);
  clear(world, forwardFilters, ns);
  clear(world, masquerades, ns);
  clear(world, netStates, ns);
  clear(world, resolvers, ns);
}

function giveBackCards(world: World, ns: number): void {
  const kernel = world.get(kernels, world.get(namespaces, ns)?.kernel ?? 0);
  const initial = world.get(processes, kernel?.init ?? 0)?.ns.net;
  if (initial === undefined || initial === ns) return;
  for (const { id, kind, name } of world.find(netInterfaces, "ns", ns)) {
    if (kind !== "ethernet") continue;
    const taken = interfaceNamed(world, initial, name) !== undefined;
    const moved = moveInterface(world, id, initial, taken ? freeName(world, initial, "dev") : name);
    if (!moved.ok) throw new Error(moved.refusal.why);
  }
}

function clear<R extends Row>(world: World, table: Table<R, "ns">, ns: number): void {
  for (const row of world.find(table, "ns", ns)) world.remove(table, row.id);
}
