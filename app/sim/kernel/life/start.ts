/** A kernel starts: its first namespaces, groups, mounts and network, and process 1. */
import type { Call } from "../../core/events";
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { ALL_CAPABILITIES, FIRST_NAMESPACE_INODE, PID_MAX, PIDS_PER_CPU } from "../abi";
import { joinCgroup } from "../cgroup/membership";
import { createRootCgroup } from "../cgroup/tree";
import { mountSystem } from "../files/mounts";
import { type Architecture, type Kernel, type KernelFamily, kernels } from "../kernel";
import { initialNamespaces } from "../namespace/create";
import { bear } from "../process/spawn";
import type { Program } from "../programs/program";
import { bytesOf, handlesOf, reapsOf } from "../programs/traits";

/** What a kernel is started with. */
export interface KernelSpec {
  /** Row number of its machine. */
  readonly machine: number;
  readonly layer: string;
  readonly family: KernelFamily;
  readonly release: string;
  readonly arch: Architecture;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** Memory that it keeps for itself. */
  readonly ownBytes: number;
  /** Flow node that its groups' processor time comes from. */
  readonly cpuNode: number;
  readonly disk: number;
  /** Root inode of the tree that becomes `/`. */
  readonly rootTree: number;
  readonly hostname: string;
  readonly onPanic: Call | null;
  /** One more than the highest process number; by default what Linux chooses for so many processors. */
  readonly pidMax?: number;
}

/** Process 1 of each family, as its process lists show it. */
const FIRST: Readonly<Record<KernelFamily, { readonly name: string; readonly path: string }>> = {
  linux: { name: "init", path: "/sbin/init" },
  nt: { name: "wininit.exe", path: "C:\\Windows\\System32\\wininit.exe" },
  xnu: { name: "launchd", path: "/sbin/launchd" },
};

const INIT: Program = { kind: "init" };

/**
 * Starts a kernel, at once: boots take their time before they call this. It has the eight initial namespaces, the root
 * control group, its system's mounts, `lo`, and process 1 as root in the root group. Returns it as it is then.
 */
export function startKernel(world: World, spec: KernelSpec): Kernel {
  const { rootTree, hostname, pidMax = Math.max(PID_MAX, PIDS_PER_CPU * spec.cpus), ...given } = spec;
  const { id } = world.insert(kernels, {
    ...given,
    pidMax,
    state: "running",
    startedAt: world.now,
    nextInode: FIRST_NAMESPACE_INODE,
    paused: false,
    rootCgroup: 0,
    init: 0,
  });
  const cgroup = createRootCgroup(world, { kernel: id, cpuNode: spec.cpuNode }).id;
  world.update(kernels, id, { rootCgroup: cgroup });
  const ns = initialNamespaces(world, id, hostname);
  mountSystem(world, { kernel: id, ns: ns.mnt, rootTree, disk: spec.disk });
  note(world, spec.layer, "started", `The kernel (${spec.family} ${spec.release}) runs, with process 1`);
  joinCgroup(world, cgroup);
  const { name, path } = FIRST[spec.family];
  bear(
    world,
    {
      kernel: id,
      parent: 0,
      name,
      argv: [path],
      env: {},
      ns,
      cgroup,
      uid: 0,
      gid: 0,
      capabilities: ALL_CAPABILITIES,
      program: INIT,
      reaps: reapsOf(INIT),
      root: "/",
      cwd: "/",
      output: null,
      layer: spec.layer,
      subreaper: false,
      handles: handlesOf(INIT),
      onExit: null,
    },
    bytesOf(INIT),
  );
  return world.must(kernels, id);
}
