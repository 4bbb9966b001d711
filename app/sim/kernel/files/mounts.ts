/** Mounts: which file system is seen where, in each mount namespace. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { fileCosts } from "../../costs/files";
import { kernels } from "../kernel";
import { processes } from "../process/table";
import { DIRECTORY_MODE, SHARED_DIRECTORY_MODE, SYSTEM_MOUNTS } from "./abi";
import { devicesOf } from "./devices";
import { fail } from "./errno";
import { closeIfUnused, createFileSystem } from "./file-systems";
import { childOf } from "./layers";
import { isWithin, moved, namesOf } from "./paths";
import { appear, disappear, formGroup, mountsBelow } from "./propagation";
import { isTreeless, resolveExisting, spotOf } from "./resolve";
import { type FileSystem, fileSystems, inodes, type Mount, mounts } from "./tables";
import { plantTree } from "./tree";
import { kernelView, type View } from "./view";

/** How a file system is mounted. */
export interface MountOptions {
  readonly readOnly?: boolean;
  /** Part of the file system that is shown; a file is mounted on a file. */
  readonly fsPath?: string;
  /** Options beyond ro/rw, as `mount` shows them. */
  readonly options?: string;
  readonly propagation?: "private" | "shared";
}

type NewMount = Omit<Mount, "id" | "parent" | "path" | "ns" | "peers">;

function viewIn(world: World, where: View | number): View {
  return typeof where === "number" ? kernelView(world, where) : where;
}

function rowOf(
  fs: FileSystem,
  { readOnly = false, fsPath = "/", options = "", propagation = "private" }: MountOptions,
): NewMount {
  return { fs: fs.id, fsPath, readOnly, propagation, options };
}

/**
 * Mounts a file system on a directory (or, with `fsPath` of a file, on a file) that exists, over whatever is mounted
 * there. `where`: a view that may mount, or a namespace for the kernel itself.
 * Refused: EPERM, ENOENT, ENOTDIR, and as by looking the path up.
 */
export function mount(
  world: World,
  where: View | number,
  fsId: number,
  path: string,
  options: MountOptions = {},
): Result<Mount> {
  const fs = world.must(fileSystems, fsId);
  return attach(world, viewIn(world, where), path, rowOf(fs, options), 0);
}

function attach(world: World, view: View, path: string, row: NewMount, peers: number): Result<Mount> {
  const what = `nothing can be mounted on ${path}`;
  if (!view.privileged)
    return fail(
      "EPERM",
      what,
      "mounting needs the capability SYS_ADMIN",
      "Be root, outside of a container or in a privileged one",
    );
  const found = resolveExisting(world, view, path, { follow: true, what, anyName: true });
  if (!found.ok) return found;
  const on = found.value;
  const fresh = { ...row, ns: view.mntNs, parent: 0, path: on.path, id: 0, peers };
  const shown = spotOf(world, fresh);
  if (shown === undefined) return fail("ENOENT", what, `there is no ${row.fsPath} in that file system`);
  if (!isTreeless(on.fs) && (shown.top.kind === "dir") !== (on.top.kind === "dir"))
    return fail("ENOTDIR", what, "a directory is mounted on a directory, a file on a file");
  const parent = on.mount;
  const made = world.insert(mounts, { ...fresh, parent: parent.id });
  if (made.propagation === "shared" && peers === 0) formGroup(world, made.id);
  appear(world, parent, made);
  return ok(world.must(mounts, made.id));
}

/**
 * Shows a directory or file also at another path (`mount --bind`), for `into` in another view or namespace. It is
 * read-only where its source is. `recursive`: with what is mounted below it. Propagation is that of the source unless given.
 * Refused as by `mount`.
 */
export function bindMount(
  world: World,
  view: View,
  from: string,
  to: string,
  options: {
    readonly readOnly?: boolean;
    readonly into?: View | number;
    readonly recursive?: boolean;
    readonly propagation?: "private" | "shared";
  } = {},
): Result<Mount> {
  const what = `${from} cannot be bound to ${to}`;
  const found = resolveExisting(world, view, from, { follow: true, what, anyName: true });
  if (!found.ok) return found;
  const source = found.value;
  const inner = options.recursive ? mountsBelow(world, source.mount, source.path) : [];
  const into = viewIn(world, options.into ?? view);
  const propagation = options.propagation ?? source.mount.propagation;
  const peers = propagation === "shared" ? source.mount.peers : 0;
  const readOnly = options.readOnly === true || source.mount.readOnly;
  const { fsPath } = source;
  const row = { fs: source.fs.id, fsPath, readOnly, propagation, options: source.mount.options };
  const made = attach(world, into, to, row, peers);
  if (!made.ok) return made;
  const copies = new Map([[source.mount.id, made.value.id]]);
  for (const { id, parent, ...child } of inner) {
    const path = moved(child.path, source.path, made.value.path);
    const on = copies.get(parent) ?? made.value.id;
    const copy = { ...child, ns: into.mntNs, path, parent: on, propagation: "private", peers: 0 } as const;
    copies.set(id, world.insert(mounts, copy).id);
  }
  return made;
}

/**
 * Takes the uppermost mount at a path away. Refused: EPERM, EINVAL (nothing is mounted there), EBUSY (something is
 * mounted on it, a process's working directory is in it, or it is the root).
 */
