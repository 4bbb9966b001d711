/** Layers of machines: hardware, operating systems, hypervisors, and the apps installed on them. */
import { processes } from "../kernel/process/table";
import { systemOf } from "../machine/access";
import { type App, apps, type Hypervisor, hypervisors, type Machine } from "../machine/tables";
import { isBare, productOf } from "../machine/vms/find";
import type { Books } from "./books";
import { layer } from "./build";
import { hardwareLayer, readyMs } from "./hardware";
import type { Layer, LayerState } from "./layer";
import { onSystem, systemState } from "./states";
import { systemLayers } from "./systems";

/** The layers of one machine, bottom to top: its hardware, its system, its hypervisors, its apps. */
export function machineLayers(books: Books, machine: Machine): Layer[] {
  const { world } = books;
  const system = systemOf(world, machine.id);
  return [
    hardwareLayer(books, machine),
    ...(system === undefined ? [] : systemLayers(books, machine, system)),
    ...world.find(hypervisors, "machine", machine.id).map((row) => hypervisorLayer(books, machine, row)),
    ...world.find(apps, "machine", machine.id).flatMap((app) => appLayers(books, machine, app)),
  ];
}

function hypervisorLayer({ usage }: Books, machine: Machine, hypervisor: Hypervisor): Layer {
  const { label, ownBytes, diskBytes } = productOf(hypervisor);
  const bare = isBare(hypervisor);
  const runs = hypervisor.state === "running";
  const starts = bare && machine.power === "booting";
  const { cpu, memoryBytes } = usage(hypervisor.layer);
  return layer({
    id: hypervisor.layer,
    kind: "hypervisor",
    label,
    on: bare ? machine.name : `${machine.name}/os`,
    state: starts ? "starting" : hypervisor.state,
    readyMs: bare && runs ? readyMs(machine) : null,
    cpu,
    memoryBytes: memoryBytes + (bare && runs ? ownBytes : 0),
    diskBytes,
  });
}

function appLayers({ world, usage }: Books, machine: Machine, app: App): Layer[] {
  const alive = app.process !== null && world.get(processes, app.process) !== undefined;
  const state: LayerState = onSystem(systemState(world, machine), alive ? "running" : "off");
  const { cpu, memoryBytes } = usage(app.layer);
  const libs = `${app.layer}/libs`;
  return [
    layer({
      id: libs,
      kind: "libs",
      label: app.libsLabel,
      on: `${machine.name}/os`,
      diskBytes: app.libsBytes,
    }),
    layer({
      id: app.layer,
      kind: "app",
      label: app.name,
      on: libs,
      state,
      cpu,
      memoryBytes,
      diskBytes: app.appBytes,
    }),
  ];
}
