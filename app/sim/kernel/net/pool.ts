/**
 * Pools of addresses that give the lowest free one. Bits of taken addresses stand in words; words that are full are bits
 * in words a level higher, so that finding, taking and giving back go down or up one short path.
 */
import { defineTable, type Row } from "../../core/table";
import type { World } from "../../core/world";
import { formatAddress, parseAddress, parseSubnet } from "./addresses";

/** A range of addresses to give out. */
export interface AddressPool extends Row {
  /** Namespace with whose end it goes; 0 for one that stays. */
  readonly ns: number;
  /** What it is found by. */
  readonly key: string;
  /** `172.17.0.0/16`. */
  readonly subnet: string;
}

const pools = defineTable<AddressPool>()("address-pool", {
  ns: (row) => row.ns,
  key: (row) => row.key,
});

interface Word extends Row {
  readonly pool: number;
  /** 0 for the words whose bits are addresses. */
  readonly level: number;
  readonly at: number;
  readonly bits: number;
}

const words = defineTable<Word>()("address-word", {
  pool: (row) => row.pool,
  place: (row) => `${row.pool}:${row.level}:${row.at}`,
});

const WIDTH = 32;
const FULL = 2 ** WIDTH - 1;

function levelsOf(size: number): number {
  let levels = 1;
  for (let reach = WIDTH; reach < size; reach *= WIDTH) levels++;
  return levels;
}

function word(world: World, pool: number, level: number, at: number): Word | undefined {
  return world.first(words, "place", `${pool}:${level}:${at}`);
}

/** Sets or clears the bit of an address, and those above it that say whether a word is full. */
function mark(world: World, pool: number, offset: number, levels: number, taken: boolean): void {
  let at = offset;
  for (let level = 0; level < levels; level++) {
    const bit = 2 ** (at % WIDTH);
    at = Math.floor(at / WIDTH);
    const row = word(world, pool, level, at);
    const before = row?.bits ?? 0;
    const bits = (taken ? before | bit : before & ~bit) >>> 0;
    if (row === undefined) world.insert(words, { pool, level, at, bits });
    else world.update(words, row.id, { bits });
    if ((before === FULL) === (bits === FULL)) return;
  }
}

function lowestFree(world: World, pool: number, levels: number): number | undefined {
  let at = 0;
  for (let level = levels - 1; level >= 0; level--) {
    const bits = word(world, pool, level, at)?.bits ?? 0;
    if (bits === FULL) return undefined;
    const free = (~bits & (bits + 1)) >>> 0;
    at = at * WIDTH + (WIDTH - 1 - Math.clz32(free));
  }
  return at;
}

function rangeOf(pool: AddressPool): {
  readonly first: number;
  readonly last: number;
  readonly levels: number;
} {
  const subnet = parseSubnet(pool.subnet);
  if (subnet === undefined) throw new Error(`no network: ${pool.subnet}`);
  return { ...subnet, levels: levelsOf(subnet.last - subnet.first + 1) };
}

/** The pool that was made under a key, if there is one. */
export function poolOf(world: World, key: string): AddressPool | undefined {
  return world.first(pools, "key", key);
}

/** Makes a pool of a network's addresses; its first and last are nobody's. */
export function createPool(world: World, pool: Omit<AddressPool, "id">): AddressPool {
  const row = world.insert(pools, pool);
  const { levels } = rangeOf(row);
  mark(world, row.id, 0, levels, true);
  return row;
}

/** Removes a pool. */
export function removePool(world: World, pool: AddressPool): void {
  for (const row of world.find(words, "pool", pool.id)) world.remove(words, row.id);
  world.remove(pools, pool.id);
}

/** Removes all pools that belong to a namespace. */
export function dropPools(world: World, ns: number): void {
  for (const pool of world.find(pools, "ns", ns)) removePool(world, pool);
}

/** Whether an address of the pool's network is given out, or nobody's. */
export function isTaken(world: World, pool: AddressPool, address: string): boolean {
  const { first, last } = rangeOf(pool);
  const value = parseAddress(address);
  if (value === undefined || value <= first || value >= last) return true;
  const offset = value - first;
  const bits = word(world, pool.id, 0, Math.floor(offset / WIDTH))?.bits ?? 0;
  return Math.floor(bits / 2 ** (offset % WIDTH)) % 2 === 1;
}

/** Takes a certain address, or, without one, the lowest that is free. `undefined` if it is taken, or none is free. */
export function takeAddress(world: World, pool: AddressPool, address?: string): string | undefined {
  const { first, last, levels } = rangeOf(pool);
  if (address !== undefined && isTaken(world, pool, address)) return undefined;
  const offset =
    address === undefined ? lowestFree(world, pool.id, levels) : (parseAddress(address) ?? first) - first;
  if (offset === undefined || first + offset >= last) return undefined;
  mark(world, pool.id, offset, levels, true);
  return formatAddress(first + offset);
}

/** Gives an address back. One that was not taken changes nothing. */
export function releaseAddress(world: World, pool: AddressPool, address: string): void {
  const { first, last, levels } = rangeOf(pool);
  const value = parseAddress(address);
  if (value === undefined || value <= first || value >= last) return;
  if (isTaken(world, pool, address)) mark(world, pool.id, value - first, levels, false);
}
