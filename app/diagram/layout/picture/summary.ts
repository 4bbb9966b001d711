/** A picture in a sentence. */
import type { LayerView } from "../../../sim/index";
import { groupBy } from "../group-by";
import { formatCount, formatList, formatThings } from "../words";
import type { LayerIndex } from "./layer-index";
import { machineName, machineOf } from "./names";

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const inWords = (count: number) => NUMBERS[count] ?? formatCount(count);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** More machines than these are counted instead of told one by one. */
const MOST_TOLD = 3;

/** What stands there, machine by machine, bottom-up. */
export function summaryOf(index: LayerIndex): string {
  const hardware = index.layers.filter(({ kind }) => kind === "hardware");
  if (hardware.length === 0) return "Nothing stands here yet.";
  const [only] = hardware;
  if (hardware.length === 1 && only !== undefined) {
    const { what } = machineName(only);
    return `One ${what.charAt(0).toLowerCase()}${what.slice(1)}: ${tellTower(index, index.layers)}.`;
  }
  const machines = `${capital(inWords(hardware.length))} machines`;
  if (hardware.length > MOST_TOLD) return `${machines}: ${tellTower(index, index.layers)}.`;
  const sentences = [...towersOf(index, hardware)].map(
    ([machine, layers]) => `${capital(machine.id)}: ${tellTower(index, layers)}.`,
  );
  return `${machines}. ${sentences.join(" ")}`;
}

/** Layers of each machine, with those of all machines inside it. */
function towersOf(index: LayerIndex, hardware: readonly LayerView[]): Map<LayerView, LayerView[]> {
  const roots = new Map<string, LayerView>();
  const towers = new Map<LayerView, LayerView[]>(hardware.map((machine) => [machine, []]));
  for (const layer of index.layers) {
    const below = layer.on === null ? undefined : (roots.get(layer.on) ?? index.byId(layer.on));
    const root = below === undefined ? layer : (roots.get(layer.on ?? "") ?? below);
    roots.set(layer.id, root);
    towers.get(root)?.push(layer);
  }
  return towers;
}

function tellTower(index: LayerIndex, layers: readonly LayerView[]): string {
  const byKind = groupBy(layers, ({ kind }) => kind);
  const of = (...kinds: LayerView["kind"][]) => kinds.flatMap((kind) => byKind.get(kind) ?? []);
  const parts = [
    hostWords(of("host-os"), of("hardware").length),
    ...of("hypervisor").map((layer) => {
      const machines = index.above(layer.id).length;
      return `${layer.label} with ${formatThings(machines, "virtual machine")}`;
    }),
    kernelWords(of("kernel").length),
    ...engineWords(index, of("engine")),
    appWords(of("app").filter(({ id }) => id.includes("/app/")).length),
  ].filter((part) => part !== "");
  const state = stateWords(of("hardware", "virtual-hardware", "kernel", "hypervisor", "engine", "container"));
  return [...(parts.length === 0 ? ["nothing on it yet"] : parts), state].join(", ");
}

const hostWords = (systems: readonly LayerView[], machines: number) =>
  systems.length === 0
    ? ""
    : `${formatList([...new Set(systems.map(({ label }) => label))])} on ${machines === 1 ? "it" : "them"}`;

const kernelWords = (count: number) =>
  count === 0 ? "" : `${inWords(count)} ${count === 1 ? "kernel" : "kernels"}`;

const appWords = (count: number) => (count === 0 ? "" : formatThings(count, "app"));

function engineWords(index: LayerIndex, engines: readonly LayerView[]): string[] {
  const hosts = engines.filter(({ uses }) => uses.length === 0);
  if (hosts.length > 2) {
    const containers = hosts.reduce((sum, { id }) => sum + containersOn(index, id), 0);
    return [`${formatCount(hosts.length)} engines with ${formatThings(containers, "container")}`];
  }
  return hosts.map((engine) => {
    const where = hosts.length > 1 ? ` on ${machineOf(engine.id)}` : "";
    return `a ${engine.label}${where} with ${formatThings(containersOn(index, engine.id), "container")}`;
  });
}

const containersOn = (index: LayerIndex, engine: string) =>
  index.above(engine).filter(({ kind }) => kind === "container").length;

/** What can be up and is not, by state; `all running` where all of it is. */
function stateWords(layers: readonly LayerView[]): string {
  const others = groupBy(
    layers.filter(({ state, kind }) => state !== "running" && !(kind === "kernel" && state !== "panicked")),
    ({ kind, state }) => `${kindWord(kind)}|${state}`,
  );
  if (others.size === 0) return "all running";
  return formatList(
    [...others].map(([key, found]) => {
      const [kind = "", state = ""] = key.split("|");
      return `${formatThings(found.length, kind)} ${state}`;
    }),
  );
}

const KIND_WORDS: Partial<Record<LayerView["kind"], string>> = {
  hardware: "machine",
  "virtual-hardware": "virtual machine",
};
const kindWord = (kind: LayerView["kind"]) => KIND_WORDS[kind] ?? kind;
