/** The phases of a layer's last start, each with where its duration comes from. */
import { type Phase, phases } from "../../core/work";
import type { InspectedPhase } from "../inspection";
import { phaseCosts } from "../origins";
import { BOOT_PARTS, CONTAINER_PARTS } from "../start-parts";
import type { Subject } from "./subject";
import { told } from "./told";

/** All phases of what starts by itself; of its parts, those in which they were at work. */
export function phasesOf(subject: Subject): InspectedPhase[] {
  const { world } = subject;
  const { starter, has } = startOf(subject);
  return world
    .find(phases, "layer", starter)
    .filter(({ name }) => has(name))
    .map((phase) => inspected(subject, phase));
}

interface Start {
  /** The layer whose start it is. */
  readonly starter: string;
  /** Whether the inspected layer was at work in the phase of this name. */
  readonly has: (phase: string) => boolean;
}

function startOf({ world, layer, machine, container }: Subject): Start {
  const boot = (has: (phase: string) => boolean): Start => ({ starter: machine.name, has });
  switch (layer.kind) {
    case "host-os":
    case "guest-os":
      return boot((phase) => BOOT_PARTS[phase] !== undefined);
    case "kernel":
    case "userland":
      return boot((phase) => BOOT_PARTS[phase] === layer.kind);
    case "hypervisor":
      return boot(
        (phase) => layer.on === machine.name && (phase === "hypervisor" || BOOT_PARTS[phase] !== undefined),
      );
    case "libs":
    case "app":
      if (container !== undefined)
        return { starter: container.layer, has: (phase) => CONTAINER_PARTS[phase] === layer.kind };
      if (world.first(phases, "layer", layer.id) === undefined)
        return boot((phase) => layer.kind === "app" && layer.startPartMs !== null && phase === "app");
      return { starter: layer.id, has: () => true };
    default:
      return { starter: layer.id, has: () => true };
  }
}

function inspected({ world }: Subject, { layer, name, startedAt, endedAt }: Phase): InspectedPhase {
  const grounds = told(
    phaseCosts(world, layer, name),
    "Modelled: it takes as long as moving its bytes takes.",
  );
  return { name, startedAt, endedAt, ...grounds };
}
