/** The link layer: who holds an address on the same wire, through cables and bridges. */
import type { World } from "../../core/world";
import { type NetInterface, netInterfaces } from "./tables";

/** Where an interface's wire leads: to the bridge that its cable ends at (its own, if it is one), or to one other interface. */
type Wire = { readonly bridge: number } | { readonly card: number };

function wireOf(world: World, card: NetInterface): Wire | undefined {
  if (!card.up || card.master !== 0 || card.kind === "loopback") return undefined;
  if (card.kind === "bridge") return { bridge: card.id };
  const peer = world.get(netInterfaces, card.peer);
  if (!peer?.up) return undefined;
  if (peer.master === 0) return { card: peer.id };
  return world.get(netInterfaces, peer.master)?.up ? { bridge: peer.master } : undefined;
}

/** The bridges from one to another along the cables between bridges, both included; `undefined` if there is no way. */
function bridgesBetween(world: World, from: number, to: number): number[] | undefined {
  const cameFrom = new Map<number, number>([[from, 0]]);
  const open = [from];
  for (let bridge = open.shift(); bridge !== undefined; bridge = open.shift()) {
    if (bridge === to) {
      const way: number[] = [];
      for (let at = bridge; at !== 0; at = cameFrom.get(at) ?? 0) way.unshift(at);
      return way;
    }
    for (const port of world.find(netInterfaces, "trunk", bridge)) {
      const next = world.get(netInterfaces, port.peer);
      if (!port.up || !next?.up || cameFrom.has(next.master) || !world.get(netInterfaces, next.master)?.up)
        continue;
      cameFrom.set(next.master, bridge);
      open.push(next.master);
    }
  }
  return undefined;
}

/** What a frame passes on its way: the card that holds the address, and the bridges between, as row numbers. */
export interface Link {
  readonly card: NetInterface;
  readonly bridges: readonly number[];
}

/** The interface that answers for an address on the wire behind a device, if there is one: what ARP would find. */
export function neighbour(world: World, device: NetInterface, address: string): Link | undefined {
  const wire = wireOf(world, device);
  if (wire === undefined) return undefined;
  for (const card of world.find(netInterfaces, "address", address)) {
    if (card.id === device.id || !card.up) continue;
    if ("card" in wire) {
      if (wire.card === card.id) return { card, bridges: [] };
      continue;
    }
    const other = wireOf(world, card);
    if (other === undefined || !("bridge" in other)) continue;
    const bridges = bridgesBetween(world, wire.bridge, other.bridge);
    if (bridges) return { card, bridges };
  }
  return undefined;
}
