/** The network side of network namespaces: what a new one has, and what goes with an old one. */
import type { Row, Table } from "../../core/table";
import type { World } from "../../core/world";
import { addInterface, removeInterface, setUp } from "./interfaces";
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

/** Clears a network namespace that is no more: its interfaces, the other ends of their cables, and all its rules. */
export function dropNet(world: World, ns: number): void {
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

function clear<R extends Row>(world: World, table: Table<R, "ns">, ns: number): void {
  for (const row of world.find(table, "ns", ns)) world.remove(table, row.id);
}
