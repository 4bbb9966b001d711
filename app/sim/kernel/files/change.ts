/** Changing files, as the system calls do: permissions first, then room, then the change. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { DEVICES, DIRECTORY_MODE, EXECUTE, FILE_MODE, LINK_MODE, MODE_BITS, STICKY, WRITE } from "./abi";
import { fail } from "./errno";
import { namesIn } from "./layers";
import { byteLength, isWithin } from "./paths";
import { type End, isTreeless, resolve, resolveExisting, type Spot } from "./resolve";
import { chargePages, makeRoom } from "./room";
import { type Inode, inodes, mounts } from "./tables";
import { copyUp, erase, make, move } from "./upper";
import { permits, type View } from "./view";

interface WriteOptions {
  readonly append?: boolean;
  /** Bytes, where they are not those of the text. */
  readonly size?: number;
  /** Permission bits, if the file is new. */
  readonly mode?: number;
  /** Modelled program that the file holds from now on. */
  readonly exec?: string;
}

function writable({ fs, mount }: Spot, what: string): Result<void> {
  if (isTreeless(fs))
    return fail("EACCES", what, `${fs.type} shows the kernel's own state and holds no files`);
  if (mount.readOnly) return fail("EROFS", what, `${mount.path} is mounted read-only`);
  return fs.root === 0 ? fail("EROFS", what) : ok(undefined);
}

/** Whether names may be added to a directory and taken from it. */
function nameable(view: View, dir: Spot, what: string): Result<void> {
  const possible = writable(dir, what);
  if (!possible.ok || permits(view, dir.top, WRITE | EXECUTE)) return possible;
  return fail("EACCES", what, `permission denied: user ${view.uid} may not change the directory ${dir.path}`);
}

/** Whether a name may be taken from a directory. */
function removable(world: World, view: View, { dir }: End, at: Spot, what: string): Result<void> {
  const possible = nameable(view, dir, what);
  if (!possible.ok) return possible;
  const mayAll = view.uid === 0 || view.uid === at.top.uid || view.uid === dir.top.uid;
  if ((dir.top.mode & STICKY) !== 0 && !mayAll) return fail("EPERM", what);
  const isBusy =
    at === dir ||
    at.path === at.mount.path ||
    (at.top.kind === "dir" &&
      world.find(mounts, "parent", at.mount.id).some((mount) => isWithin(mount.path, at.path)));
  return isBusy ? fail("EBUSY", what, "something is mounted there", "Unmount it first") : ok(undefined);
}

/**
 * Writes a file, new or old, or appends to it; `content` null where only its size is modelled. Through an overlay, a file
 * of a lower layer is copied up. Devices take everything, `/dev/full` nothing.
 * Refused: ENOENT, ENOTDIR, EISDIR, EACCES, EROFS, ENOSPC, ENOMEM, ELOOP.
 */
export function writeFile(
  world: World,
  view: View,
  path: string,
  content: string | null,
  options: WriteOptions = {},
): Result<void> {
  const what = `${path} cannot be written`;
  const end = resolve(world, view, path, { follow: true, what });
  if (!end.ok) return end;
  const { at, dir, name } = end.value;
  const added = options.size ?? byteLength(content ?? "");
  if (at) return rewrite(world, view, at, { content, added, options, what });
  if (path.endsWith("/")) return fail("EISDIR", what);
  const possible = nameable(view, dir, what);
  if (!possible.ok) return possible;
  const { uid, gid } = view;
  const { mode = FILE_MODE, exec = "" } = options;
  const made = make(
    world,
    dir,
    name,
    { kind: "file", mode, uid, gid, content, size: added, exec },
    view.cgroup,
  );
  return made.ok ? ok(undefined) : made;
}

interface Writing {
  readonly content: string | null;
  readonly added: number;
  readonly options: WriteOptions;
  readonly what: string;
}

