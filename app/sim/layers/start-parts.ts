/** Which part of a start was spent in which layer: the phases on record, given to the layers that were at work in them. */
import { happenings } from "../core/happenings";
import type { Phase } from "../core/work";
import type { World } from "../core/world";
import { apps, machines } from "../machine/tables";
import type { Books } from "./books";
import type { Layer } from "./layer";
import type { Starts } from "./start";

/** Phases of a machine's boot by the part of its system that is at work; all others are its hardware's. */
export const BOOT_PARTS: Readonly<Record<string, "kernel" | "userland">> = {
  "boot loader": "kernel",
  kernel: "kernel",
  initramfs: "kernel",
  init: "userland",
  services: "userland",
};

/** Phases of a container's start by the part of it that is made; all others make its separated place. */
export const CONTAINER_PARTS: Readonly<Record<string, "libs" | "app">> = {
  "root file system": "libs",
  process: "app",
  app: "app",
};

/**
 * The part of the last start that each layer took, ms, by its identifier. A phase that is not over counts up to now. The
 * parts of a start add up to it, without those of layers that are part of another (`within`).
 */
export function startParts({ world, starts }: Books, layers: readonly Layer[]): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  const add = (id: string, ms: number) => parts.set(id, (parts.get(id) ?? 0) + ms);
  for (const { id, kind } of layers) {
    const phases = starts.of(id);
    if (kind === "app" && cameUpLater(world, id, phases, starts)) continue;
    for (const phase of phases) {
      const ms = (phase.endedAt ?? world.now) - phase.startedAt;
      const takers = takersOf(world, id, kind, phase, phases);
      for (const taker of takers.ids) add(taker, ms / takers.among);
    }
  }
  return parts;
}

interface Takers {
  readonly ids: readonly string[];
  /** Layers that have the phase between them. */
  readonly among: number;
}

function takersOf(
  world: World,
  id: string,
  kind: Layer["kind"],
  phase: Phase,
  phases: readonly Phase[],
): Takers {
  if (kind === "container") {
    const part = CONTAINER_PARTS[phase.name];
    return { ids: [part === undefined ? id : `${id}/${part}`], among: 1 };
  }
  if (kind !== "hardware" && kind !== "virtual-hardware") return { ids: [id], among: 1 };
  if (phase.name === "app") {
    const ids = appsIn(world, id, phase);
    return { ids, among: ids.length };
  }
  const part = BOOT_PARTS[phase.name];
  // Where there is no operating system, what is loaded is the hypervisor.
  const bare = phases.some(({ name }) => name === "hypervisor");
  if (phase.name === "hypervisor" || (bare && part !== undefined))
    return { ids: [`${id}/hypervisor`], among: 1 };
  // An operating system has what its kernel and its userland took.
  return { ids: part === undefined ? [id] : [`${id}/os`, `${id}/${part}`], among: 1 };
}

/** Applications that came up in this phase of their machine's boot; they have it evenly between them. */
function appsIn(world: World, machineName: string, { endedAt }: Phase): string[] {
  const machine = world.first(machines, "name", machineName);
  if (machine === undefined) return [];
  return world
    .find(apps, "machine", machine.id)
    .filter(({ autostart, layer }) => autostart && (endedAt === null || cameUpAt(world, layer, endedAt)))
    .map(({ layer }) => layer);
}

function cameUpAt(world: World, layer: string, time: number): boolean {
  return world
    .find(happenings, "layer", layer)
    .some(({ at, what }) => at === time && (what === "started" || what === "failed"));
}

/** Whether an application that was once started by hand has come up with its machine since. */
function cameUpLater(world: World, id: string, phases: readonly Phase[], starts: Starts): boolean {
  const own = phases[0];
  const app = own && world.first(apps, "layer", id);
  const machine = app && world.get(machines, app.machine);
  const boot = machine && starts.of(machine.name).find(({ name }) => name === "app");
  return (
    own !== undefined &&
    machine !== undefined &&
    boot !== undefined &&
    boot.startedAt > own.startedAt &&
    appsIn(world, machine.name, boot).includes(id)
  );
}
