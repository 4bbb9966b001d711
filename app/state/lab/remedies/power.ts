/** Ways out where something is not up: off, paused, crashed. */
import type { CommandInput, LayerView } from "../../../sim/index";
import { powerOnChain } from "../reading/power";
import { isBare, productOf } from "../reading/products";
import { chainOf, hardwareOf, hypervisorsOn, layerNamed, osOf } from "../reading/stack";
import {
  type Case,
  containerIn,
  first,
  firstOf,
  machinesIn,
  type Remedy,
  type Rule,
  replaced,
} from "./remedy";

/** Machines that the commands need, with those that they stand on, from the ground up, each once. */
function neededBy({ commands, layers }: Case): string[] {
  return [...new Set(machinesIn(commands).flatMap((machine) => chainOf(layers, machine)))];
}

/** Names in a sentence: `laptop`, `server and vm1`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** Without commands that switch on what is switched on already by then. */
function withoutRepeats(commands: readonly CommandInput[]): CommandInput[] {
  const on = new Set<string>();
  return commands.filter((command) => {
    if (command.do !== "powerOn") return true;
    if (on.has(command.machine)) return false;
    on.add(command.machine);
    return true;
  });
}

/** Switches on what is off of the machines that are needed; a hidden machine starts with its engine. */
export const switchOn: Rule = (given) => {
  const off = [
    ...new Set(
      machinesIn(given.commands).flatMap((machine) =>
        powerOnChain(given.layers, machine).flatMap((command) =>
          "machine" in command ? command.machine : [],
        ),
      ),
    ),
  ];
  if (off.length === 0) return startEngine(given);
  const before = off.map((machine) => ({ do: "powerOn", machine }) as const);
  return [
    {
      label: `Switch on ${listed(off)} first`,
      commands: withoutRepeats([...before, ...given.commands]),
    },
  ];
};

/** Lets machines go on that are paused, the lowest first. */
export const letGoOn: Rule = (given) => {
  const paused = neededBy(given).filter((name) => hardwareOf(given.layers, name)?.state === "paused");
  if (paused.length === 0) return [];
  const before = paused.map((machine) => ({ do: "resumeVm", machine }) as const);
  const rest = given.commands.filter(
    (command) => command.do !== "resumeVm" || !paused.includes(command.machine),
  );
  return [{ label: `Let ${listed(paused)} go on first`, commands: [...before, ...rest] }];
};

function isLost(layers: readonly LayerView[], machine: string): boolean {
  const bare = hypervisorsOn(layers, machine).some(
    (layer) => layer.state === "crashed" && isBare(productOf(layer)),
  );
  return (
    bare || osOf(layers, machine)?.state === "panicked" || layerNamed(layers, machine)?.state === "crashed"
  );
}

/** Restarts the machines that lost their kernel or hypervisor; switches on what is off. */
export const restartLost: Rule = (given) => {
  const lost = neededBy(given).filter((machine) => isLost(given.layers, machine));
  const real = lost.filter((machine) => hardwareOf(given.layers, machine)?.state !== "crashed");
  if (real.length === 0) return switchOn(given);
  const before = real.map((machine) => ({ do: "restart", machine }) as const);
  return [first(`Restart ${listed(real)} first`, before, given)];
};

/** Starts the engine of the command line that the commands need. */
export const startEngine: Rule = (given) => {
  const machine = machinesIn(given.commands)[0];
  if (machine === undefined) return [];
  return [first("Start the engine first", [{ do: "startEngine", machine }], given)];
};

/** Something that should run does not: a container, an application, a virtual machine. */
export const startIt: Rule = (given) => {
  const place = containerIn(given.commands);
  if (place !== undefined)
    return [first(`Start ${place.container} first`, [{ do: "startContainer", ...place }], given)];
  const app = firstOf(given.commands, "crashApp");
  if (app !== undefined)
    return [
      first(`Start ${app.name} first`, [{ do: "startApp", machine: app.machine, name: app.name }], given),
    ];
  return switchOn(given).filter(({ commands }) => commands.length > given.commands.length);
};

/** Somebody must be in the layer that a break-in starts from. */
export const startAttacker: Rule = (given) => {
  const exploit = firstOf(given.commands, "exploitKernel");
  const layer = exploit && layerNamed(given.layers, exploit.layer);
  if (exploit === undefined || layer === undefined) return [];
  const { machine } = exploit;
  if (layer.kind === "container")
    return [
      first(`Start ${layer.label} first`, [{ do: "startContainer", machine, container: layer.label }], given),
    ];
  if (layer.kind !== "app") return [];
  return [first(`Start ${layer.label} first`, [{ do: "startApp", machine, name: layer.label }], given)];
};

/** A paused container: it can only go on. */
export const unpause: Rule = (given) => {
  const place = containerIn(given.commands);
  if (place === undefined) return [];
  const { machine, container } = place;
  const rest = given.commands.filter((command) => command.do !== "startContainer");
  return [
    { label: `Let ${container} go on`, commands: [{ do: "unpauseContainer", machine, container }, ...rest] },
  ];
};

/** What must be off is not. */
export const switchOff: Rule = (given) => {
  const command = firstOf(given.commands, "deleteVm", "installOs");
  if (command === undefined) return [];
  const { machine } = command;
  return [first(`Switch ${machine} off first`, [{ do: "powerOff", machine }], given)];
};

/** It is so already: what follows can be done without. */
export const skipIt: Rule = ({ commands, layers }): Remedy[] => {
  const done = commands.find(
    (command) =>
      command.do === "powerOn" &&
      ["running", "starting"].includes(hardwareOf(layers, command.machine)?.state ?? ""),
  );
  const rest = done === undefined ? [] : replaced(commands, done);
  return rest.length === 0 ? [] : [{ label: "Do the rest", commands: rest }];
};
