/** System calls about mounts, in the caller's mount namespace. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { createFileSystem } from "../../kernel/files/file-systems";
import { bindMount, mount, umount } from "../../kernel/files/mounts";
import { isTreeless, resolveExisting, type Spot } from "../../kernel/files/resolve";
import { type View, viewOf } from "../../kernel/files/view";
import type { Process } from "../../kernel/process/table";
import { CAPABILITY, type Caller, caller, callerOf, mayChange } from "./caller";

const path = z.string();

const what = "cannot mount";

/** The caller, if it may change the mounts that it sees. Refused with EPERM: they may be those of a user namespace around its own. */
function mounter(world: World, by: Caller): Result<Process> {
  const self = callerOf(world, by);
  if (!self.ok) return self;
  const may = mayChange(world, self.value, self.value.ns.mnt, CAPABILITY.sysAdmin);
  return may.ok ? self : may;
}

function directory(world: World, view: View, at: string): Result<Spot> {
  const found = resolveExisting(world, view, at, { follow: true, what: `${at} cannot be mounted` });
  if (!found.ok) return found;
  if (isTreeless(found.value.fs))
    return refuse(
      "EINVAL",
      `${at} cannot be mounted`,
      "Invalid argument: it shows the kernel's state, not files",
    );
  if (found.value.top.kind === "dir") return found;
  return refuse("ENOTDIR", `${at} cannot be mounted`, "Not a directory: an overlay is made of directories");
}

const mountFileSystem = defineCommand(
  "mountFileSystem",
  "Mounts a new file system in memory, or one that shows the kernel's state, on a directory",
  {
    ...caller,
    type: z.enum(["tmpfs", "proc", "sysfs", "cgroup2"]),
    path,
    readOnly: z.optional(z.boolean()),
    sizeBytes: z.optional(z.int().check(z.positive())),
  },
  (world, { type, path, readOnly, sizeBytes, ...by }) => {
    const self = mounter(world, by);
    if (!self.ok) return self;
    const fs = createFileSystem(world, {
      kernel: self.value.kernel,
      type,
      sizeLimit: sizeBytes ?? null,
      source: type,
    });
    return mount(world, viewOf(world, self.value), fs.id, path, { readOnly: readOnly ?? false });
  },
);

const mountOverlay = defineCommand(
  "mountOverlay",
  "Mounts directories over one another: the topmost of `lowers` first; changes go to `upper`, a file system of its own",
  { ...caller, lowers: z.array(path).check(z.minLength(1)), upper: z.optional(path), path },
  (world, { lowers, upper, path, ...by }) => {
    const self = mounter(world, by);
    if (!self.ok) return self;
    const view = viewOf(world, self.value);
    const trees: number[] = [];
    for (const lower of lowers) {
      const found = directory(world, view, lower);
      if (!found.ok) return found;
      trees.push(...found.value.stack.map(({ id }) => id));
    }
    const top = upper === undefined ? undefined : directory(world, view, upper);
    if (top && !top.ok) return top;
    if (top && top.value.top.id !== top.value.fs.root)
      return refuse(
        "EINVAL",
        what,
        "Invalid argument: the upper directory is not a file system of its own",
        "mount a file system in memory there first",
      );
    const fs = createFileSystem(world, {
      kernel: self.value.kernel,
      type: "overlay",
      lowers: trees,
      source: "overlay",
      ...(top ? { root: top.value.fs.root, disk: top.value.fs.disk } : {}),
    });
    return mount(world, view, fs.id, path, { readOnly: upper === undefined });
  },
);

const bind = defineCommand(
  "bindMount",
  "Shows a directory or file at another path too",
  { ...caller, from: path, to: path, readOnly: z.optional(z.boolean()) },
  (world, { from, to, readOnly, ...by }) => {
    const self = mounter(world, by);
    if (!self.ok) return self;
    return bindMount(world, viewOf(world, self.value), from, to, { readOnly: readOnly ?? false });
  },
);

const unmount = defineCommand(
  "unmount",
  "Takes the uppermost mount at a path away",
  { ...caller, path },
  (world, { path, ...by }) => {
    const self = mounter(world, by);
    if (!self.ok) return self;
    const gone = umount(world, viewOf(world, self.value), path);
    return gone.ok ? ok(undefined) : gone;
  },
);

export const mountCalls = [mountFileSystem, mountOverlay, bind, unmount] as const;