function rewrite(
  world: World,
  view: View,
  at: Spot,
  { content, added, options, what }: Writing,
): Result<void> {
  const { top, fs } = at;
  if (top.kind === "dir") return fail("EISDIR", what);
  if (top.kind === "char") {
    if (!permits(view, top, WRITE)) return fail("EACCES", what);
    return top.target === DEVICES.full ? fail("ENOSPC", what, "no space left on device") : ok(undefined);
  }
  const possible = writable(at, what);
  if (!possible.ok) return possible;
  if (!permits(view, top, WRITE)) return fail("EACCES", what);
  const append = options.append === true;
  const isOwn = top.tree === fs.root;
  const size = append ? top.size + added : added;
  const growth = append || isOwn ? size - top.size : size;
  const room = makeRoom(world, fs, view.cgroup, growth);
  if (!room.ok) return room;
  // What is overwritten whole need not be copied up with its content.
  const kept: Spot = append || isOwn ? at : { ...at, top: { ...top, size: 0 } };
  const copied = copyUp(world, kept, view.cgroup);
  if (!copied.ok) {
    makeRoom(world, fs, view.cgroup, -growth);
    return copied;
  }
  const old = copied.value;
  const isText = content !== null && (!append || old.content !== null || old.size === 0);
  world.update(inodes, old.id, {
    content: isText ? (append ? (old.content ?? "") : "") + content : null,
    size,
    exec: options.exec ?? (append ? old.exec : ""),
    modifiedAt: world.now,
  });
  chargePages(world, fs, old.id, view.cgroup, growth);
  return ok(undefined);
}

/** Makes a directory; with `parents` also those on the way, and one that exists is no mistake. Refused also: EEXIST. */
export function mkdir(
  world: World,
  view: View,
  path: string,
  options: { readonly mode?: number; readonly parents?: boolean } = {},
): Result<void> {
  const what = `the directory ${path} cannot be made`;
  if (options.parents) {
    const names = path.split("/").filter((name) => name !== "");
    const start = path.startsWith("/") ? "/" : "";
    for (let count = 1; count < names.length; count++) {
      const made = mkdirOne(world, view, start + names.slice(0, count).join("/"), DIRECTORY_MODE, true, what);
      if (!made.ok) return made;
    }
  }
  return mkdirOne(world, view, path, options.mode ?? DIRECTORY_MODE, options.parents === true, what);
}

function mkdirOne(
  world: World,
  view: View,
  path: string,
  mode: number,
  mayExist: boolean,
  what: string,
): Result<void> {
  const end = resolve(world, view, path, { follow: mayExist, what });
  if (!end.ok) return end;
  const { at, dir, name } = end.value;
  if (at) return mayExist && at.top.kind === "dir" ? ok(undefined) : fail("EEXIST", what);
  const possible = nameable(view, dir, what);
  if (!possible.ok) return possible;
  const made = make(world, dir, name, { kind: "dir", mode, uid: view.uid, gid: view.gid }, view.cgroup);
  return made.ok ? ok(undefined) : made;
}

/** Makes a symbolic link at `path` that leads to `target`, which need not exist. Refused also: EEXIST. */
export function symlink(world: World, view: View, target: string, path: string): Result<void> {
  const what = `the link ${path} cannot be made`;
  if (target === "") return fail("ENOENT", what, "a link must lead somewhere");
  const end = resolve(world, view, path, { follow: false, what });
  if (!end.ok) return end;
  const { at, dir, name } = end.value;
  if (at) return fail("EEXIST", what);
  const possible = nameable(view, dir, what);
  if (!possible.ok) return possible;
  const { uid, gid } = view;
  const link = { kind: "symlink", mode: LINK_MODE, uid, gid, target, size: byteLength(target) } as const;
  const made = make(world, dir, name, link, view.cgroup);
  return made.ok ? ok(undefined) : made;
}

/** Removes a file or link. Refused: ENOENT, EISDIR, EACCES, EPERM (sticky directory), EROFS, EBUSY (mount point). */
export function remove(world: World, view: View, path: string): Result<void> {
  const what = `${path} cannot be removed`;
  const end = resolve(world, view, path, { follow: false, what });
  if (!end.ok) return end;
  const { at, dir, name } = end.value;
  if (!at) return fail("ENOENT", what);
  if (at.top.kind === "dir") return fail("EISDIR", what);
  const possible = removable(world, view, end.value, at, what);
  if (possible.ok) erase(world, dir, name);
  return possible;
}

