/** Names that are free, for what is to be added. */
import type { LayerView } from "../../../sim/index";
import { containersOn, engineFor, isHardware, machineOf, nameOf } from "./stack";

type Layers = readonly LayerView[];

/** The name itself if it is free, otherwise with the first free number after it: `web`, `web-2`. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const base = wanted.replace(/-\d+$/, "");
  for (let number = 2; ; number++) if (!taken.has(`${base}-${number}`)) return `${base}-${number}`;
}

/** Names of all machines of a world. */
export function machineNames(layers: Layers): Set<string> {
  return new Set(layers.filter(isHardware).map(({ id }) => id));
}

/** A free name for a machine. */
export function freeMachineName(layers: Layers, wanted: string): string {
  return freeName(wanted, machineNames(layers));
}

/** A free name for a virtual machine: `vm1`, `vm2` … */
export function freeVmName(layers: Layers): string {
  const taken = machineNames(layers);
  for (let number = 1; ; number++) if (!taken.has(`vm${number}`)) return `vm${number}`;
}

/** Names of the containers that a machine's command line reaches. */
export function containerNames(layers: Layers, machine: string): Set<string> {
  const engine = engineFor(layers, machine);
  const on = engine === undefined ? machine : machineOf(engine.id);
  return new Set(containersOn(layers, on).map(({ label }) => label));
}

/** A free name for a container on the engine of a machine's command line. */
export function freeContainerName(layers: Layers, machine: string, wanted: string): string {
  return freeName(wanted, containerNames(layers, machine));
}

/** A free name for an application on a machine. */
export function freeAppName(layers: Layers, machine: string, wanted: string): string {
  const start = `${machine}/app/`;
  const taken = layers.filter(({ id, kind }) => kind === "app" && id.startsWith(start));
  return freeName(wanted, new Set(taken.map(({ id }) => nameOf(id))));
}

/** A free name for a snapshot of a virtual machine. */
export function freeSnapshotName(layer: LayerView | undefined, wanted: string): string {
  return freeName(wanted, new Set(layer?.snapshots ?? []));
}

/** Something that may be the name of a machine: lower case letters, digits and hyphens. */
export function asMachineName(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_NAME)
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "machine" : plain;
}

const MAX_NAME = 63;
