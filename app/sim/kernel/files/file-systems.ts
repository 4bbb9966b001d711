/** File systems: made over trees, gone when nothing shows them any more. */
import type { World } from "../../core/world";
import { type FileSystem, type FileSystemType, fileSystems, fileTrees, mounts } from "./tables";
import { createTree, payWith, removeTree } from "./tree";

/** What is needed for a file system. */
interface FileSystemSpec {
  readonly kernel: number;
  readonly type: FileSystemType;
  /** Root of its tree; of an overlay, of its upper layer. Without one, a tmpfs or ext4 gets a tree of its own, and an overlay cannot be written to. */
  readonly root?: number;
  /** Roots of the layers below, topmost first. */
  readonly lowers?: readonly number[];
  /** Disk that pays for what is written; `null` or nothing for content in memory. */
  readonly disk?: number | null;
  /** Most that it holds, bytes. */
  readonly sizeLimit?: number | null;
  /** First column of `mount`. */
  readonly source: string;
}

const WITH_TREE: readonly FileSystemType[] = ["ext4", "tmpfs", "devtmpfs"];

/**
 * A file system that is mounted nowhere yet. With its last mount it is gone, and its row with it: the content of a
 * tmpfs too, while trees on disks stay with whoever made them.
 */
export function createFileSystem(world: World, spec: FileSystemSpec): FileSystem {
  const { root: given, disk = null, lowers = [], sizeLimit = null, kernel, type, source } = spec;
  const root = given ?? (WITH_TREE.includes(type) ? createTree(world) : 0);
  if (disk !== null && root !== 0) payWith(world, root, disk);
  return world.insert(fileSystems, { kernel, type, root, lowers, disk, sizeLimit, source });
}

/**
 * Forgets a file system that no mount shows any more, unless it holds the upper layer of an overlay: then it goes with
 * that. A kernel's devices stay until the kernel goes.
 */
export function closeIfUnused(world: World, id: number): void {
  const fs = world.get(fileSystems, id);
  if (fs === undefined || fs.type === "devtmpfs" || world.first(mounts, "fs", id)) return;
  const others = fs.root === 0 ? [] : world.find(fileSystems, "root", fs.root).filter((row) => row.id !== id);
  if (fs.type === "tmpfs" && others.length > 0) return;
  closeFileSystem(world, fs);
  for (const other of others) closeIfUnused(world, other.id);
}

/** Forgets a file system, and its content if that is in memory. Trees on disks stay with whoever made them. */
function closeFileSystem(world: World, fs: FileSystem): void {
  world.remove(fileSystems, fs.id);
  const inMemory = fs.type === "tmpfs" || fs.type === "devtmpfs";
  if (inMemory && world.first(fileTrees, "root", fs.root)) removeTree(world, fs.root);
}

/** All file systems and mounts of a kernel are gone, with what was in memory: it has stopped. Trees on disks stay. */
export function dropFileSystems(world: World, kernel: number): void {
  for (const fs of world.find(fileSystems, "kernel", kernel)) {
    for (const mount of world.find(mounts, "fs", fs.id)) world.remove(mounts, mount.id);
    closeFileSystem(world, fs);
  }
}
