/** For tests: a world with a running kernel in it, and short ways to act on it. */
import type { Call } from "../core/events";
import { addFlowNode, flowHandlers } from "../core/flow";
import type { Handlers } from "../core/handlers";
import { workHandlers } from "../core/work";
import { World } from "../core/world";
import { createDisk } from "../kernel/files/disk";
import { createTree, type FileSpec, plantTree } from "../kernel/files/tree";
import { kernelHandlers } from "../kernel/handlers";
import { type Kernel, kernels } from "../kernel/kernel";
import { type KernelSpec, startKernel } from "../kernel/life/start";
import { type SpawnSpec, spawn } from "../kernel/process/spawn";
import { type Process, processes } from "../kernel/process/table";

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** What happens on the events of the core and of kernels. Add your room's own: `{ ...handlers, ...machineHandlers }`. */
export const handlers: Handlers = { ...flowHandlers, ...workHandlers, ...kernelHandlers };

/** A world with one running kernel: 4 processors, 8 GiB, a disk of 64 GiB, and what is asked for in place of that. */
export interface TestKernel {
  readonly world: World;
  /** Row number of the kernel. */
  readonly kernel: number;
  /** Row number of its process 1. */
  readonly init: number;
  readonly rootCgroup: number;
  /** Initial pid namespace. */
  readonly pidNs: number;
  readonly cpuNode: number;
  readonly disk: number;
  readonly rootTree: number;
}

/** Starts another kernel in a world, on a disk, a tree of files and a processor root of its own. */
export function addTestKernel(
  world: World,
  spec: Partial<KernelSpec> & { readonly files?: readonly FileSpec[]; readonly onPanic?: Call | null } = {},
): TestKernel {
  const { files = [], ...given } = spec;
  const cpus = given.cpus ?? 4;
  const cpuNode = given.cpuNode ?? addFlowNode(world, { parent: null, weight: 1, cap: cpus }).id;
  const disk =
    given.disk ??
    createDisk(world, { label: "disk", capacityBytes: 64 * GIB, bytesPerMs: MIB, backing: null }).id;
  const rootTree = given.rootTree ?? createTree(world);
  if (files.length > 0) {
    const planted = plantTree(world, rootTree, files, disk);
    if (!planted.ok) throw new Error(planted.refusal.why);
  }
  const { id, init, rootCgroup }: Kernel = startKernel(world, {
    machine: 0,
    layer: "box/kernel",
    family: "linux",
    release: "6.12.48",
    arch: "x86_64",
    memoryBytes: 8 * GIB,
    ownBytes: 256 * MIB,
    hostname: "box",
    onPanic: null,
    ...given,
    cpus,
    cpuNode,
    disk,
    rootTree,
  });
  const pidNs = world.must(processes, init).ns.pid;
  return { world, kernel: id, init, rootCgroup, pidNs, cpuNode, disk, rootTree };
}

/** A world of its own with one running kernel. */
export function testKernel(
  spec: Partial<KernelSpec> & { readonly files?: readonly FileSpec[] } = {},
): TestKernel {
  return addTestKernel(new World(1), spec);
}

/** Lets `ms` of virtual time pass. */
export function pass(world: World, ms: number, also: Handlers = {}): void {
  world.advance({ ...handlers, ...also }, world.now + ms);
}

/** Starts a process, an idle child of process 1 unless told otherwise. Throws if that is refused. */
export function start(world: World, kernel: number, spec: Partial<SpawnSpec> = {}): Process {
  const { init } = world.must(kernels, kernel);
  const made = spawn(world, { kernel, parent: init, argv: ["daemon"], program: { kind: "idle" }, ...spec });
  if (!made.ok) throw new Error(`${made.refusal.code}: ${made.refusal.what}: ${made.refusal.why}`);
  return made.value;
}
