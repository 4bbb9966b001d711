/** Which product of the engine's catalogues a layer is. */
import {
  type HypervisorChoice,
  hypervisorChoices,
  type LayerView,
  machineChoices,
  type SystemChoice,
  systemChoices,
} from "../../../sim/index";
import { clientOf, hypervisorsOn, layerNamed, osOf } from "./stack";

type Layers = readonly LayerView[];
/** Whose kernel a system has: Linux, Windows or macOS. */
export type SystemFamily = SystemChoice["family"];

/** The system of this key. */
export function systemNamed(key: string): SystemChoice | undefined {
  return systemChoices.find((choice) => choice.key === key);
}

/** The system that is installed on a machine. */
export function systemOn(layers: Layers, machine: string): SystemChoice | undefined {
  const os = osOf(layers, machine);
  return os && systemChoices.find(({ label }) => label === os.label);
}

/** Family of the kernel on a machine; `undefined` where there is no system. */
export function familyOn(layers: Layers, machine: string): SystemFamily | undefined {
  return systemOn(layers, machine)?.family;
}

/** The hypervisor of this key. */
export function hypervisorNamed(key: string): HypervisorChoice | undefined {
  return hypervisorChoices.find((choice) => choice.key === key);
}

/** The product that a hypervisor's layer is. */
export function productOf(layer: LayerView | undefined): HypervisorChoice | undefined {
  return layer && hypervisorChoices.find(({ label }) => label === layer.label);
}

/** Whether a hypervisor has the hardware to itself. */
export function isBare(product: HypervisorChoice | undefined): boolean {
  return product?.hosts.length === 0;
}

/** The hypervisor that has a machine's hardware to itself, if one has. */
export function bareHypervisorOn(layers: Layers, machine: string): LayerView | undefined {
  return hypervisorsOn(layers, machine).find((layer) => isBare(productOf(layer)));
}

/** Hypervisors for systems of a kernel family, those that are usual there first. */
export function hypervisorsFor(family: SystemFamily | undefined): readonly HypervisorChoice[] {
  if (family === undefined) return hypervisorChoices.filter(isBare);
  const usual: Readonly<Record<SystemFamily, readonly string[]>> = {
    linux: ["kvm", "virtualbox"],
    nt: ["hyper-v", "virtualbox"],
    xnu: ["apple-virtualization", "virtualbox"],
  };
  return usual[family].flatMap((key) => hypervisorNamed(key) ?? []);
}

/** Whether a machine is a server in a data centre: one that nobody stands in front of. */
export function isServer(layer: LayerView | undefined): boolean {
  return layer?.kind === "hardware" && /\bserver\b/i.test(layer.label);
}

/** What a kind of machine is called. */
export function machineLabel(preset: string): string {
  return machineChoices.find((choice) => choice.preset === preset)?.label ?? preset;
}

/** The product that hides the engine of a machine's command line; `null` where it runs on the machine itself. */
export function hiddenOn(layers: Layers, machine: string): "docker-desktop" | "docker-toolbox" | null {
  const client = layerNamed(layers, `${machine}/engine-client`) ?? clientOf(layers, machine);
  if (client === undefined) return null;
  return client.label.startsWith("Docker Toolbox") ? "docker-toolbox" : "docker-desktop";
}
