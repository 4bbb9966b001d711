/** How namespaces lie in one another: pid and user namespaces nest. */
import type { World } from "../../core/world";
import { namespaces } from "./table";

/** A namespace and those around it, innermost first. */
export function outward(world: World, ns: number): number[] {
  const chain: number[] = [];
  for (let at = ns; at !== 0; at = world.get(namespaces, at)?.parent ?? 0) chain.push(at);
  return chain;
}

/** The namespace `inner` is `outer`, or somewhere inside it. */
export function isWithin(world: World, inner: number, outer: number): boolean {
  return outward(world, inner).includes(outer);
}
