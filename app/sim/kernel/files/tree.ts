/** Trees of files: the content of a disk, of an image's layer, of a container's upper layer, of a volume. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { DEVICE_MODE, DIRECTORY_MODE, FILE_MODE, LINK_MODE, PROGRAM_MODE } from "./abi";
import { useDisk as takeRoom } from "./disk";
import { childOf } from "./layers";
import { byteLength, namesOf } from "./paths";
import { closeTree, growTree, releasePages, treeRow } from "./room";
import { entries, fileTrees, type Inode, type InodeKind, inodes } from "./tables";

/** A file to be planted. The kind is told by what is given: `target` a symbolic link, `content`, `size` or `exec` a file. */
export interface FileSpec {
  /** From the tree's root. Directories on the way are made. */
  readonly path: string;
  readonly kind?: InodeKind;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Bytes, where they are not those of `content`. */
  readonly size?: number;
  readonly content?: string;
  /** Of a symbolic link; of a device, its numbers. */
  readonly target?: string;
  /** Modelled program that the file holds. */
  readonly exec?: string;
  /** A directory that hides what layers below it have there. */
  readonly opaque?: boolean;
}

type NewInode = Partial<Omit<Inode, "id" | "tree" | "kind" | "modifiedAt">>;

/** Adds an inode to a tree, of root's and of now unless told otherwise; nothing names it yet. */
export function addInode(world: World, tree: number, kind: InodeKind, fields: NewInode): Inode {
  return world.insert(inodes, {
    mode: kind === "dir" ? DIRECTORY_MODE : FILE_MODE,
    uid: 0,
    gid: 0,
    size: 0,
    content: null,
    target: "",
    exec: "",
    opaque: false,
    ...fields,
    tree,
    kind,
    modifiedAt: world.now,
  });
}

/** A new empty tree: its root directory, mode 755, of root. */
export function createTree(world: World): number {
  const root = addInode(world, 0, "dir", {}).id;
  world.update(inodes, root, { tree: root });
  world.insert(fileTrees, { root, bytes: 0, disk: null, paidBytes: 0 });
  return root;
}

/** Removes a tree with all that is in it; its disk and the groups that paid for it get their room back. */
export function removeTree(world: World, root: number): void {
  closeTree(world, treeRow(world, root));
  for (const inode of world.find(inodes, "tree", root)) {
    if (inode.kind === "dir")
      for (const entry of world.find(entries, "dir", inode.id)) world.remove(entries, entry.id);
    world.remove(inodes, inode.id);
  }
}

/** Bytes of all files in a tree. Directories count nothing, as in `docker ps --size`. */
export function treeBytes(world: World, root: number): number {
  return treeRow(world, root).bytes;
}

/** From now on a disk pays for what is written into a tree, unless one does already. What is in it stays as it is. */
export function payWith(world: World, root: number, disk: number): void {
  const tree = treeRow(world, root);
  if (tree.disk === null) world.update(fileTrees, tree.id, { disk });
}

/** Puts a tree that no disk pays for, such as a copy, onto a disk: it pays for all that is in it. Refused with ENOSPC. */
export function storeTree(world: World, root: number, disk: number): Result<void> {
  const tree = treeRow(world, root);
  if (tree.disk !== null) throw new Error(`tree ${root} is on a disk already`);
  const room = takeRoom(world, disk, tree.bytes);
  if (room.ok) world.update(fileTrees, tree.id, { disk, paidBytes: tree.bytes });
  return room;
}

/**
 * Puts files into a tree, as from an archive: directories on the way are made, what was there under the same name is
 * replaced, directories keep their content. `disk` pays for them and for all that is written into the tree later (`null`:
 * nobody does). Refused with ENOSPC, and nothing is planted.
 */
export function plantTree(
  world: World,
  root: number,
  files: readonly FileSpec[],
  disk: number | null,
): Result<void> {
  if (disk !== null) payWith(world, root, disk);
  const specs = files.map((spec) => ({ spec, kind: kindOf(spec), size: sizeOf(spec) }));
  const room = growTree(
    world,
    root,
    specs.reduce((sum, { size }) => sum + size, 0),
  );
  if (!room.ok) return room;
  for (const { spec, kind, size } of specs) plant(world, root, spec, kind, size);
  return ok(undefined);
}

function kindOf(spec: FileSpec): InodeKind {
  if (spec.kind) return spec.kind;
  if (spec.target !== undefined) return "symlink";
  return spec.content === undefined && spec.size === undefined && spec.exec === undefined ? "dir" : "file";
}

function sizeOf(spec: FileSpec): number {
  const kind = kindOf(spec);
  if (kind === "symlink") return byteLength(spec.target ?? "");
  return kind === "file" ? (spec.size ?? byteLength(spec.content ?? "")) : 0;
}

const MODES: Readonly<Record<InodeKind, number>> = {
  file: FILE_MODE,
  dir: DIRECTORY_MODE,
  symlink: LINK_MODE,
  char: DEVICE_MODE,
  whiteout: 0,
};

function plant(world: World, root: number, spec: FileSpec, kind: InodeKind, size: number): void {
  const { path, kind: _, ...given } = spec;
  const names = namesOf(path);
  const name = names.pop();
  const dir = names.reduce((at, part) => directory(world, at, part), root);
  const old = name === undefined ? world.must(inodes, root) : childOf(world, dir, name);
  const fields = { ...given, mode: spec.mode ?? (spec.exec ? PROGRAM_MODE : MODES[kind]), size };
  if (old?.kind === "dir" && kind === "dir") {
    world.update(inodes, old.id, { ...fields, modifiedAt: world.now });
    return;
  }
  if (name === undefined) throw new Error("the root of a tree is a directory");
  if (old) unlink(world, dir, name);
  const inode = addInode(world, root, kind, fields);
  world.insert(entries, { dir, name, inode: inode.id });
}

function directory(world: World, dir: number, name: string): number {
  const found = childOf(world, dir, name);
  if (found?.kind === "dir") return found.id;
  if (found) unlink(world, dir, name);
  const made = addInode(world, world.must(inodes, dir).tree, "dir", {});
  world.insert(entries, { dir, name, inode: made.id });
  return made.id;
}

/** Takes a name out of a directory of one tree, with what it names and everything below; who paid for it gets it back. */
export function unlink(world: World, dir: number, name: string): void {
  const entry = world.first(entries, "name", `${dir}/${name}`);
  if (entry === undefined) return;
  const inode = world.must(inodes, entry.inode);
  if (inode.kind === "dir")
    for (const child of world.find(entries, "dir", inode.id)) unlink(world, inode.id, child.name);
  growTree(world, inode.tree, -inode.size);
  releasePages(world, inode.id, inode.size);
  world.remove(entries, entry.id);
  world.remove(inodes, inode.id);
}