/** Removes an empty directory. Refused also: ENOTDIR, ENOTEMPTY. */
export function removeDir(world: World, view: View, path: string): Result<void> {
  const what = `the directory ${path} cannot be removed`;
  const end = resolve(world, view, path, { follow: false, what });
  if (!end.ok) return end;
  const { at, dir, name } = end.value;
  if (!at) return fail("ENOENT", what);
  if (at.top.kind !== "dir") return fail("ENOTDIR", what);
  const possible = removable(world, view, end.value, at, what);
  if (!possible.ok) return possible;
  if (namesIn(world, at.stack).length > 0) return fail("ENOTEMPTY", what);
  erase(world, dir, name);
  return possible;
}

/**
 * Gives a file or directory another path on the same mount, in place of a file or an empty directory. Refused: EXDEV
 * across mounts, and for a directory of an overlay's lower layer; EINVAL into itself; EISDIR, ENOTDIR, ENOTEMPTY for what
 * it cannot replace; and as for removing and writing.
 */
export function rename(world: World, view: View, from: string, to: string): Result<void> {
  const what = `${from} cannot be renamed to ${to}`;
  const source = resolve(world, view, from, { follow: false, what });
  if (!source.ok) return source;
  const target = resolve(world, view, to, { follow: false, what });
  if (!target.ok) return target;
  const { at } = source.value;
  if (!at) return fail("ENOENT", what);
  if (source.value.dir.mount.id !== target.value.dir.mount.id)
    return fail(
      "EXDEV",
      what,
      "they are on different mounts",
      "Copy it, then remove the old one, as mv does",
    );
  if (target.value.at?.top.id === at.top.id) return ok(undefined);
  const leave = removable(world, view, source.value, at, what);
  if (!leave.ok) return leave;
  const enter = replaceable(world, view, at, target.value, what);
  if (!enter.ok) return enter;
  const isDir = at.top.kind === "dir";
  if (isDir && isWithin(target.value.dir.path, at.path))
    return fail("EINVAL", what, "a directory cannot be moved into itself");
  if (isDir && at.stack.some((inode) => inode.tree !== at.fs.root))
    return fail(
      "EXDEV",
      what,
      "the directory comes from a lower layer of the overlay, which is never changed",
      "Copy it, then remove the old one, as mv does",
    );
  const copied = copyUp(world, at, view.cgroup);
  if (copied.ok) move(world, copied.value, source.value, target.value);
  return copied.ok ? ok(undefined) : copied;
}

/** Whether what is at the end of a path may be replaced by what is to be moved there. */
function replaceable(world: World, view: View, moving: Spot, end: End, what: string): Result<void> {
  const { at, dir } = end;
  if (!at) return nameable(view, dir, what);
  if (moving.top.kind !== "dir" && at.top.kind === "dir")
    return fail("EISDIR", what, `${at.path} is a directory`);
  if (moving.top.kind === "dir" && at.top.kind !== "dir")
    return fail("ENOTDIR", what, `${at.path} is not a directory`);
  if (at.top.kind === "dir" && namesIn(world, at.stack).length > 0)
    return fail("ENOTEMPTY", what, `${at.path} is not empty`);
  return removable(world, view, end, at, what);
}

/** Changes an inode's own data where the view may; the file of a lower layer is copied up. */
function alter(
  world: World,
  view: View,
  path: string,
  { what, may, change }: { what: string; may: (inode: Inode) => boolean; change: Partial<Inode> },
): Result<void> {
  const found = resolveExisting(world, view, path, { follow: true, what });
  if (!found.ok) return found;
  const possible = writable(found.value, what);
  if (!possible.ok) return possible;
  if (!may(found.value.top)) return fail("EPERM", what);
  const copied = copyUp(world, found.value, view.cgroup);
  if (copied.ok) world.update(inodes, copied.value.id, change);
  return copied.ok ? ok(undefined) : copied;
}

/** Sets the permission bits of a file, e.g. 0o755. Refused also: EPERM unless by its owner or root. */
export function chmod(world: World, view: View, path: string, mode: number): Result<void> {
  return alter(world, view, path, {
    what: `the mode of ${path} cannot be changed`,
    may: (inode) => view.uid === 0 || view.uid === inode.uid,
    change: { mode: mode & MODE_BITS },
  });
}

/** Gives a file another owner and group. Refused also: EPERM unless by root. */
export function chown(world: World, view: View, path: string, uid: number, gid: number): Result<void> {
  return alter(world, view, path, {
    what: `the owner of ${path} cannot be changed`,
    may: () => view.uid === 0,
    change: { uid, gid },
  });
}
