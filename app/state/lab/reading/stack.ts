/** Finding one's way in the layers of a world. */
import type { LayerKind, LayerView } from "../../../sim/index";

type Layers = readonly LayerView[];

/** Name of the machine that a layer is on: the first part of its identifier. */
export function machineOf(id: string): string {
  const end = id.indexOf("/");
  return end < 0 ? id : id.slice(0, end);
}

/** Last part of a layer's identifier: the name of a container or an app. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The layer of this identifier, if there is one. */
export function layerNamed(layers: Layers, id: string | null): LayerView | undefined {
  return id === null ? undefined : layers.find((layer) => layer.id === id);
}

/** The hardware of a machine, real or virtual. */
export function hardwareOf(layers: Layers, machine: string): LayerView | undefined {
  return layerNamed(layers, machine);
}

/** The operating system of a machine. */
export function osOf(layers: Layers, machine: string): LayerView | undefined {
  return layerNamed(layers, `${machine}/os`);
}

/** Whether a layer is the bottom of a machine. */
export function isHardware({ kind }: LayerView): boolean {
  return kind === "hardware" || kind === "virtual-hardware";
}

/** Whether a layer is a whole operating system. */
export function isOs({ kind }: LayerView): boolean {
  return kind === "host-os" || kind === "guest-os";
}

/** Layers of some kinds, in their order. */
export function ofKind(layers: Layers, ...kinds: LayerKind[]): LayerView[] {
  return layers.filter(({ kind }) => kinds.includes(kind));
}

/** Hypervisors on a machine. */
export function hypervisorsOn(layers: Layers, machine: string): LayerView[] {
  return layers.filter(({ id, kind }) => kind === "hypervisor" && machineOf(id) === machine);
}

/** The hypervisor that gives a virtual machine out; `undefined` for real hardware. */
export function hypervisorUnder(layers: Layers, machine: string): LayerView | undefined {
  const hardware = hardwareOf(layers, machine);
  return hardware?.kind === "virtual-hardware" ? layerNamed(layers, hardware.on) : undefined;
}

/** Names of the machines that a machine stands on, from real hardware up, itself last. */
export function chainOf(layers: Layers, machine: string): string[] {
  const below = hypervisorUnder(layers, machine);
  return below === undefined ? [machine] : [...chainOf(layers, machineOf(below.id)), machine];
}

/** Virtual machines that a hypervisor gives out. */
export function guestsOf(layers: Layers, hypervisor: string): LayerView[] {
  return layers.filter(({ kind, on }) => kind === "virtual-hardware" && on === hypervisor);
}

/** Whether an engine's layer is only the command line of one that runs in a hidden machine. */
export function isClient({ id, kind }: LayerView): boolean {
  return kind === "engine" && id.endsWith("/engine-client");
}

/** The command line of an engine in a hidden machine; `undefined` where the engine's own machine has it. */
export function clientOf(layers: Layers, machine: string): LayerView | undefined {
  const engine = `${machine}/engine`;
  return layers.find((layer) => isClient(layer) && layer.uses.includes(engine));
}

/** The machine at whose command line the engine on a machine is used. */
export function commandLineOf(layers: Layers, machine: string): string {
  return machineOf(clientOf(layers, machine)?.id ?? machine);
}

/** The engine that answers at a machine's command line, on it or in a hidden machine. */
export function engineFor(layers: Layers, machine: string): LayerView | undefined {
  const client = layerNamed(layers, `${machine}/engine-client`);
  return layerNamed(layers, client?.uses[0] ?? `${machine}/engine`);
}

/** The containers of the engine on a machine. */
export function containersOn(layers: Layers, machine: string): LayerView[] {
  return layers.filter(({ id, kind }) => kind === "container" && machineOf(id) === machine);
}

/** The container of this name that a machine's command line reaches. */
export function containerAt(layers: Layers, machine: string, name: string): LayerView | undefined {
  const engine = engineFor(layers, machine);
  return layers.find(({ kind, on, label }) => kind === "container" && on === engine?.id && label === name);
}

/** The container that a layer is or lies in. */
export function containerOf(layers: Layers, layer: LayerView): LayerView | undefined {
  if (layer.kind === "container") return layer;
  const below = layer.kind === "libs" || layer.kind === "app" ? layerNamed(layers, layer.on) : undefined;
  return below && containerOf(layers, below);
}

/** Name of the image that a container was made from, as it was asked for. */
export function imageOf(layers: Layers, container: LayerView): string {
  return layerNamed(layers, `${container.id}/app`)?.label ?? "";
}

/** Whether a machine manages the hypervisor that it runs on: it comes and goes with its host. */
export function isManagement({ kind, label }: LayerView): boolean {
  return kind === "virtual-hardware" && label.endsWith("Management VM (dom0)");
}

/** Whether something is switched off or gone: it could be switched on. */
export function isDown({ state }: LayerView): boolean {
  return state === "off" || state === "crashed";
}
