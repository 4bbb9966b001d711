/** New namespaces. */
import type { World } from "../../core/world";
import { ALL_IDS, INITIAL_NAMESPACE_INODES } from "../abi";
import { copyMounts } from "../files/mounts";
import { kernels } from "../kernel";
import { initNet } from "../net/namespace";
import { processes } from "../process/table";
import { NAMESPACE_KINDS, type Namespace, type NamespaceKind, type NamespaceSet, namespaces } from "./table";

/** What a new namespace is to be. */
export interface NamespaceSpec {
  readonly kernel: number;
  readonly kind: NamespaceKind;
  /** Enclosing one, for pid and user; the initial one if left out. */
  readonly parent?: number;
  /** User namespace that owns it; the initial one if left out. */
  readonly owner?: number;
  /** Who makes it; root if left out. */
  readonly ownerUid?: number;
  /** Namespace of the same kind to copy: its host name, mounts, clock. Without one there are no mounts at all in it. */
  readonly like?: number;
  /** cgroup: group that its members see as the root; the root itself if left out. */
  readonly cgroupRoot?: number;
}

const plain = {
  parent: 0,
  owner: 0,
  ownerUid: 0,
  pinned: false,
  hostname: "",
  nextPid: 0,
  pidCount: 0,
  init: 0,
  dead: false,
  cgroupRoot: 0,
  uidMap: [],
  clockOffsetMs: 0,
} as const;

/** The eight namespaces of a kernel that starts, with the inode numbers that every kernel gives them. */
export function initialNamespaces(world: World, kernel: number, hostname: string): NamespaceSet {
  const user = world.insert(namespaces, {
    ...plain,
    kernel,
    kind: "user",
    inode: INITIAL_NAMESPACE_INODES.user,
    uidMap: [{ inside: 0, outside: 0, count: ALL_IDS }],
  }).id;
  const rootCgroup = world.must(kernels, kernel).rootCgroup;
  const make = (kind: NamespaceKind): number =>
    kind === "user"
      ? user
      : world.insert(namespaces, {
          ...plain,
          kernel,
          kind,
          inode: INITIAL_NAMESPACE_INODES[kind],
          owner: user,
          hostname: kind === "uts" ? hostname : "",
          nextPid: kind === "pid" ? 1 : 0,
          cgroupRoot: kind === "cgroup" ? rootCgroup : 0,
        }).id;
  const set = Object.fromEntries(NAMESPACE_KINDS.map((kind) => [kind, make(kind)])) as Record<
    NamespaceKind,
    number
  >;
  initNet(world, set.net, true);
  return set;
}

/**
 * Makes a namespace, still without members: a network one holds only `lo` (down), a host name and mounts are copied
 * from `like`. Throws if there is no such running kernel.
 */
export function createNamespace(world: World, spec: NamespaceSpec): Namespace {
  const { kind } = spec;
  const kernel = world.must(kernels, spec.kernel);
  const initial = world.must(processes, kernel.init).ns;
  const nests = kind === "pid" || kind === "user";
  const like = spec.like === undefined ? undefined : world.must(namespaces, spec.like);
  world.update(kernels, kernel.id, { nextInode: kernel.nextInode + 1 });
  const row = world.insert(namespaces, {
    ...plain,
    kernel: kernel.id,
    kind,
    inode: kernel.nextInode,
    parent: nests ? (spec.parent ?? initial[kind]) : 0,
    owner: spec.owner ?? initial.user,
    ownerUid: spec.ownerUid ?? 0,
    hostname: kind === "uts" ? (like ?? world.must(namespaces, initial.uts)).hostname : "",
    nextPid: kind === "pid" ? 1 : 0,
    cgroupRoot: kind === "cgroup" ? (spec.cgroupRoot ?? kernel.rootCgroup) : 0,
    clockOffsetMs: like?.clockOffsetMs ?? 0,
  });
  if (kind === "net") initNet(world, row.id);
  if (kind === "mnt" && like !== undefined) copyMounts(world, like.id, row.id);
  return row;
}
