/** Writing to a union: what is changed is copied up first, what is removed below is hidden by a whiteout. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { lookIn, lowersOf, rootStack } from "./layers";
import { namesOf, split } from "./paths";
import type { Spot } from "./resolve";
import { chargePages, makeRoom } from "./room";
import { entries, type FileSystem, type Inode, inodes } from "./tables";
import { addInode, unlink } from "./tree";

/** A file to be made: all of an inode but what the file system itself decides. */
export type NewFile = Pick<Inode, "kind" | "mode" | "uid" | "gid"> &
  Partial<Pick<Inode, "size" | "content" | "target" | "exec">>;

/** The directory of a file system's own tree at a path; directories of lower layers on the way are copied up, empty. */
function upperDir(world: World, fs: FileSystem, path: string): number {
  let stack = rootStack(world, fs);
  let upper = fs.root;
  for (const name of namesOf(path)) {
    stack = lookIn(world, stack, name);
    const [top] = stack;
    if (top === undefined) throw new Error(`no directory ${path}`);
    if (top.tree === fs.root) upper = top.id;
    else {
      const copy = world.insert(inodes, { ...top, tree: fs.root, opaque: false }).id;
      world.insert(entries, { dir: upper, name, inode: copy });
      upper = copy;
    }
  }
  return upper;
}

/**
 * The inode of a spot in its file system's own tree, copied up from a lower layer if it is not there yet. A file counts
 * with all its bytes. Refused: ENOSPC, ENOMEM.
 */
export function copyUp(world: World, { fs, fsPath, top }: Spot, cgroup: number): Result<Inode> {
  if (top.tree === fs.root) return ok(top);
  if (top.kind === "dir") return ok(world.must(inodes, upperDir(world, fs, fsPath)));
  const room = makeRoom(world, fs, cgroup, top.size);
  if (!room.ok) return room;
  const { dir, name } = split(fsPath);
  const copy = world.insert(inodes, { ...top, tree: fs.root });
  nameInode(world, upperDir(world, fs, dir), name, copy.id);
  chargePages(world, fs, copy.id, cgroup, copy.size);
  return ok(copy);
}

/** Gives an inode a name in a directory of its own tree, in place of whatever had it there. */
function nameInode(world: World, dir: number, name: string, inode: number): void {
  unlink(world, dir, name);
  world.insert(entries, { dir, name, inode });
}

function touch(world: World, inode: number): void {
  if (world.must(inodes, inode).modifiedAt !== world.now)
    world.update(inodes, inode, { modifiedAt: world.now });
}

function isBelow(world: World, dir: Spot, name: string): boolean {
  return lookIn(world, lowersOf(dir.fs, dir.stack), name).length > 0;
}

/** Makes a file in a directory. A directory over something in a lower layer is opaque. Refused: ENOSPC, ENOMEM. */
export function make(world: World, dir: Spot, name: string, file: NewFile, cgroup: number): Result<Inode> {
  const { fs, fsPath } = dir;
  const size = file.size ?? 0;
  const room = makeRoom(world, fs, cgroup, size);
  if (!room.ok) return room;
  const { kind, ...fields } = file;
  const opaque = kind === "dir" && isBelow(world, dir, name);
  const inode = addInode(world, fs.root, kind, { ...fields, opaque });
  const upper = upperDir(world, fs, fsPath);
  nameInode(world, upper, name, inode.id);
  chargePages(world, fs, inode.id, cgroup, size);
  touch(world, upper);
  return ok(inode);
}

/** Removes a name from a directory: from the file system's own tree, and with a whiteout from sight in the layers below. */
export function erase(world: World, dir: Spot, name: string): void {
  const upper = upperDir(world, dir.fs, dir.fsPath);
  unlink(world, upper, name);
  hide(world, dir, name, upper);
  touch(world, upper);
}

function hide(world: World, dir: Spot, name: string, upper: number): void {
  if (!isBelow(world, dir, name)) return;
  const whiteout = addInode(world, dir.fs.root, "whiteout", { mode: 0 });
  world.insert(entries, { dir: upper, name, inode: whiteout.id });
}

/** Moves an inode of the file system's own tree from one name to another, in place of what was there. */
export function move(
  world: World,
  inode: Inode,
  from: { readonly dir: Spot; readonly name: string },
  to: { readonly dir: Spot; readonly name: string },
): void {
  const source = upperDir(world, from.dir.fs, from.dir.fsPath);
  const target = upperDir(world, to.dir.fs, to.dir.fsPath);
  const entry = world.first(entries, "name", `${source}/${from.name}`);
  if (entry) world.remove(entries, entry.id);
  hide(world, from.dir, from.name, source);
  nameInode(world, target, to.name, inode.id);
  if (inode.kind === "dir" && isBelow(world, to.dir, to.name))
    world.update(inodes, inode.id, { opaque: true });
  touch(world, source);
  touch(world, target);
}
