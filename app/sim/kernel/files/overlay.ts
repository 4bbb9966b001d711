/** What an overlay's upper layer changes, and copies of layers. */
import type { World } from "../../core/world";
import { byBytes, childOf, lookIn, namesIn, rootStack, type Stack } from "./layers";
import { below } from "./paths";
import { treeRow } from "./room";
import { entries, fileSystems, fileTrees, type Inode, inodes } from "./tables";
import { createTree } from "./tree";

/** Something added, changed or deleted. */
export interface Change {
  readonly kind: "A" | "C" | "D";
  readonly path: string;
}

/**
 * What an overlay changes of its lower layers, as `docker diff` shows it, by path: added files and all that is in added
 * directories, changed files, deleted ones (a directory without its content); directories that hold changes are changed.
 */
export function overlayDiff(
  world: World,
  of: number | { readonly upper: number; readonly lowers: readonly number[] },
): Change[] {
  const { upper, lowers } = typeof of === "number" ? layersOf(world, of) : of;
  const changes: Change[] = [];
  compare(world, world.must(inodes, upper), rootStack(world, { root: 0, lowers }), "/", changes);
  return changes.sort((a, b) => byBytes(a.path, b.path));
}

function layersOf(world: World, id: number) {
  const { root, lowers } = world.must(fileSystems, id);
  return { upper: root, lowers };
}

/** Adds the changes within a directory of the upper layer; `dirs` is what the lower layers have at its path. */
function compare(world: World, dir: Inode, dirs: Stack, path: string, changes: Change[]): void {
  for (const entry of world.find(entries, "dir", dir.id)) {
    const inode = world.must(inodes, entry.inode);
    const lower = lookIn(world, dirs, entry.name);
    const at = below(path, entry.name);
    const [old] = lower;
    if (inode.kind === "whiteout") {
      if (old) changes.push({ kind: "D", path: at });
    } else {
      const before = changes.length;
      if (inode.kind === "dir") compare(world, inode, old?.kind === "dir" ? lower : [], at, changes);
      if (!old) changes.push({ kind: "A", path: at });
      else if (changes.length > before || differs(inode, old)) changes.push({ kind: "C", path: at });
    }
  }
  if (dir.opaque)
    for (const name of namesIn(world, dirs))
      if (!childOf(world, dir.id, name)) changes.push({ kind: "D", path: below(path, name) });
}

function differs(a: Inode, b: Inode): boolean {
  if (a.kind !== b.kind || a.mode !== b.mode || a.uid !== b.uid || a.gid !== b.gid) return true;
  if (a.kind === "dir") return false;
  return (
    a.size !== b.size ||
    a.modifiedAt !== b.modifiedAt ||
    a.content !== b.content ||
    a.target !== b.target ||
    a.exec !== b.exec
  );
}

/** A new tree with the same content, whiteouts included. No disk pays for it yet. */
export function copyTree(world: World, from: number): number {
  const root = createTree(world);
  const tree = treeRow(world, root);
  world.update(fileTrees, tree.id, { bytes: treeRow(world, from).bytes });
  const { mode, uid, gid, modifiedAt, opaque } = world.must(inodes, from);
  world.update(inodes, root, { mode, uid, gid, modifiedAt, opaque });
  copyInto(world, from, root, root);
  return root;
}

function copyInto(world: World, from: number, dir: number, tree: number): void {
  for (const entry of world.find(entries, "dir", from)) {
    const copy = world.insert(inodes, { ...world.must(inodes, entry.inode), tree });
    world.insert(entries, { dir, name: entry.name, inode: copy.id });
    if (copy.kind === "dir") copyInto(world, entry.inode, copy.id, tree);
  }
}
