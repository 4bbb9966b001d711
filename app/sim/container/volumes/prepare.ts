/** Putting a volume into a container's files. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { mkdir } from "../../kernel/files/change";
import { createFileSystem } from "../../kernel/files/file-systems";
import { mount } from "../../kernel/files/mounts";
import { list, lstat, readFile, stat } from "../../kernel/files/read";
import { realPath } from "../../kernel/files/resolve";
import { entries, fileSystems } from "../../kernel/files/tables";
import { type FileSpec, plantTree } from "../../kernel/files/tree";
import { kernelView, type View } from "../../kernel/files/view";
import { kernels } from "../../kernel/kernel";
import { containers, type Volume, volumes } from "../tables";
import { useVolume as keepVolume } from "./uses";

const HOST_PARTITION = "/dev/sda1";

/** Where a volume goes. */
export interface VolumePlace {
  /** Row number of the container. */
  readonly container: number;
  /** Its mount namespace; its root is mounted there already. */
  readonly mntNs: number;
  readonly target: string;
  /** Row number of the volume. */
  readonly volume: number;
  readonly readOnly: boolean;
}

/**
 * Mounts a volume in a container. A directory is made for it where there is none; an empty volume first gets a copy of what
 * the image has there, owners and modes included. Refused as writing and mounting are: ENOSPC, ENOTDIR.
 */
export function mountVolume(world: World, place: VolumePlace): Result<void> {
  const { mntNs, target, readOnly } = place;
  const volume = world.must(volumes, place.volume);
  keepVolume(world, world.must(containers, place.container).id, volume.id);
  const view = kernelView(world, mntNs);
  const there = stat(world, view, target);
  if (!there.ok) {
    const made = mkdir(world, view, target, { parents: true });
    if (!made.ok) return made;
  } else if (there.value.kind === "dir" && !world.first(entries, "dir", volume.tree)) {
    const copied = copyIn(world, view, target, volume);
    if (!copied.ok) return copied;
  }
  const mounted = mount(world, mntNs, fileSystemOf(world, view.kernel, volume), target, {
    readOnly,
    options: "relatime",
  });
  return mounted.ok ? ok(undefined) : mounted;
}

/** The file system through which a kernel shows a volume: one for all containers that have it mounted. */
function fileSystemOf(world: World, kernel: number, volume: Volume): number {
  const shown = world.find(fileSystems, "root", volume.tree).find((fs) => fs.kernel === kernel);
  if (shown) return shown.id;
  const { disk } = world.must(kernels, kernel);
  const spec = { kernel, type: "ext4", root: volume.tree, disk, source: HOST_PARTITION } as const;
  return createFileSystem(world, spec).id;
}

/** Copies what is at a path, seen through the container's overlay, into a volume. */
function copyIn(world: World, view: View, target: string, volume: Volume): Result<void> {
  const files: FileSpec[] = [];
  const from = realPath(world, view, target);
  const found = from.ok ? collect(world, view, from.value, "/", files) : from;
  return found.ok ? plantTree(world, volume.tree, files, null) : found;
}

function collect(world: World, view: View, from: string, to: string, files: FileSpec[]): Result<void> {
  const looked = lstat(world, view, from);
  if (!looked.ok) return looked;
  const { kind, mode, uid, gid, size, target, exec } = looked.value;
  const file = { path: to, kind, mode, uid, gid };
  if (kind === "symlink" || kind === "char") files.push({ ...file, target });
  else if (kind === "file") {
    const content = readFile(world, view, from);
    if (!content.ok) return content;
    // Of some files only the size is modelled.
    files.push({ ...file, size, exec, ...(content.value === "" ? {} : { content: content.value }) });
  } else {
    files.push(file);
    const names = list(world, view, from);
    if (!names.ok) return names;
    for (const name of names.value) {
      const inner = collect(world, view, `${from}/${name}`, `${to === "/" ? "" : to}/${name}`, files);
      if (!inner.ok) return inner;
    }
  }
  return ok(undefined);
}
