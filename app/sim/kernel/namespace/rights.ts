/** What a process may do to what belongs to a user namespace. */
import type { World } from "../../core/world";
import type { Process } from "../process/table";
import { outward } from "./nesting";
import { namespaces } from "./table";

/** A process's mask of capabilities holds the capability of this number. */
export function hasCapability(process: Pick<Process, "capabilities">, capability: number): boolean {
  return ((BigInt(`0x${process.capabilities}`) >> BigInt(capability)) & 1n) === 1n;
}

/**
 * Whether a process has a capability in a user namespace: in its own and those inside it by its mask, and in one that its
 * user has made right below its own (and those inside that) whatever its mask. Root of one is nobody in those around it.
 */
export function isCapableIn(
  world: World,
  process: Pick<Process, "capabilities" | "ns" | "uid">,
  userNs: number,
  capability: number,
): boolean {
  const line = outward(world, userNs);
  const own = line.indexOf(process.ns.user);
  if (own < 0) return false;
  const below = own === 0 ? undefined : world.get(namespaces, line[own - 1] ?? 0);
  return hasCapability(process, capability) || below?.ownerUid === process.uid;
}
