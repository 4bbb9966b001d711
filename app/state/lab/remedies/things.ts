/** Ways out where something is missing, in use or in the way: images, containers, snapshots, networks, machines, apps. */
import type { CommandInput } from "../../../sim/index";
import { repositoryOf } from "../reading/recipes";
import { hardwareOf } from "../reading/stack";
import { containerIn, first, firstOf, machinesIn, type Rule, replaced } from "./remedy";

/** The image is not there: it can be pulled. */
export const pullIt: Rule = (given) => {
  const asked = firstOf(given.commands, "createContainer", "runContainer", "tagImage");
  if (asked === undefined) return [];
  const { machine, image } = asked;
  return [first(`Pull ${image} first`, [{ do: "pullImage", machine, image }], given)];
};

/** The repository has no such tag. */
export const latestTag: Rule = ({ commands }) => {
  const asked = firstOf(commands, "runContainer", "createContainer", "pullImage");
  if (asked === undefined) return [];
  const image = repositoryOf(asked.image);
  return image === asked.image
    ? []
    : [{ label: `Take ${image}:latest`, commands: replaced(commands, asked, { ...asked, image }) }];
};

/** Something runs, or is used: by force. */
export const byForce: Rule = ({ commands }) => {
  const asked = firstOf(commands, "removeContainer", "removeImage");
  if (asked === undefined || asked.force === true) return [];
  const label = asked.do === "removeContainer" ? "Remove it by force" : "Remove its name by force";
  return [{ label, commands: replaced(commands, asked, { ...asked, force: true }) }];
};

/** A container whose removal has begun. */
export const removeIt: Rule = ({ commands }) => {
  const place = containerIn(commands);
  if (place === undefined) return [];
  const { machine, container } = place;
  return [{ label: "Remove it", commands: [{ do: "removeContainer", machine, container }] }];
};

/** Snapshots lie on the host's disk, and hold a machine there. */
export const withoutSnapshots: Rule = (given) => {
  const move = firstOf(given.commands, "migrateVm");
  const machine = move?.machine ?? "";
  const names = hardwareOf(given.layers, machine)?.snapshots ?? [];
  const before = names.map((snapshot) => ({ do: "deleteSnapshot", machine, snapshot }) as const);
  const label = names.length === 1 ? "Delete its snapshot first" : "Delete its snapshots first";
  return names.length === 0 ? [] : [first(label, before, given)];
};

/** A network that is not there. */
export const createNetwork: Rule = (given) => {
  const connect = firstOf(given.commands, "connectNetwork");
  const run = firstOf(given.commands, "runContainer", "createContainer");
  const machine = connect?.machine ?? run?.machine;
  const name = connect?.network ?? run?.network;
  if (machine === undefined || name === undefined || name.startsWith("container:")) return [];
  return [first(`Create the network ${name} first`, [{ do: "createNetwork", machine, name }], given)];
};

/** Machines that are not there. */
export const addMachine: Rule = (given) => {
  const missing = machinesIn(given.commands).find((name) => hardwareOf(given.layers, name) === undefined);
  if (missing === undefined) return [];
  const before: CommandInput[] = [
    { do: "addMachine", name: missing, preset: "laptop", os: "ubuntu-24.04" },
    { do: "powerOn", machine: missing },
  ];
  const rest = given.commands.filter((command) => command.do !== "powerOn" || command.machine !== missing);
  return [{ label: `Add a laptop named ${missing} first`, commands: [...before, ...rest] }];
};

/** An application that is not installed. */
export const installApp: Rule = (given) => {
  const asked = firstOf(given.commands, "startApp", "crashApp");
  if (asked === undefined) return [];
  const { machine, name } = asked;
  return [first(`Install ${name} first`, [{ do: "installApp", machine, name }], given)];
};
