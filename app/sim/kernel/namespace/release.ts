/** Namespaces disappear with the last thing that needs them. */
import type { World } from "../../core/world";
import { FIRST_NAMESPACE_INODE } from "../abi";
import { dropMounts } from "../files/mounts";
import { dropNet } from "../net/namespace";
import { processes } from "../process/table";
import { namespaces } from "./table";

/**
 * Removes a namespace if it has no members, is not pinned, and no other namespace stands on it or is owned by it; then
 * those that it stood on alike. The initial ones stay as long as their kernel.
 */
export function releaseNamespace(world: World, id: number): void {
  const row = world.get(namespaces, id);
  if (row === undefined || row.pinned || row.inode < FIRST_NAMESPACE_INODE) return;
  if (world.first(processes, "namespace", id) !== undefined) return;
  if (world.first(namespaces, "parent", id) !== undefined) return;
  if (world.first(namespaces, "owner", id) !== undefined) return;
  if (row.kind === "mnt") dropMounts(world, id);
  if (row.kind === "net") dropNet(world, id);
  world.remove(namespaces, id);
  releaseNamespace(world, row.parent);
  releaseNamespace(world, row.owner);
}

/** Keeps a namespace alive without members (a mount or an open file does), or no longer. */
export function pinNamespace(world: World, id: number, pinned: boolean): void {
  world.update(namespaces, id, { pinned });
  if (!pinned) releaseNamespace(world, id);
}
