/** What layers are called in a picture: the fullest name first, then shorter ones. */
import type { LayerView } from "../../../sim/index";
import { formatCapacity } from "../words";

/** A machine's own name and what it is: labels of hardware read `vm1: virtual hardware by Xen`. */
export function machineName({ id, label }: LayerView): { name: string; what: string } {
  return { name: id, what: label.startsWith(`${id}: `) ? label.slice(id.length + 2) : label };
}

/** Name of the machine in which a layer is: layers' identifiers begin with it. */
export function machineOf(id: string): string {
  const end = id.indexOf("/");
  return end < 0 ? id : id.slice(0, end);
}

/** Names with how much there is of it as far as there is room for that, the longest first. */
function withCapacity(names: readonly string[], { capacity }: LayerView, processors: string): string[] {
  if (capacity === null) return [...names];
  const amount = `${capacity.cpus} ${processors} · ${formatCapacity(capacity.memoryBytes)}`;
  const labels = [...names.slice(0, -1).map((name) => `${name} · ${amount}`), ...names];
  return [...new Set(labels)].sort((one, other) => other.length - one.length);
}

export function hardwareLabels(layer: LayerView): string[] {
  const { name, what } = machineName(layer);
  const own = what.toLowerCase() === name.toLowerCase();
  const names = own ? [`hardware · ${name}`] : [`${name} · hardware: ${what}`, `${name} · hardware`];
  return withCapacity([...names, name], layer, "CPU");
}

export function virtualHardwareLabels(layer: LayerView): string[] {
  const { name, what } = machineName(layer);
  const short = /^((?:hidden )?virtual hardware|management VM)/i.exec(what)?.[1] ?? what;
  const role = /\((\w+)\)$/.exec(what)?.[1];
  const labels = withCapacity([`${name} · ${what}`, `${name} · ${short}`, name], layer, "vCPU");
  return role === undefined ? labels : [...labels, role];
}

/** `Linux 6.8.0-85-generic` as `Linux 6.8`. */
const shortRelease = (label: string) => label.replace(/^(\D*\d+(?:\.\d+)?).*$/, "$1");
const family = (label: string) => label.replace(/^Windows /, "");

export function kernelLabels({ label }: LayerView, guest: boolean): string[] {
  const short = shortRelease(label);
  const full = guest ? "guest kernel" : "kernel";
  return [
    ...new Set([
      `${full} · ${label}`,
      `${full} · ${short}`,
      `kernel · ${short}`,
      `kernel · ${family(short)}`,
      "kernel",
    ]),
  ];
}

/** `Ubuntu 24.04 LTS: tools, libraries, services` as `userland · Ubuntu 24.04 LTS`. */
export function userlandLabels(os: string): string[] {
  const short = os.replace(/ (LTS|Tahoe)$/, "").replace(/^Red Hat Enterprise Linux/, "RHEL");
  return [...new Set([`userland · ${os}`, `userland · ${short}`, "userland"])];
}

export function hypervisorLabels({ label }: LayerView, bare: boolean): string[] {
  const brand = label.replace(/^(Oracle|VMware|Microsoft|Apple) /, "");
  return [
    ...new Set([
      `hypervisor, type ${bare ? 1 : 2} · ${label}`,
      `hypervisor · ${label}`,
      `hypervisor · ${brand}`,
      "hypervisor",
    ]),
  ];
}

export function engineLabels({ label }: LayerView): string[] {
  return [`engine · ${label}`, label, "engine"];
}

export function clientLabels({ label }: LayerView): string[] {
  return [...new Set([label, label.replace(/ \(client\)$/, ""), "client"])];
}

/** An image by its name; one without a name by the beginning of its digest, as the engine prints it. */
export function imageName({ label }: LayerView): string {
  return label.replace(/^sha256:([0-9a-f]{12})[0-9a-f]*$/, "$1");
}

const withoutTag = (name: string) => name.replace(/:latest$/, "").replace(/^.*\//, "");

export function imageLabels(layer: LayerView): string[] {
  const name = imageName(layer);
  return [...new Set([`image · ${name}`, name, withoutTag(name)])];
}

/** Binaries and libraries, in a container or beside an app of an operating system. @param image its name */
export function libsLabels(image: string | null): string[] {
  if (image === null) return ["binaries and libraries", "libraries", "libs"];
  return [...new Set([`image · ${image}`, image, withoutTag(image)])];
}
