/** Layers of engines: the engine itself, its client where that is elsewhere, its images, its containers. */
import { dockerDesktop, dockerToolbox } from "../container/hidden/products";
import { containers, type Engine, images } from "../container/tables";
import { engineCosts } from "../costs/engine";
import { machines } from "../machine/tables";
import type { Books } from "./books";
import { layer } from "./build";
import { containerLayers } from "./containers";
import { imageId, imageLayersOf, looseBytes } from "./images";
import type { Layer, LayerState } from "./layer";
import { onSystem, systemState } from "./states";

const STATES: Readonly<Record<Engine["state"], LayerState>> = {
  stopped: "off",
  starting: "starting",
  running: "running",
  stopping: "running",
  crashed: "crashed",
};

const HIDDEN = [dockerDesktop, dockerToolbox];

/** The layers of one engine: the engine, its client if that is on another machine, its images, its containers. */
export function engineLayers(books: Books, engine: Engine): Layer[] {
  const { world } = books;
  const { name } = world.must(machines, engine.machine);
  const found = world.find(images, "engine", engine.id);
  const ids = new Map(found.map((image) => [image.id, imageId(name, image)]));
  return [
    engineLayer(books, engine),
    ...clientLayers(books, engine),
    ...imageLayersOf(books, engine, found, ids),
    ...world
      .find(containers, "engine", engine.id)
      .flatMap((container) => containerLayers(books, engine, container, ids.get(container.image))),
  ];
}

function engineLayer(books: Books, engine: Engine): Layer {
  const { world, usage, room, starts } = books;
  const machine = world.must(machines, engine.machine);
  const state = onSystem(systemState(world, machine), STATES[engine.state]);
  const { cpu, memoryBytes } = usage(engine.layer);
  return layer({
    id: engine.layer,
    kind: "engine",
    label: "Docker Engine",
    on: `${machine.name}/os`,
    state,
    phase: state === "starting" ? starts.current(engine.layer) : null,
    readyMs: state === "running" ? starts.lastMs(engine.layer) : null,
    cpu,
    memoryBytes,
    // Its programs, volumes, and whatever it keeps of builds and pulls that no image has.
    diskBytes: engineCosts.engineDiskBytes.value + room.ofOthers(machine.disk) + looseBytes(books, engine),
  });
}

/** Where the engine runs in a hidden virtual machine: the product that the person sees. */
function clientLayers({ world }: Books, engine: Engine): Layer[] {
  if (engine.client === engine.machine) return [];
  const client = world.must(machines, engine.client);
  const product = HIDDEN.find(({ key }) => key === engine.product);
  return [
    layer({
      id: `${client.name}/engine-client`,
      kind: "engine",
      label: `${product?.label ?? engine.product} (client)`,
      on: `${client.name}/os`,
      uses: [engine.layer],
      state: onSystem(systemState(world, client), "running"),
      diskBytes: product?.diskBytes ?? 0,
    }),
  ];
}
