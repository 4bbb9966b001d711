/** Who pays for what files hold: the tree's disk, or the memory of the control group that wrote them. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { cgroups } from "../cgroup/table";
import { lineOf } from "../cgroup/walk";
import { kernels } from "../kernel";
import { chargeGroup, freeMemory } from "../memory/account";
import { useDisk as takeRoom } from "./disk";
import { fail } from "./errno";
import { disks, type FileSystem, type FileTree, fileTrees, pageCharges } from "./tables";

/** The row of a tree. Throws if there is no such tree. */
export function treeRow(world: World, root: number): FileTree {
  const tree = world.first(fileTrees, "root", root);
  if (tree === undefined) throw new Error(`no tree ${root}`);
  return tree;
}

/** Counts bytes into a tree, or out of it (negative), and takes them from its disk. Refused with ENOSPC. */
export function growTree(world: World, root: number, deltaBytes: number): Result<void> {
  if (deltaBytes === 0) return ok(undefined);
  const tree = treeRow(world, root);
  let { paidBytes } = tree;
  if (tree.disk !== null) {
    const paid = Math.max(deltaBytes, -paidBytes);
    const taken = takeRoom(world, tree.disk, paid);
    if (!taken.ok) return taken;
    paidBytes += paid;
  }
  world.update(fileTrees, tree.id, { bytes: tree.bytes + deltaBytes, paidBytes });
  return ok(undefined);
}

/**
 * Makes room for what somebody writes into a file system, or gives room back (negative). Refused with ENOSPC when the
 * disk, or a tmpfs with a size, is full, and with ENOMEM when the memory under a tmpfs is.
 */
export function makeRoom(world: World, fs: FileSystem, cgroup: number, deltaBytes: number): Result<void> {
  if (deltaBytes > 0 && fs.sizeLimit !== null && treeRow(world, fs.root).bytes + deltaBytes > fs.sizeLimit)
    return fail(
      "ENOSPC",
      `${deltaBytes} bytes cannot be written to ${fs.source}`,
      `no space left on device: this ${fs.type} holds at most ${fs.sizeLimit} bytes`,
      "Remove something from it, or mount it with a larger size",
    );
  if (deltaBytes > 0 && fs.type === "tmpfs") {
    const full = memoryIsFull(world, fs.kernel, cgroup, deltaBytes);
    if (full) return fail("ENOMEM", `${deltaBytes} bytes cannot be written to ${fs.source}`);
  }
  return growTree(world, fs.root, deltaBytes);
}

function memoryIsFull(world: World, kernel: number, cgroup: number, bytes: number): boolean {
  if (world.get(kernels, kernel) && freeMemory(world, kernel) < bytes) return true;
  return lineOf(world, cgroup).some(
    ({ memoryMax, memoryCurrent }) => memoryMax !== null && memoryCurrent + bytes > memoryMax,
  );
}

/** Charges memory for what a control group wrote into a file in memory, or gives it back (negative), last writer first. */
export function chargePages(
  world: World,
  fs: FileSystem,
  inode: number,
  cgroup: number,
  deltaBytes: number,
): void {
  if (fs.type !== "tmpfs" || deltaBytes === 0) return;
  if (deltaBytes < 0) {
    releasePages(world, inode, -deltaBytes);
    return;
  }
  const groups = lineOf(world, cgroup).map(({ id }) => id);
  if (groups.length === 0) return;
  chargeGroup(world, cgroup, deltaBytes);
  const same = world.find(pageCharges, "inode", inode).find((charge) => charge.groups[0] === cgroup);
  if (same) world.update(pageCharges, same.id, { bytes: same.bytes + deltaBytes });
  else world.insert(pageCharges, { inode, tree: fs.root, groups, bytes: deltaBytes });
}

/** Gives back memory that is charged for a file, at most `bytes` of it, last writer first. */
export function releasePages(world: World, inode: number, bytes: number): void {
  let left = bytes;
  for (const charge of world.find(pageCharges, "inode", inode).reverse()) {
    const part = Math.min(left, charge.bytes);
    left -= part;
    releaseCharge(world, charge.id, part);
    if (left === 0) return;
  }
}

/** Gives back part of what a group pays for a file; the nearest group that still exists above it has it by then. */
function releaseCharge(world: World, id: number, bytes: number): void {
  const charge = world.must(pageCharges, id);
  const payer = charge.groups.find((group) => world.get(cgroups, group));
  if (payer !== undefined && bytes > 0) chargeGroup(world, payer, -bytes);
  if (bytes === charge.bytes) world.remove(pageCharges, id);
  else world.update(pageCharges, id, { bytes: charge.bytes - bytes });
}

/** Gives back all memory and disk room that a tree has taken, and forgets the tree. */
export function closeTree(world: World, tree: FileTree): void {
  for (const charge of world.find(pageCharges, "tree", tree.root))
    releaseCharge(world, charge.id, charge.bytes);
  if (tree.disk !== null && world.get(disks, tree.disk)) takeRoom(world, tree.disk, -tree.paidBytes);
  world.remove(fileTrees, tree.id);
}
