/** Names and numbers by chance: hardware addresses, and identifiers of hexadecimal digits. */
import type { World } from "../../core/world";

const BASE = 16;
const MAC_BYTES = 6;

/** `count` lower-case hexadecimal digits from the world's own chance. */
export function randomHex(world: World, count: number): string {
  let digits = "";
  while (digits.length < count) digits += Math.floor(world.random() * BASE).toString(BASE);
  return digits;
}

/** Bytes as a hardware address: `02:42:ac:11:00:02`. */
export function formatMac(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(BASE).padStart(2, "0")).join(":");
}

/** A hardware address by chance, marked as given locally (second-lowest bit of the first byte). */
export function randomMac(world: World): string {
  const rest = Array.from({ length: MAC_BYTES - 1 }, () => randomHex(world, 2));
  return ["02", ...rest].join(":");
}
