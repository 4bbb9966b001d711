/** Addresses that cards are given by their network, as by a DHCP server that remembers whom it gave which. */
import { ok, type Result, refuse } from "../../core/result";
import { defineTable, type Row } from "../../core/table";
import type { World } from "../../core/world";
import { type AddressPool, poolOf, releaseAddress, takeAddress } from "./pool";

interface Lease extends Row {
  /** Namespace that the pool belongs to. */
  readonly ns: number;
  /** Key of the pool. */
  readonly pool: string;
  /** Name of the host; empty for one that is not remembered. */
  readonly client: string;
  readonly card: number;
  readonly address: string;
}

export const leases = defineTable<Lease>()("lease", {
  ns: (row) => row.ns,
  card: (row) => row.card || undefined,
  client: (row) => (row.client === "" ? undefined : `${row.pool}:${row.client}`),
});

/** Gives a card an address: the one that its host had before, or the lowest that is free. Refused with EADDRNOTAVAIL if none is. */
export function leaseAddress(world: World, pool: AddressPool, card: number, client: string): Result<string> {
  const known = client === "" ? undefined : world.first(leases, "client", `${pool.key}:${client}`);
  if (known?.card === 0) return ok(world.update(leases, known.id, { card }).address);
  const address = takeAddress(world, pool);
  if (address === undefined)
    return refuse(
      "EADDRNOTAVAIL",
      "no address for another card",
      `all addresses of ${pool.subnet} are taken`,
    );
  world.insert(leases, {
    ns: pool.ns,
    pool: pool.key,
    client: known === undefined ? client : "",
    card,
    address,
  });
  return ok(address);
}

/** A card is gone: its address is kept for a host that is known by name, and given back otherwise. */
export function endLease(world: World, card: number): void {
  for (const lease of world.find(leases, "card", card)) {
    if (lease.client !== "") {
      world.update(leases, lease.id, { card: 0 });
      continue;
    }
    world.remove(leases, lease.id);
    const pool = poolOf(world, lease.pool);
    if (pool) releaseAddress(world, pool, lease.address);
  }
}
