/** Layers of operating systems: each a kernel and a userland. */
import { kernels } from "../kernel/kernel";
import { osNamed } from "../machine/systems/catalogue";
import { apps, type Machine, type System } from "../machine/tables";
import { vmOfMachine } from "../machine/vms/find";
import type { Books } from "./books";
import { layer } from "./build";
import { readyMs } from "./hardware";
import type { Layer } from "./layer";
import { systemState } from "./states";

const FAMILIES = { linux: "Linux", nt: "Windows NT", xnu: "XNU" } as const;

/** An operating system with its two parts, each of them within it. */
export function systemLayers(
  { world, usage, room, starts }: Books,
  machine: Machine,
  system: System,
): Layer[] {
  const spec = osNamed(system.os);
  const name = spec?.label ?? system.os;
  const id = `${machine.name}/os`;
  const state = systemState(world, machine);
  const kernel = system.kernel === null ? undefined : world.get(kernels, system.kernel);
  const ownBytes = kernel?.state === "running" ? kernel.ownBytes : 0;
  const services = usage(`${machine.name}/userland`);
  const appBytes = world
    .find(apps, "machine", machine.id)
    .reduce((sum, app) => sum + app.libsBytes + app.appBytes, 0);
  const diskBytes = Math.max(0, room.ofTree(system.rootTree) - appBytes);
  const kernelDiskBytes = Math.min(system.kernelDiskBytes, diskBytes);
  return [
    layer({
      id,
      kind: vmOfMachine(world, machine.id) === undefined ? "host-os" : "guest-os",
      label: name,
      on: machine.name,
      state,
      phase: state === "starting" ? starts.current(machine.name) : null,
      readyMs: state === "running" || state === "paused" ? readyMs(machine) : null,
      cpu: services.cpu,
      memoryBytes: ownBytes + services.memoryBytes,
      diskBytes,
    }),
    layer({
      id: `${machine.name}/kernel`,
      kind: "kernel",
      label: spec === undefined ? "Kernel" : `${FAMILIES[spec.family]} ${spec.release}`,
      on: machine.name,
      within: id,
      state,
      memoryBytes: ownBytes,
      diskBytes: kernelDiskBytes,
    }),
    layer({
      id: `${machine.name}/userland`,
      kind: "userland",
      label: `${name}: tools, libraries, services`,
      on: `${machine.name}/kernel`,
      within: id,
      state,
      cpu: services.cpu,
      memoryBytes: services.memoryBytes,
      diskBytes: diskBytes - kernelDiskBytes,
    }),
  ];
}
