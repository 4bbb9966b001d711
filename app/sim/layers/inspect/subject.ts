/** Which rows of the world a layer stands for. */
import { type Container, containers, type Engine, engines, type Image, images } from "../../container/tables";
import type { World } from "../../core/world";
import type { Kernel } from "../../kernel/kernel";
import { type Process, processes } from "../../kernel/process/table";
import { kernelOf, systemOf } from "../../machine/access";
import { osNamed } from "../../machine/systems/catalogue";
import type { OsSpec } from "../../machine/systems/os";
import {
  type App,
  apps,
  type Hypervisor,
  hypervisors,
  type Machine,
  machines,
  type VirtualMachine,
} from "../../machine/tables";
import { vmOfMachine } from "../../machine/vms/find";
import { imageId } from "../images";
import type { LayerView } from "../view";

/** A layer, its world, and the rows behind it. */
export interface Subject {
  readonly world: World;
  readonly layer: LayerView;
  readonly layers: readonly LayerView[];
  /** From what it stands on directly down to the hardware. */
  readonly below: readonly LayerView[];
  /** The machine that it is, or that it stands on; of a virtual machine, that one. */
  readonly machine: Machine;
  /** The kernel that runs on that machine, if one does. */
  readonly kernel: Kernel | undefined;
  readonly os: OsSpec | undefined;
  readonly vm: VirtualMachine | undefined;
  readonly hypervisor: Hypervisor | undefined;
  /** Of engines, images and containers with what is in them; not of a mere client. */
  readonly engine: Engine | undefined;
  readonly container: Container | undefined;
  /** Of images; of containers and what is in them, the image that they are of. */
  readonly image: Image | undefined;
  /** Of applications on a system, and of their libraries. */
  readonly app: App | undefined;
}

/** The layer of this identifier with its rows; `undefined` if it is not there. */
export function subjectOf(world: World, layers: readonly LayerView[], id: string): Subject | undefined {
  const layer = layers.find((candidate) => candidate.id === id);
  if (layer === undefined) return undefined;
  const below = belowOf(layers, layer);
  const stack = [layer, ...below];
  const ids = new Set(stack.map((each) => each.id));
  const hardware = stack.find(({ kind }) => kind === "hardware" || kind === "virtual-hardware");
  const machine = hardware && world.first(machines, "name", hardware.id);
  if (machine === undefined) return undefined;
  const engine = world.find(engines, "machine", machine.id).find((row) => ids.has(row.layer));
  const container = stack
    .map((each) => world.first(containers, "layer", each.id))
    .find((row) => row !== undefined);
  return {
    world,
    layer,
    layers,
    below,
    machine,
    kernel: kernelOf(world, machine.id),
    os: osNamed(systemOf(world, machine.id)?.os ?? ""),
    vm: vmOfMachine(world, machine.id),
    hypervisor: world.find(hypervisors, "machine", machine.id).find((row) => row.layer === id),
    engine,
    container,
    image: container ? world.get(images, container.image) : imageOf(world, machine, engine, id),
    app: appOf(world, machine, stack),
  };
}

function belowOf(layers: readonly LayerView[], layer: LayerView): LayerView[] {
  const byId = new Map(layers.map((each) => [each.id, each]));
  const below: LayerView[] = [];
  for (let at = byId.get(layer.on ?? ""); at !== undefined; at = byId.get(at.on ?? "")) below.push(at);
  return below;
}

function imageOf(world: World, machine: Machine, engine: Engine | undefined, id: string): Image | undefined {
  if (engine === undefined) return undefined;
  return world.find(images, "engine", engine.id).find((image) => imageId(machine.name, image) === id);
}

function appOf(world: World, machine: Machine, stack: readonly LayerView[]): App | undefined {
  const ids = new Set(stack.map(({ id }) => id));
  return world
    .find(apps, "machine", machine.id)
    .find(({ layer }) => ids.has(layer) || ids.has(`${layer}/libs`));
}

/** The process by which one sees what a layer may see and use: its first one, or that of the system that it is a part of. */
export function mainProcess({
  world,
  layer,
  kernel,
  vm,
  engine,
  container,
  app,
}: Subject): Process | undefined {
  const row = (id: number | null | undefined) =>
    typeof id === "number" ? world.get(processes, id) : undefined;
  switch (layer.kind) {
    case "container":
    case "libs":
    case "app":
      return container ? row(container.process) : row(app?.process);
    case "engine":
      return row(engine?.daemon);
    case "virtual-hardware":
      return row(vm?.process);
    case "host-os":
    case "guest-os":
    case "kernel":
    case "userland":
      return row(kernel?.init);
    default:
      return undefined;
  }
}
