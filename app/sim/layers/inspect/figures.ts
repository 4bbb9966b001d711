/** The figures of a layer, each with its origin: no number is shown without. */
import type { Cost } from "../../costs/cost";
import { desktopCosts, laptopCosts, serverCosts, vpsCosts } from "../../costs/hardware";
import { hypervisorCosts } from "../../costs/hypervisors";
import type { InspectedFigure } from "../inspection";
import { phaseOrigins } from "../origins";
import { diskGrounds, type Grounds, memoryGrounds } from "./costs-of";
import type { Subject } from "./subject";
import { told } from "./told";

/** What there is of a layer, what it holds, what it does, how long it took to start. */
export function figuresOf(subject: Subject): InspectedFigure[] {
  return [
    ...capacityFigures(subject),
    ...givenFigures(subject),
    ...amount("Memory", subject.layer.memoryBytes, memoryGrounds(subject)),
    ...amount("Disk", subject.layer.diskBytes, diskGrounds(subject)),
    ...startFigures(subject),
    ...workFigure(subject),
  ];
}

function figure(
  name: string,
  value: number,
  unit: InspectedFigure["unit"],
  costs: readonly Cost[],
  otherwise: string,
): InspectedFigure {
  return { name, value, unit, ...told(costs, otherwise) };
}

function amount(name: string, value: number, grounds: Grounds | undefined): InspectedFigure[] {
  return grounds === undefined ? [] : [figure(name, value, "bytes", grounds.costs, grounds.otherwise)];
}

/** What a machine of this kind usually has. */
function usual({ machine }: Subject): Readonly<Record<"cpus" | "memoryBytes" | "diskBytes", Cost>> {
  const { vmProcessors, vmMemory, vmDisk } = hypervisorCosts;
  const kinds = {
    laptop: laptopCosts,
    desktop: desktopCosts,
    server: serverCosts,
    vps: vpsCosts,
    virtual: { cpus: vmProcessors, memoryBytes: vmMemory, diskBytes: vmDisk },
  };
  return kinds[machine.hardware];
}

function capacityFigures(subject: Subject): InspectedFigure[] {
  const { capacity } = subject.layer;
  if (capacity === null) return [];
  const { cpus, memoryBytes, diskBytes } = usual(subject);
  const granted = subject.layer.kind === "virtual-hardware" ? "granted" : "in all";
  const chosen = "It is as large as whoever added it asked for.";
  const of = (value: number, cost: Cost) => (value === cost.value ? [cost] : []);
  return [
    figure(`Processors ${granted}`, capacity.cpus, "count", of(capacity.cpus, cpus), chosen),
    figure(`Memory ${granted}`, capacity.memoryBytes, "bytes", of(capacity.memoryBytes, memoryBytes), chosen),
    figure(`Disk ${granted}`, capacity.diskBytes, "bytes", of(capacity.diskBytes, diskBytes), chosen),
  ];
}

/** What a physical machine has given away to all that stands on it, and what a container holds with all that is in it. */
function givenFigures({ layer, layers, below }: Subject): InspectedFigure[] {
  if (below.length > 0 && layer.kind !== "container") return [];
  const ids = new Set([layer.id]);
  const tower = layers.filter(({ id, on, within }) => {
    if (on !== null && ids.has(on)) ids.add(id);
    return ids.has(id) && within === null;
  });
  const how = "Modelled: the sum of what it and all layers on it hold; each says where that comes from.";
  const sum = (of: "memoryBytes" | "diskBytes") => tower.reduce((total, each) => total + each[of], 0);
  const memory = figure("Memory in use", sum("memoryBytes"), "bytes", [], how);
  return layer.kind === "container"
    ? [memory]
    : [memory, figure("Disk in use", sum("diskBytes"), "bytes", [], how)];
}

function startFigures({ world, layer, machine, container }: Subject): InspectedFigure[] {
  const starter = layer.kind === "engine" ? layer.id : (container?.layer ?? machine.name);
  const costs = phaseOrigins(world)
    .filter((origin) => origin.layer === starter || origin.layer === layer.id)
    .map(({ cost }) => cost);
  const { origin } = told(costs, "");
  const sure = origin === "measured" ? "Measured with the real guest" : "Modelled";
  const figures: InspectedFigure[] = [];
  if (layer.readyMs !== null)
    figures.push({
      name: "Last start",
      value: layer.readyMs,
      unit: "ms",
      origin,
      how: `${sure}: from the moment at which it was asked for to the end of the last of its phases, which say where they come from.`,
    });
  if (layer.startPartMs !== null)
    figures.push({
      name: "Of a start, spent here",
      value: layer.startPartMs,
      unit: "ms",
      origin,
      how: `${sure}: the phases in which this very layer was at work.`,
    });
  return figures;
}

const RESTING: readonly Subject["layer"]["kind"][] = ["image", "libs"];

function workFigure({ layer }: Subject): InspectedFigure[] {
  if (RESTING.includes(layer.kind)) return [];
  const whole = layer.kind.endsWith("hardware") || layer.kind === "container";
  const how = whole
    ? "Modelled: processors that work at this moment for everything in it."
    : "Modelled: processors that work at this moment for its own processes.";
  return [figure("Processors at work", layer.cpu, "cpus", [], how)];
}
