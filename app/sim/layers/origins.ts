/** Where the durations of starts come from: the figures of the model that each phase on record follows from. */
import { STAGES } from "../container/lifecycle/stages";
import { containers, engines } from "../container/tables";
import { phases } from "../core/work";
import type { World } from "../core/world";
import { appCosts, osBoot } from "../costs/boot";
import type { Cost } from "../costs/cost";
import { engineCosts } from "../costs/engine";
import { guestBoot, guestRestore } from "../costs/guest";
import { type BootProfile, machines } from "../machine/tables";
import { vmOfMachine } from "../machine/vms/find";

/** A figure that a phase of a layer's start follows from. */
export interface PhaseOrigin {
  readonly layer: string;
  readonly phase: string;
  readonly cost: Cost;
}

const APP_COSTS = [appCosts.readShare, appCosts.startCpu];

/** Beginnings of the names of a full system's boot costs, where they are not the phase's own name. */
const NAMES: Readonly<Record<string, string>> = { "boot loader": "loader" };

function fullBoot(phase: string, virtual: boolean): readonly Cost[] {
  const begin = phase === "power-on" ? (virtual ? "virtual" : "post") : (NAMES[phase] ?? phase);
  return Object.entries(osBoot)
    .filter(([name]) => name.startsWith(begin) && /^[A-Z]/.test(name.slice(begin.length)))
    .map(([, cost]) => cost);
}

function machinePhase(phase: string, profile: BootProfile, virtual: boolean): readonly Cost[] {
  if (phase === "app") return APP_COSTS;
  if (phase === "restore") return [guestRestore.time];
  if (profile === "os") return fullBoot(phase, virtual);
  const costs: Readonly<Record<string, Cost>> = guestBoot[profile];
  return [costs[phase] ?? []].flat();
}

function enginePhase(phase: string): readonly Cost[] {
  const { containerdStartMs, daemonStartMs } = engineCosts;
  return phase === "containerd" ? [containerdStartMs] : phase === "daemon" ? [daemonStartMs] : [];
}

/** Figures that a phase of a layer follows from; none where it depends on what was asked for alone, as a transfer does. */
export function phaseCosts(world: World, layer: string, phase: string): readonly Cost[] {
  const machine = world.first(machines, "name", layer);
  if (machine !== undefined) {
    const vm = vmOfMachine(world, machine.id);
    return machinePhase(phase, vm?.profile ?? "os", vm !== undefined);
  }
  if (world.first(containers, "layer", layer) !== undefined)
    return STAGES.filter((stage) => stage.phase === phase).map(({ cost }) => cost);
  if (world.all(engines).some((engine) => engine.layer === layer)) return enginePhase(phase);
  return phase === "app" ? APP_COSTS : [];
}

/** For every phase of a start on record the figures that it follows from, in the order of the phases. */
export function phaseOrigins(world: World): PhaseOrigin[] {
  return world
    .all(phases)
    .flatMap(({ layer, name }) =>
      phaseCosts(world, layer, name).map((cost) => ({ layer, phase: name, cost })),
    );
}
