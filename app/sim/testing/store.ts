/** For tests: an engine's store of images on a bare machine, without a kernel or a daemon. */
import { buildHandlers } from "../container/build/handlers";
import { imageHandlers } from "../container/images/handlers";
import { pull } from "../container/images/pull";
import { imageNamed } from "../container/images/store";
import {
  type Container,
  type ContainerSpec,
  containers,
  type Engine,
  engines,
  type Image,
} from "../container/tables";
import { call, defineEvent } from "../core/events";
import { addFlowNode, flowHandlers } from "../core/flow";
import { handler } from "../core/handlers";
import { note } from "../core/happenings";
import type { Result } from "../core/result";
import { workHandlers } from "../core/work";
import { World } from "../core/world";
import { createDisk } from "../kernel/files/disk";
import { createTree } from "../kernel/files/tree";
import type { Architecture } from "../kernel/kernel";
import { machines } from "../machine/tables";

const GB = 1_000_000_000;
const MINUTE = 60_000;

/** What tests ask to be told when something is done; it is noted for the layer `test`. */
export const told = defineEvent<string>("test.told");

const handlers = {
  ...flowHandlers,
  ...workHandlers,
  ...imageHandlers,
  ...buildHandlers,
  ...handler(told, (world, text) => note(world, "test", "told", text)),
};

/** What a store under test has in place of the defaults. */
export interface StoreSpec {
  readonly arch?: Architecture;
  readonly diskBytes?: number;
  /** Network bandwidth, bytes per ms. */
  readonly network?: number;
  readonly machine?: string;
}

/** Adds an engine to a world: a machine with 4 processors, a disk of 64 GB and 100 Mbit/s of network. */
export function addTestStore(world: World, spec: StoreSpec = {}): Engine {
  const name = spec.machine ?? "box";
  const capacityBytes = spec.diskBytes ?? 64 * GB;
  const disk = createDisk(world, { label: name, capacityBytes, bytesPerMs: 500_000, backing: null });
  const machine = world.insert(machines, {
    name,
    hardware: "server",
    label: name,
    arch: spec.arch ?? "x86_64",
    cpus: 4,
    memoryBytes: 8 * GB,
    canVirtualise: true,
    cpuNode: addFlowNode(world, { parent: null, weight: 1, cap: 4 }).id,
    disk: disk.id,
    netNode: addFlowNode(world, { parent: null, weight: 1, cap: spec.network ?? 12_500 }).id,
    power: "on",
    poweredAt: 0,
    readyAt: 0,
    memoryUsed: 0,
  });
  return world.insert(engines, {
    machine: machine.id,
    client: machine.id,
    product: "docker",
    layer: `${name}/engine`,
    state: "running",
    liveRestore: false,
    daemon: null,
    containerd: null,
  });
}

/** A world of its own with one engine. */
export function testStore(spec: StoreSpec = {}): { readonly world: World; readonly engine: number } {
  const world = new World(1);
  return { world, engine: addTestStore(world, spec).id };
}

/** Lets `ms` of virtual time pass (a minute); returns nothing. */
export function passTime(world: World, ms = MINUTE): void {
  world.advance(handlers, world.now + ms);
}

/** What went well. Throws the refusal otherwise. */
export function good<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.refusal.code}: ${result.refusal.why}`);
}

/** Pulls an image and waits until it is there. */
export function pulled(world: World, engine: number, reference: string): Image {
  good(pull(world, engine, reference, call(told, reference)));
  passTime(world, MINUTE * MINUTE);
  const image = imageNamed(world, engine, reference);
  if (image === undefined) throw new Error(`${reference} did not come`);
  return image;
}

const NOTHING_ASKED: ContainerSpec = {
  image: "",
  command: [],
  entrypoint: null,
  env: {},
  labels: {},
  user: "",
  workdir: "",
  hostname: "",
  memoryBytes: null,
  cpus: null,
  cpuShares: null,
  pidsLimit: null,
  memoryReservationBytes: null,
  memorySwapBytes: null,
  cpuset: "",
  ip: "",
  aliases: [],
  capAdd: [],
  capDrop: [],
  pidMode: "private",
  tty: false,
  openStdin: false,
  stopSignal: "",
  stopTimeoutMs: null,
  ports: [],
  mounts: [],
  network: "bridge",
  restart: { name: "no", maximumRetries: 0 },
  autoRemove: false,
  privileged: false,
  readOnly: false,
  init: false,
};

/** The row of a container of an image, with an empty upper layer; nothing runs in it. */
export function containerOf(
  world: World,
  image: Image,
  given: Partial<Omit<Container, "spec">> & { readonly spec?: Partial<ContainerSpec> } = {},
): Container {
  const name = given.name ?? "web";
  return world.insert(containers, {
    engine: image.engine,
    containerId: "c".repeat(64),
    image: image.id,
    layer: `box/container/${name}`,
    state: "exited",
    process: null,
    shim: null,
    cgroup: null,
    upper: createTree(world),
    output: 0,
    exit: null,
    oomKilled: false,
    error: "",
    restarts: 0,
    stoppedByHand: false,
    createdAt: world.now,
    startedAt: null,
    finishedAt: null,
    ...given,
    name,
    spec: { ...NOTHING_ASKED, ...given.spec },
  });
}