export function umount(world: World, where: View | number, path: string): Result<void> {
  const view = viewIn(world, where);
  const what = `${path} cannot be unmounted`;
  if (!view.privileged) return fail("EPERM", what, "unmounting needs the capability SYS_ADMIN");
  const found = resolveExisting(world, view, path, { follow: true, what, anyName: true });
  if (!found.ok) return found;
  const { mount: top, path: at } = found.value;
  if (at !== top.path) return fail("EINVAL", what, "it is not mounted");
  if (top.parent === 0) return fail("EBUSY", what, "it is the root of this mount namespace");
  if (world.first(mounts, "parent", top.id))
    return fail("EBUSY", what, "something is mounted in it", "Unmount that first");
  const user = world
    .find(processes, "namespace", view.mntNs)
    .find((row) => row.state !== "zombie" && isWithin(moved(row.cwd, "/", row.root), at));
  if (user)
    return fail("EBUSY", what, `the process ${user.name} works in it`, "Let it end or go elsewhere first");
  for (const gone of [top, ...disappear(world, top)]) {
    world.remove(mounts, gone.id);
    closeIfUnused(world, gone.fs);
  }
  return ok(undefined);
}

/** Makes the mount at a path shared (a peer group of its own, others join by binding it) or private. Refused: EINVAL, EPERM. */
export function setPropagation(
  world: World,
  where: View | number,
  path: string,
  propagation: "private" | "shared",
): Result<void> {
  const view = viewIn(world, where);
  const what = `the propagation of ${path} cannot be changed`;
  if (!view.privileged) return fail("EPERM", what, "it needs the capability SYS_ADMIN");
  const found = resolveExisting(world, view, path, { follow: true, what });
  if (!found.ok) return found;
  const { mount: top, path: at } = found.value;
  if (at !== top.path) return fail("EINVAL", what, "it is not mounted");
  if (propagation === "private") world.update(mounts, top.id, { propagation, peers: 0 });
  else if (top.peers === 0) formGroup(world, top.id);
  return ok(undefined);
}

/** The mounts of a namespace in the order in which they were made, as `mount` lists them. */
export function mountsOf(world: World, ns: number): Mount[] {
  return world.find(mounts, "ns", ns);
}

/**
 * Gives a new mount namespace the mounts of another. They are private, as `unshare` has it, or stay in their peer groups
 * (`unchanged`).
 */
export function copyMounts(
  world: World,
  fromNs: number,
  toNs: number,
  propagation: "private" | "unchanged" = "private",
): void {
  const copies = new Map<number, number>();
  for (const { id, ...row } of mountsOf(world, fromNs)) {
    const parent = copies.get(row.parent) ?? 0;
    const alone = propagation === "private" ? ({ propagation: "private", peers: 0 } as const) : {};
    copies.set(id, world.insert(mounts, { ...row, ...alone, ns: toNs, parent }).id);
  }
}

/** Takes all mounts of a namespace away, as when its last process has gone. */
export function dropMounts(world: World, ns: number): void {
  const gone = mountsOf(world, ns);
  for (const row of gone) world.remove(mounts, row.id);
  for (const row of gone) closeIfUnused(world, row.fs);
}

/** Makes a file system the root of a mount namespace, and takes all other mounts of the namespace away. */
export function pivotTo(world: World, ns: number, fsId: number, options: MountOptions = {}): Mount {
  const old = mountsOf(world, ns);
  for (const row of old) world.remove(mounts, row.id);
  const row = rowOf(world.must(fileSystems, fsId), options);
  const root = world.insert(mounts, { ...row, ns, parent: 0, path: "/", peers: 0 });
  if (root.propagation === "shared") formGroup(world, root.id);
  for (const gone of old) closeIfUnused(world, gone.fs);
  return world.must(mounts, root.id);
}

/**
 * Mounts what a system has from the start: its root file system from disk, /proc, /sys, /sys/fs/cgroup, /dev, /dev/pts, and
 * /run and /tmp in memory, each up to half of the kernel's memory; other kernels than Linux have their disk only. Directories to mount on are made where the tree has none.
 */
export function mountSystem(
  world: World,
  spec: {
    readonly kernel: number;
    readonly ns: number;
    readonly rootTree: number;
    readonly disk: number | null;
  },
): void {
  const { kernel, ns, rootTree, disk } = spec;
  const root = createFileSystem(world, { kernel, type: "ext4", root: rootTree, disk, source: "/dev/sda1" });
  pivotTo(world, ns, root.id, { options: "relatime" });
  const { family = "linux", memoryBytes = null } = world.get(kernels, kernel) ?? {};
  if (family !== "linux") return;
  const missing = SYSTEM_MOUNTS.map(({ path }) => namesOf(path)[0] ?? "").filter(
    (name) => !childOf(world, rootTree, name),
  );
  plantTree(
    world,
    rootTree,
    [...new Set(missing)].map((path) => ({
      path,
      mode: path === "tmp" ? SHARED_DIRECTORY_MODE : DIRECTORY_MODE,
    })),
    disk,
  );
  const sizeLimit = memoryBytes === null ? null : Math.floor(memoryBytes * fileCosts.tmpfsShare.value);
  for (const { path, type, source, options } of SYSTEM_MOUNTS) {
    const fs =
      type === "devtmpfs"
        ? devicesOf(world, kernel)
        : createFileSystem(world, { kernel, type, source, ...(type === "tmpfs" ? { sizeLimit } : {}) });
    if (path === "/tmp") world.update(inodes, fs.root, { mode: SHARED_DIRECTORY_MODE });
    const made = mount(world, ns, fs.id, path, { options });
    if (!made.ok) throw new Error(made.refusal.why);
  }
}
