/** For tests of files: mount namespaces with a disk or an overlay at their root, and short ways to look at them. */
import type { Result } from "../core/result";
import { World } from "../core/world";
import { createDisk } from "../kernel/files/disk";
import { createFileSystem } from "../kernel/files/file-systems";
import { mountsOf, pivotTo } from "../kernel/files/mounts";
import { list, lstat, readFile, readLink } from "../kernel/files/read";
import { entries, inodes } from "../kernel/files/tables";
import { createTree, type FileSpec, plantTree } from "../kernel/files/tree";
import type { View } from "../kernel/files/view";

/** Number of the mount namespace of a test; others are any other numbers. */
export const NS = 1_000_000;

/** The value of a result that must not be a refusal. */
export function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.what}: ${result.refusal.why}`);
  return result.value;
}

/** The code of a refusal; `ok` if there is none. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? "ok" : result.refusal.code;
}

/** Root's view of a test's namespace, or what is asked for in place of it. */
export function viewIn(ns: number = NS, change: Partial<View> = {}): View {
  return {
    kernel: 0,
    mntNs: ns,
    root: "/",
    cwd: "/",
    uid: 0,
    gid: 0,
    cgroup: 0,
    privileged: true,
    ...change,
  };
}

/** A tree with files in it. */
export function treeOf(world: World, files: readonly FileSpec[], disk: number | null = null): number {
  const root = createTree(world);
  done(plantTree(world, root, files, disk));
  return root;
}

/** A world whose test namespace has a disk of `capacityBytes` with files at its root. */
export function diskWorld(files: readonly FileSpec[] = [], capacityBytes = 1_000_000) {
  const world = new World(1);
  const disk = createDisk(world, { label: "disk", capacityBytes, bytesPerMs: 1000, backing: null }).id;
  const tree = treeOf(world, files, disk);
  const fs = createFileSystem(world, { kernel: 0, type: "ext4", root: tree, disk, source: "/dev/sda1" });
  pivotTo(world, NS, fs.id);
  return { world, disk, tree, view: viewIn() };
}

/** A world whose test namespace has an overlay at its root. `layers`: topmost first. */
export function overlayWorld(...layers: readonly (readonly FileSpec[])[]) {
  const world = new World(1);
  const lowers = layers.map((files) => treeOf(world, files));
  return { world, lowers, ...overlayAt(world, NS, lowers) };
}

/** Puts an overlay with a new upper layer over lower trees at the root of a namespace. */
export function overlayAt(world: World, ns: number, lowers: readonly number[], disk: number | null = null) {
  const upper = createTree(world);
  const { id } = createFileSystem(world, {
    kernel: 0,
    type: "overlay",
    root: upper,
    lowers,
    disk,
    source: "overlay",
  });
  pivotTo(world, ns, id);
  return { upper, fs: id, view: viewIn(ns) };
}

/** Everything in one tree by path: `dir`, `= content`, `-> target`, `whiteout`, with `opaque` where it is. */
export function treeMap(world: World, root: number): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (dir: number, path: string) => {
    for (const entry of world.find(entries, "dir", dir)) {
      const inode = world.must(inodes, entry.inode);
      const at = `${path}/${entry.name}`;
      if (inode.kind === "file") found[at] = `= ${inode.content ?? inode.size}`;
      else if (inode.kind === "symlink") found[at] = `-> ${inode.target}`;
      else found[at] = inode.opaque ? `${inode.kind} opaque` : inode.kind;
      if (inode.kind === "dir") walk(inode.id, at);
    }
  };
  walk(root, "");
  return found;
}

/** Everything that a view sees, by path, in the words of `treeMap`. */
export function viewMap(world: World, view: View, from = "/"): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (path: string) => {
    for (const name of done(list(world, view, path))) {
      const at = path === "/" ? `/${name}` : `${path}/${name}`;
      const { kind, size } = done(lstat(world, view, at));
      if (kind === "file") found[at] = `= ${done(readFile(world, view, at)) || size || ""}`;
      else if (kind === "symlink") found[at] = `-> ${done(readLink(world, view, at))}`;
      else found[at] = kind;
      if (kind === "dir") walk(at);
    }
  };
  walk(from);
  return found;
}

/** Paths of the mounts of a namespace, in order. */
export function mountPaths(world: World, ns: number = NS): string[] {
  return mountsOf(world, ns).map((mount) => mount.path);
}
