/** Looking at files. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { EXECUTE, READ, WRITE } from "./abi";
import { fail } from "./errno";
import { byBytes, namesIn } from "./layers";
import { isWithin, namesOf } from "./paths";
import { isTreeless, resolveExisting, type Spot } from "./resolve";
import { type InodeKind, mounts } from "./tables";
import { permits, type View } from "./view";

export interface FileStat {
  readonly kind: InodeKind;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; 0 for directories and devices. */
  readonly size: number;
  /** Virtual ms. */
  readonly modifiedAt: number;
  /** Of a symbolic link; of a device, its numbers, e.g. `1:3`. */
  readonly target: string;
  /** Modelled program that it holds; empty for none. */
  readonly exec: string;
  /** Number of the inode that is seen (the topmost layer's). */
  readonly inode: number;
  /** Row number of the file system that it is on. */
  readonly fs: number;
}

function statOf({ top, fs }: Spot): FileStat {
  const { kind, mode, uid, gid, size, modifiedAt, target, exec, id } = top;
  return { kind, mode, uid, gid, size, modifiedAt, target, exec, inode: id, fs: fs.id };
}

/** What a path leads to, through a symbolic link at its end. Refused: ENOENT, ENOTDIR, EACCES, ELOOP. */
export function stat(world: World, view: View, path: string): Result<FileStat> {
  const found = resolveExisting(world, view, path, { follow: true, what: `${path} cannot be looked at` });
  return found.ok ? ok(statOf(found.value)) : found;
}

/** Like `stat`, but a symbolic link at the end is what is looked at. */
export function lstat(world: World, view: View, path: string): Result<FileStat> {
  const found = resolveExisting(world, view, path, { follow: false, what: `${path} cannot be looked at` });
  return found.ok ? ok(statOf(found.value)) : found;
}

/** The text of a file: empty for devices and where only the size is modelled. Refused also: EISDIR. */
export function readFile(world: World, view: View, path: string): Result<string> {
  const what = `${path} cannot be read`;
  const found = resolveExisting(world, view, path, { follow: true, what });
  if (!found.ok) return found;
  const { top } = found.value;
  if (!permits(view, top, READ)) return fail("EACCES", what);
  if (top.kind === "dir") return fail("EISDIR", what);
  return ok(top.content ?? "");
}

/** The names in a directory, sorted, without `.` and `..`. Refused also: ENOTDIR. */
export function list(world: World, view: View, path: string): Result<string[]> {
  const what = `${path} cannot be listed`;
  const found = resolveExisting(world, view, path, { follow: true, what });
  if (!found.ok) return found;
  const { top, stack, fs, mount, path: at } = found.value;
  if (top.kind !== "dir") return fail("ENOTDIR", what, `${at} is not a directory`);
  if (!permits(view, top, READ)) return fail("EACCES", what);
  if (!isTreeless(fs)) return ok(namesIn(world, stack));
  const depth = namesOf(at).length;
  const leading = world
    .find(mounts, "parent", mount.id)
    .filter((row) => row.path !== at && isWithin(row.path, at))
    .map((row) => namesOf(row.path)[depth] ?? "");
  return ok([...new Set(leading)].sort(byBytes));
}

/** Where a symbolic link leads. Refused: EINVAL if it is none. */
export function readLink(world: World, view: View, path: string): Result<string> {
  const what = `${path} cannot be read as a link`;
  const found = resolveExisting(world, view, path, { follow: false, what });
  if (!found.ok) return found;
  if (found.value.top.kind !== "symlink") return fail("EINVAL", what, "it is not a symbolic link");
  return ok(found.value.top.target);
}

const BITS = { r: READ, w: WRITE, x: EXECUTE } as const;

/** Whether a view may read (r), write (w), execute or search (x) what is at a path. Refused: EACCES, EROFS. */
export function access(world: World, view: View, path: string, want: "r" | "w" | "x"): Result<void> {
  const what = `${path} cannot be used that way`;
  const found = resolveExisting(world, view, path, { follow: true, what });
  if (!found.ok) return found;
  const { top, mount, fs } = found.value;
  if (want === "w" && top.kind !== "char" && (mount.readOnly || (fs.root === 0 && !isTreeless(fs))))
    return fail("EROFS", what);
  return permits(view, top, BITS[want]) ? ok(undefined) : fail("EACCES", what);
}
