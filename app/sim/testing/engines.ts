/** For tests: engines on running kernels, and containers that have a network namespace and a process, but no more. */
import { attachContainer } from "../container/networks/connect";
import { ensureDefaultNetworks } from "../container/networks/defaults";
import {
  type Container,
  type ContainerSpec,
  containers,
  type Engine,
  engines,
  images,
} from "../container/tables";
import type { World } from "../core/world";
import { createNamespace } from "../kernel/namespace/create";
import { listen } from "../kernel/net/listen";
import { endProcess } from "../kernel/process/exit";
import { processes } from "../kernel/process/table";
import { type Machine, machines, systems } from "../machine/tables";
import { addTestKernel, start } from "./kernel";
import { must, type TestHost } from "./net";
import { containerOf } from "./store";

/** Adds a machine whose kernel runs. */
export function testMachine(
  world: World,
  name: string,
): { readonly machine: Machine; readonly host: TestHost } {
  const row = world.insert(machines, {
    name,
    hardware: "laptop",
    label: name,
    arch: "x86_64",
    cpus: 4,
    memoryBytes: 8_000_000_000,
    canVirtualise: true,
    cpuNode: 0,
    disk: 0,
    netNode: 0,
    power: "on",
    poweredAt: 0,
    readyAt: 0,
    memoryUsed: 0,
  });
  const kernel = startOn(world, row);
  const { init, disk, cpuNode } = kernel;
  const machine = world.update(machines, row.id, { disk, cpuNode });
  return { machine, host: { kernel: kernel.kernel, ns: world.must(processes, init).ns.net } };
}

/** Starts a kernel on a machine, as after a boot. */
export function startOn(world: World, machine: Machine) {
  const kernel = addTestKernel(world, {
    machine: machine.id,
    layer: `${machine.name}/kernel`,
    hostname: machine.name,
  });
  const old = world.first(systems, "machine", machine.id);
  const system = { kernel: kernel.kernel, rootTree: kernel.rootTree };
  if (old) world.update(systems, old.id, system);
  else
    world.insert(systems, {
      ...system,
      machine: machine.id,
      os: "ubuntu-24.04",
      kernelDiskBytes: 0,
      userlandDiskBytes: 0,
    });
  return kernel;
}

/** An engine on a machine of its own, with its first networks. */
export interface TestEngine {
  readonly engine: Engine;
  readonly machine: Machine;
  readonly host: TestHost;
}

/** Adds an engine that runs on a machine of its own. */
export function testEngine(world: World, name: string, product = "docker"): TestEngine {
  const { machine, host } = testMachine(world, name);
  const engine = world.insert(engines, {
    machine: machine.id,
    client: machine.id,
    product,
    layer: `${name}/engine`,
    state: "running",
    liveRestore: false,
    daemon: null,
    containerd: null,
  });
  ensureDefaultNetworks(world, engine.id);
  return { engine, machine, host };
}

/** A container that does not run. */
export function testContainer(
  world: World,
  { engine }: TestEngine,
  name: string,
  spec: Partial<ContainerSpec> = {},
): Container {
  const image = world.insert(images, {
    engine: engine.id,
    digest: `sha256:${name}`,
    references: [],
    layers: [],
    config: {
      entrypoint: [],
      cmd: [],
      env: {},
      user: "",
      workdir: "",
      exposedPorts: [],
      volumes: [],
      labels: {},
      stopSignal: "",
    },
    history: [],
    arch: "x86_64",
    os: "linux",
    createdAt: 0,
  });
  const containerId = [...name].map((letter) => letter.charCodeAt(0).toString(16)).join("");
  return containerOf(world, image, { name, containerId: containerId.padEnd(64, "0"), spec });
}

/** Gives a container a network namespace with a process in it that listens on `port`, and its place on its network. */
export function runOn(
  world: World,
  { host }: TestEngine,
  container: Container,
  port = 80,
): { readonly ns: number; readonly process: number } {
  const ns = createNamespace(world, { kernel: host.kernel, kind: "net" }).id;
  const process = start(world, host.kernel, { ns: { net: ns } }).id;
  must(listen(world, process, "tcp", "0.0.0.0", port));
  const { network, aliases } = container.spec;
  must(attachContainer(world, { container: container.id, netNs: ns, network, aliases }));
  world.update(containers, container.id, { process, state: "running" });
  return { ns, process };
}

/** Ends a container's process. */
export function stopOn(world: World, container: Container): void {
  const { process } = world.must(containers, container.id);
  world.update(containers, container.id, { process: null, state: "exited" });
  if (process !== null) endProcess(world, process, { code: 0 });
}
