/** The files that a container sees: its image's layers under a layer of its own, and what is mounted over them. */
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { engineCosts } from "../../costs/engine";
import { mkdir, writeFile } from "../../kernel/files/change";
import { devicesTree } from "../../kernel/files/devices";
import { createFileSystem } from "../../kernel/files/file-systems";
import { bindMount, type MountOptions, mount, pivotTo } from "../../kernel/files/mounts";
import { namesOf } from "../../kernel/files/paths";
import { stat } from "../../kernel/files/read";
import { type FileSystemType, mounts } from "../../kernel/files/tables";
import { createTree, plantTree } from "../../kernel/files/tree";
import { kernelView, type View } from "../../kernel/files/view";
import type { Kernel } from "../../kernel/kernel";
import { processes } from "../../kernel/process/table";
import { skeletonTree } from "../engine/skeleton";
import { layerTrees } from "../images/store";
import { type Container, images, type VolumeMount, volumes } from "../tables";
import { mountVolume } from "../volumes/prepare";
import { ETC_PATHS, etcFiles } from "./etc";
import { containerRuns, runOf } from "./runs";

interface System {
  readonly type: FileSystemType;
  readonly source: string;
  readonly path: string;
  readonly options: string;
  readonly sizeLimit?: number;
  /** Read-only unless the container is privileged. */
  readonly guarded?: boolean;
}

/** What every container has mounted besides its root, in the order in which runc mounts it. */
const SYSTEMS: readonly System[] = [
  { type: "proc", source: "proc", path: "/proc", options: "nosuid,nodev,noexec,relatime" },
  {
    type: "tmpfs",
    source: "tmpfs",
    path: "/dev",
    options: "nosuid,size=65536k,mode=755",
    sizeLimit: engineCosts.devBytes.value,
  },
  {
    type: "devpts",
    source: "devpts",
    path: "/dev/pts",
    options: "nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666",
  },
  { type: "sysfs", source: "sysfs", path: "/sys", options: "nosuid,nodev,noexec,relatime", guarded: true },
  {
    type: "cgroup2",
    source: "cgroup",
    path: "/sys/fs/cgroup",
    options: "nosuid,nodev,noexec,relatime,nsdelegate,memory_recursiveprot",
    guarded: true,
  },
  { type: "mqueue", source: "mqueue", path: "/dev/mqueue", options: "nosuid,nodev,noexec,relatime" },
  {
    type: "tmpfs",
    source: "shm",
    path: "/dev/shm",
    options: "nosuid,nodev,noexec,relatime,size=65536k",
    sizeLimit: engineCosts.shmBytes.value,
  },
];

/** Roots of the lower trees of a container's overlay, topmost first. */
export function lowerTrees(world: World, container: Container): number[] {
  return [skeletonTree(world, container.engine), ...layerTrees(world, world.must(images, container.image))];
}

/** Mounts everything into a container's mount namespace; its root is then its own. Refused: what mounting refuses. */
export function prepareRoot(world: World, container: Container, kernel: Kernel, mntNs: number): Result<void> {
  const overlay = createFileSystem(world, {
    kernel: kernel.id,
    type: "overlay",
    root: container.upper,
    lowers: lowerTrees(world, container),
    disk: kernel.disk,
    source: "overlay",
  });
  const root = pivotTo(world, mntNs, overlay.id);
  const place = { world, container, kernel, mntNs };
  for (const step of [mountSystems, mountOwnFiles, mountAsked]) {
    const done = step(place);
    if (!done.ok) return done;
  }
  if (container.spec.readOnly) world.update(mounts, root.id, { readOnly: true });
  return ok(undefined);
}

interface Place {
  readonly world: World;
  readonly container: Container;
  readonly kernel: Kernel;
  readonly mntNs: number;
}

function mountNew(place: Place, system: System, options: MountOptions): Result<unknown> {
  const { world, kernel, mntNs } = place;
  const { type, source, path, sizeLimit } = system;
  const fs = createFileSystem(world, {
    kernel: kernel.id,
    type,
    source,
    sizeLimit: sizeLimit ?? null,
    ...(path === "/dev" ? { lowers: [devicesTree(world, kernel.id)] } : {}),
  });
  return mount(world, mntNs, fs.id, path, options);
}

function mountSystems(place: Place): Result<void> {
  const { privileged } = place.container.spec;
  for (const system of SYSTEMS) {
    const readOnly = (system.guarded ?? false) && !privileged;
    const made = mountNew(place, system, { options: system.options, readOnly });
    if (!made.ok) return made;
  }
  return ok(undefined);
}

function mountOwnFiles({ world, container, kernel, mntNs }: Place): Result<void> {
  const tree = createTree(world);
  world.update(containerRuns, runOf(world, container.id).id, { ownFiles: tree });
  const planted = plantTree(world, tree, etcFiles(world, container, kernel), null);
  if (!planted.ok) return planted;
  const fs = createFileSystem(world, {
    kernel: kernel.id,
    type: "ext4",
    root: tree,
    disk: null,
    source: "/dev/sda1",
  });
  for (const path of ETC_PATHS) {
    const mounted = mount(world, mntNs, fs.id, path, {
      fsPath: path.slice("/etc".length),
      options: "relatime",
    });
    if (!mounted.ok) return mounted;
  }
  return ok(undefined);
}

/** Outer mounts come before those within them. */
function mountAsked(place: Place): Result<void> {
  const depth = ({ target }: VolumeMount) => namesOf(target).length;
  for (const asked of [...place.container.spec.mounts].sort((a, b) => depth(a) - depth(b))) {
    const made = mountOne(place, asked);
    if (!made.ok) return made;
  }
  return ok(undefined);
}

function mountOne(place: Place, asked: VolumeMount): Result<unknown> {
  const { world, container, kernel, mntNs } = place;
  const { kind, source, target, readOnly } = asked;
  const inside = kernelView(world, mntNs);
  if (kind === "volume") {
    const volume = world.first(volumes, "name", `${container.engine}:${source}`);
    if (volume === undefined) throw new Error(`no volume ${source}`);
    return mountVolume(world, { container: container.id, mntNs, target, volume: volume.id, readOnly });
  }
  const host = kernelView(world, world.must(processes, kernel.init).ns.mnt);
  if (kind === "bind") {
    const found = makeDirectory(world, host, source);
    if (!found.ok) return found;
  }
  const shown = kind === "bind" ? stat(world, host, source) : undefined;
  const made =
    shown?.ok && shown.value.kind !== "dir"
      ? makeFile(world, inside, target)
      : makeDirectory(world, inside, target);
  if (!made.ok) return made;
  if (kind === "tmpfs")
    return mountNew(
      place,
      { type: "tmpfs", source: "tmpfs", path: target, options: "" },
      { readOnly, options: "nosuid,nodev,noexec,relatime" },
    );
  return bindMount(world, host, source, target, { readOnly, into: mntNs });
}

/** Makes a directory, with those above it, where nothing is. */
function makeDirectory(world: World, view: View, path: string): Result<void> {
  return stat(world, view, path).ok ? ok(undefined) : mkdir(world, view, path, { parents: true });
}

/** Makes an empty file, with the directories above it, where nothing is: something for a file to be mounted on. */
function makeFile(world: World, view: View, path: string): Result<void> {
  if (stat(world, view, path).ok) return ok(undefined);
  const above = makeDirectory(world, view, `/${namesOf(path).slice(0, -1).join("/")}`);
  return above.ok ? writeFile(world, view, path, "") : above;
}
