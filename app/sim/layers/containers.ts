/** Layers of engines: the engine itself, its images, its containers with what is in them. */
import {
  type Container,
  containers,
  type Engine,
  type Image,
  imageLayers,
  images,
} from "../container/tables";
import { nodeRate } from "../core/flow";
import type { World } from "../core/world";
import { cgroups } from "../kernel/cgroup/table";
import { treeBytes } from "../kernel/files/tree";
import { machines } from "../machine/tables";
import { layer } from "./build";
import type { Layer, LayerState } from "./layer";
import { currentPhase, startMs } from "./start";
import type { Usage } from "./usage";

/** The layers of one engine: the engine, then its images, then its containers. */
export function engineLayers(world: World, engine: Engine, usage: (layer: string) => Usage): Layer[] {
  const machine = world.must(machines, engine.machine).name;
  const own = usage(engine.layer);
  const names = new Map<number, string>();
  const found = world.find(images, "engine", engine.id);
  for (const image of found) names.set(image.id, `${machine}/image/${imageName(image)}`);
  return [
    layer({
      id: engine.layer,
      kind: "engine",
      label: engine.product,
      on: `${machine}/os`,
      state: ENGINE_STATES[engine.state],
      cpu: own.cpu,
      memoryBytes: own.memoryBytes,
    }),
    ...clientLayers(world, engine),
    ...imageLayersOf(world, engine, found, names),
    ...world
      .find(containers, "engine", engine.id)
      .flatMap((container) => containerLayers(world, engine, container, names.get(container.image))),
  ];
}

const ENGINE_STATES: Readonly<Record<Engine["state"], LayerState>> = {
  stopped: "off",
  starting: "starting",
  running: "running",
  stopping: "running",
  crashed: "crashed",
};

/** Where the engine runs in a hidden virtual machine: the client that the person sees. */
function clientLayers(world: World, engine: Engine): Layer[] {
  if (engine.client === engine.machine) return [];
  const { name } = world.must(machines, engine.client);
  return [
    layer({
      id: `${name}/engine-client`,
      kind: "engine",
      label: `${engine.product} (client)`,
      on: `${name}/os`,
      uses: [engine.layer],
    }),
  ];
}

function imageName({ references, digest }: Image): string {
  return references[0] ?? digest;
}

function imageLayersOf(
  world: World,
  engine: Engine,
  found: readonly Image[],
  names: ReadonlyMap<number, string>,
): Layer[] {
  /** Which image brought a layer first: it bears its bytes, the others share them. */
  const broughtBy = new Map<string, string>();
  return found.map((image) => {
    const id = names.get(image.id) ?? image.digest;
    const shared = new Set<string>();
    let diskBytes = 0;
    for (const digest of image.layers) {
      const by = broughtBy.get(digest);
      if (by !== undefined) shared.add(by);
      else {
        broughtBy.set(digest, id);
        diskBytes += world.first(imageLayers, "digest", `${engine.id}:${digest}`)?.bytes ?? 0;
      }
    }
    shared.delete(id);
    return layer({
      id,
      kind: "image",
      label: imageName(image),
      on: engine.layer,
      uses: [...shared],
      diskBytes,
    });
  });
}

function containerLayers(
  world: World,
  engine: Engine,
  container: Container,
  image: string | undefined,
): Layer[] {
  const { layer: id, state } = container;
  const cgroup = container.cgroup === null ? undefined : world.get(cgroups, container.cgroup);
  const libs = `${id}/libs`;
  const alive: LayerState = state === "running" && container.process === null ? "starting" : state;
  const cpu = cgroup === undefined ? 0 : nodeRate(world, cgroup.flow);
  return [
    layer({
      id,
      kind: "container",
      label: container.name,
      on: engine.layer,
      uses: image === undefined ? [] : [image],
      state: alive,
      isolation: "namespaces",
      phase: currentPhase(world, id),
      readyMs: startMs(world, id),
      cpu,
      diskBytes: container.upper === 0 ? 0 : treeBytes(world, container.upper),
    }),
    layer({
      id: libs,
      kind: "libs",
      label: "Binaries and libraries of the image",
      on: id,
      uses: image === undefined ? [] : [image],
      state: alive,
    }),
    layer({
      id: `${id}/app`,
      kind: "app",
      label: container.spec.image,
      on: libs,
      state: alive,
      cpu,
      memoryBytes: cgroup?.memoryCurrent ?? 0,
    }),
  ];
}
