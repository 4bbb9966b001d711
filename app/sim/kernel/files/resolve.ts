/** From a path to what is there: through directories, symbolic links and mounts, never above the view's root. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { EXECUTE, KERNEL_DIRECTORY_MODE, MAX_LINKS, MAX_NAME, MAX_PATH } from "./abi";
import { fail } from "./errno";
import { lookAt, lookIn, rootStack, type Stack } from "./layers";
import { below, byteLength, isWithin, moved, namesOf } from "./paths";
import { type FileSystem, fileSystems, type Inode, type Mount, mounts } from "./tables";
import { permits, type View } from "./view";

/** A place in a file system. */
export interface Place {
  readonly mount: Mount;
  readonly fs: FileSystem;
  /** Path within the file system. */
  readonly fsPath: string;
  /** Absolute path in the mount namespace. */
  readonly path: string;
}

/** A place with what is seen there. */
export interface Spot extends Place {
  readonly stack: Stack;
  /** What is seen: the topmost of the stack. */
  readonly top: Inode;
}

/** Where a path ends: in a directory, under a name, and what is there if anything is. The view's root is in itself. */
export interface End {
  readonly dir: Spot;
  readonly name: string;
  readonly at: Spot | undefined;
}

/** What every directory of a file system without a tree looks like. */
const KERNEL_DIRECTORY: Inode = {
  id: 0,
  tree: 0,
  kind: "dir",
  mode: KERNEL_DIRECTORY_MODE,
  uid: 0,
  gid: 0,
  size: 0,
  content: null,
  target: "",
  exec: "",
  modifiedAt: 0,
  opaque: false,
};

/** Whether a file system has no tree: it shows the kernel's own state. */
export function isTreeless(fs: FileSystem): boolean {
  return fs.root === 0 && fs.lowers.length === 0;
}

function spot({ mount, fs, fsPath, path }: Place, stack: Stack): Spot | undefined {
  const [top] = stack;
  return top && { mount, fs, fsPath, path, stack, top };
}

/** What a mount shows at its path; nothing if that part of its file system is gone. */
export function spotOf(world: World, mount: Mount): Spot | undefined {
  const fs = world.must(fileSystems, mount.fs);
  const stack = isTreeless(fs)
    ? [KERNEL_DIRECTORY]
    : lookAt(world, rootStack(world, fs), namesOf(mount.fsPath));
  return spot({ mount, fs, fsPath: mount.fsPath, path: mount.path }, stack);
}

/** The uppermost mount at a path on a mount, if there is one. */
function mountAt(world: World, on: number, path: string): Mount | undefined {
  let found: Mount | undefined;
  for (let next = world.first(mounts, "at", `${on}:${path}`); next; ) {
    found = next;
    next = world.first(mounts, "at", `${next.id}:${path}`);
  }
  return found;
}

function rootSpot(world: World, ns: number): Spot | undefined {
  const first = world.first(mounts, "at", `ns:${ns}`);
  return first && spotOf(world, mountAt(world, first.id, first.path) ?? first);
}

/** One name further. `anyName`: in a file system without a tree, names need not exist. */
function step(world: World, here: Spot, name: string, anyName: boolean): Spot | undefined {
  const path = below(here.path, name);
  const over = mountAt(world, here.mount.id, path);
  if (over) return spotOf(world, over);
  const place = { mount: here.mount, fs: here.fs, fsPath: below(here.fsPath, name), path };
  if (!isTreeless(here.fs)) return spot(place, lookIn(world, here.stack, name));
  const leadsOn = () => world.find(mounts, "parent", here.mount.id).some((row) => isWithin(row.path, path));
  return anyName || leadsOn() ? spot(place, [KERNEL_DIRECTORY]) : undefined;
}

interface Walk {
  readonly world: World;
  readonly view: View;
  /** From the namespace's root to here. */
  readonly spots: Spot[];
  /** How many of the spots `..` cannot leave. */
  floor: number;
  readonly checked: boolean;
  readonly anyName: boolean;
  readonly what: string;
}

