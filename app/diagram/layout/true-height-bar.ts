/** The bar that says how high a band would be by scale: where it stands. Words keep clear of it. */
import type { Role } from "./plan";

/** Round corners leave it room only further in. */
const ROUND: ReadonlySet<Role> = new Set(["app"]);

/** Its left edge and its width in a band of this role, px at unit 1. */
export function trueHeightBarOf(role: Role): { readonly x: number; readonly width: number } {
  return { x: ROUND.has(role) ? 6 : 2, width: 3 };
}

/** Where it ends in a band of this role, from the band's left edge, px at unit 1. */
export function trueHeightBarEnd(role: Role): number {
  const { x, width } = trueHeightBarOf(role);
  return x + width;
}
