/** Layers as a table, for those who would rather read than look. */
import type { LayerView } from "../../sim/index";
import { indexOf, type LayerIndex } from "./picture/layer-index";
import { imageName, machineName, machineOf } from "./picture/names";

/** One layer. */
export interface TableRow {
  readonly id: string;
  /** 1 for what stands on the ground, one more for whatever stands on or is part of a layer. */
  readonly level: number;
  readonly name: string;
  /** What it is, in a word or two. */
  readonly what: string;
  readonly state: string;
  /** Name of what it stands on; `null` for the ground. */
  readonly standsOn: string | null;
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly readyMs: number | null;
}

/** What kinds of layers are called. */
export const KIND_WORDS: Readonly<Record<LayerView["kind"], string>> = {
  hardware: "hardware",
  "virtual-hardware": "virtual machine",
  hypervisor: "hypervisor",
  "host-os": "host operating system",
  "guest-os": "guest operating system",
  kernel: "kernel",
  userland: "userland",
  engine: "engine",
  image: "image",
  container: "container",
  libs: "binaries and libraries",
  app: "app",
};

/** What is in a container, or is an app of an operating system: `vm1/app/web/libs`. */
const INNER = /^([^/]+)\/(?:container|app)\/([^/]+)(\/libs|\/app)?$/;

/** A layer's name beside the word for what it is: no two things of one kind on one machine share it. */
export function rowName(layer: LayerView): string {
  const { id, kind, label } = layer;
  if (kind === "hardware" || kind === "virtual-hardware") return machineName(layer).name;
  const [, machine = machineOf(id), owner = ""] = INNER.exec(id) ?? [];
  if (kind === "image") return imageName(layer);
  if (kind === "container") return label;
  if (kind === "libs") return `${owner}: libraries`;
  if (kind === "app") return id.includes("/container/") ? `${owner}: ${label}` : `${machine}: ${label}`;
  return `${machine}: ${kind === "userland" ? label.split(":")[0] : label}`;
}

/** Every layer, each tower bottom-up: a layer, then whatever is part of it or stands on it. */
export function tableOf(layers: readonly LayerView[]): TableRow[] {
  const index = indexOf(layers);
  const rows: TableRow[] = [];
  const enter = (layer: LayerView, level: number): void => {
    rows.push(rowOf(index, layer, level));
    for (const part of index.partsOf(layer.id)) enter(part, level + 1);
    for (const upper of index.above(layer.id)) enter(upper, level + 1);
  };
  for (const layer of layers) if (layer.on === null) enter(layer, 1);
  return rows;
}

function rowOf(index: LayerIndex, layer: LayerView, level: number): TableRow {
  const below = layer.on === null ? undefined : index.byId(layer.on);
  const { id, phase, memoryBytes, diskBytes, readyMs } = layer;
  return {
    id,
    level,
    name: rowName(layer),
    what: KIND_WORDS[layer.kind],
    state: `${layer.state}${phase === null ? "" : `: ${phase}`}${layer.compromised ? ", broken into" : ""}`,
    standsOn: below === undefined ? null : rowName(below),
    memoryBytes,
    diskBytes,
    readyMs,
  };
}