/** Goes along names from where the walk is. */
function go(walk: Walk, names: readonly string[], follow: boolean): Result<End> {
  const { world, view, spots, what } = walk;
  const ahead = [...names].reverse();
  let links = 0;
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    const here = last(spots);
    if (here.top.kind !== "dir") return fail("ENOTDIR", what, `${here.path} is not a directory`);
    if (walk.checked && !permits(view, here.top, EXECUTE))
      return fail("EACCES", what, `permission denied: ${here.path} may not be searched by this user`);
    if (name === "..") {
      if (spots.length > walk.floor) spots.pop();
      continue;
    }
    if (byteLength(name) > MAX_NAME) return fail("ENAMETOOLONG", what);
    const next = step(world, here, name, walk.anyName);
    if (next === undefined) {
      if (ahead.length > 0) return fail("ENOENT", what, `there is no ${below(here.path, name)}`);
      return ok({ dir: here, name, at: undefined });
    }
    if (next.top.kind === "symlink" && (follow || ahead.length > 0)) {
      if (++links > MAX_LINKS) return fail("ELOOP", what);
      if (next.top.target.startsWith("/")) spots.length = walk.floor;
      ahead.push(...namesOf(next.top.target).reverse());
      continue;
    }
    spots.push(next);
  }
  const at = last(spots);
  const parent = spots.length > walk.floor ? spots.at(-1 - 1) : undefined;
  return ok({ dir: parent ?? at, name: namesOf(at.path).at(-1) ?? "/", at });
}

function last(spots: readonly Spot[]): Spot {
  const spot = spots.at(-1);
  if (spot === undefined) throw new Error("a walk without a beginning");
  return spot;
}

/**
 * Where a path leads. `follow`: also through a symbolic link at its end. `what` is what cannot be done if it leads
 * nowhere. Refused: ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG. What is missing at the end is no refusal.
 */
export function resolve(
  world: World,
  view: View,
  path: string,
  { follow, what, anyName = false }: { follow: boolean; what: string; anyName?: boolean },
): Result<End> {
  if (path === "") return fail("ENOENT", what, "an empty path leads nowhere");
  if (byteLength(path) >= MAX_PATH) return fail("ENAMETOOLONG", what);
  const root = rootSpot(world, view.mntNs);
  if (root === undefined) return fail("ENOENT", what, "nothing is mounted in this mount namespace");
  const spots = [root];
  const start: Walk = { world, view, spots, floor: 1, checked: false, anyName: false, what };
  const inside = go(start, namesOf(view.root), true);
  if (!inside.ok || !inside.value.at) return fail("ENOENT", what, `there is no ${view.root} any more`);
  start.floor = spots.length;
  if (!path.startsWith("/")) {
    const inCwd = go(start, namesOf(view.cwd), true);
    if (!inCwd.ok || !inCwd.value.at)
      return fail("ENOENT", what, `the working directory ${view.cwd} is gone`);
  }
  const asDir = path.endsWith("/") || path.endsWith("/.");
  const end = go({ ...start, checked: true, anyName }, namesOf(path), follow || asDir);
  if (end.ok && asDir && end.value.at && end.value.at.top.kind !== "dir")
    return fail("ENOTDIR", what, `${end.value.at.path} is not a directory`);
  return end;
}

/** Like `resolve`, for what must exist: ENOENT if it does not. */
export function resolveExisting(
  world: World,
  view: View,
  path: string,
  options: { follow: boolean; what: string; anyName?: boolean },
): Result<Spot> {
  const end = resolve(world, view, path, options);
  if (!end.ok) return end;
  return end.value.at ? ok(end.value.at) : fail("ENOENT", options.what);
}

/**
 * The mount, the file system and the place in it where a path leads. In file systems without a tree (/proc, /sys,
 * /sys/fs/cgroup) names need not exist: whoever shows the kernel's state knows them. Refused as by `resolve`.
 */
export function locate(world: World, view: View, path: string): Result<Place> {
  const what = `${path} cannot be found`;
  const found = resolveExisting(world, view, path, { follow: true, what, anyName: true });
  if (!found.ok) return found;
  const { mount, fs, fsPath, path: at } = found.value;
  return ok({ mount, fs, fsPath, path: at });
}

/** The absolute path, as the view sees it, without symbolic links and dots. Refused as by `resolve`. */
export function realPath(world: World, view: View, path: string): Result<string> {
  const what = `${path} cannot be found`;
  const found = resolveExisting(world, view, path, { follow: true, what });
  if (!found.ok) return found;
  return ok(moved(found.value.path, view.root, "/"));
}
