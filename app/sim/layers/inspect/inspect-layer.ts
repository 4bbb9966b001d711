/** Looking into one layer of a world. */
import { happenings } from "../../core/happenings";
import type { World } from "../../core/world";
import type { Inspection } from "../inspection";
import { type LayerView, viewsOf } from "../view";
import { aboutOf } from "./about";
import { failureOf } from "./failure";
import { figuresOf } from "./figures";
import { imageLayersOf } from "./image-layers";
import { cgroupOf, namespacesOf } from "./isolation";
import { phasesOf } from "./phases";
import { processesOf } from "./processes";
import { type Subject, subjectOf } from "./subject";

/** Happenings of a layer that are told: the newest ones. */
const MOST_HISTORY = 50;

/** Everything that can be said of the layer of this identifier, now; `null` if it is not there. */
export function inspectLayer(world: World, id: string): Inspection | null {
  const subject = subjectOf(world, viewsOf(world), id);
  if (subject === undefined) return null;
  return {
    layer: subject.layer,
    about: aboutOf(subject),
    standsOn: subject.below.map(named),
    carries: carriedBy(subject).map(named),
    figures: figuresOf(subject),
    phases: phasesOf(subject),
    ...processesOf(subject),
    namespaces: namespacesOf(subject),
    cgroup: cgroupOf(subject),
    imageLayers: imageLayersOf(subject),
    failure: failureOf(subject),
    history: historyOf(subject),
  };
}

function named({ id, label }: LayerView) {
  return { id, label };
}

/** What stands on a layer directly; a system stands for its parts. */
function carriedBy({ layer, layers }: Subject): LayerView[] {
  const above = layers.filter(({ on }) => on === layer.id);
  const ids = new Set(above.map(({ id }) => id));
  return above.filter(({ within }) => within === null || !ids.has(within));
}

function historyOf({ world, layer, container }: Subject): Inspection["history"] {
  const of = layer.kind === "app" && container !== undefined ? container.layer : layer.id;
  return world
    .find(happenings, "layer", of)
    .slice(-MOST_HISTORY)
    .map(({ at, text }) => ({ at, text }));
}
