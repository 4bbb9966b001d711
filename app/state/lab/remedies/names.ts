/** Ways out where a name is taken, or cannot be one. */
import type { CommandInput, LayerView } from "../../../sim/index";
import {
  asMachineName,
  containerNames,
  freeAppName,
  freeContainerName,
  freeMachineName,
  freeSnapshotName,
  machineNames,
} from "../reading/names";
import { containerAt, hardwareOf, layerNamed } from "../reading/stack";
import { firstOf, type Of, type Remedy, type Rule, replaced } from "./remedy";

type Layers = readonly LayerView[];
type Making = Of<"addMachine" | "createVm">;
type Running = Of<"runContainer" | "createContainer">;

/** What makes a machine with a new name, and what is then asked of that machine. */
function machineRenamed(commands: readonly CommandInput[], asked: Making, name: string): CommandInput[] {
  const from = commands.indexOf(asked);
  return commands.map((command, at): CommandInput => {
    if (command === asked) return { ...asked, name };
    if (at < from) return command;
    if ("machine" in command && command.machine === asked.name) return { ...command, machine: name };
    return command.do === "createVm" && command.host === asked.name ? { ...command, host: name } : command;
  });
}

/** What makes a container with a new name, and what is then asked of that container. */
function containerRenamed(commands: readonly CommandInput[], asked: Running, name: string): CommandInput[] {
  const from = commands.indexOf(asked);
  return commands.map((command, at): CommandInput => {
    if (command === asked) return { ...asked, name };
    const same =
      at > from &&
      "container" in command &&
      command.container === asked.name &&
      command.machine === asked.machine;
    return same ? { ...command, container: name } : command;
  });
}

function takenContainer(commands: readonly CommandInput[], layers: Layers): Remedy[] {
  const asked = commands.find(
    (command): command is Running =>
      (command.do === "runContainer" || command.do === "createContainer") &&
      containerNames(layers, command.machine).has(command.name ?? ""),
  );
  if (asked?.name === undefined) return [];
  const { machine, name: taken } = asked;
  const name = freeContainerName(layers, machine, taken);
  return [
    { label: `Name it ${name}`, commands: containerRenamed(commands, asked, name) },
    {
      label: `Remove the container ${taken} first`,
      commands: [{ do: "removeContainer", machine, container: taken, force: true }, ...commands],
    },
  ];
}

function takenElsewhere(commands: readonly CommandInput[], layers: Layers): Remedy[] {
  const move = firstOf(commands, "migrateContainer");
  if (move !== undefined && containerAt(layers, move.to, move.container) !== undefined)
    return [
      {
        label: `Remove the container ${move.container} there first`,
        commands: [
          { do: "removeContainer", machine: move.to, container: move.container, force: true },
          ...commands,
        ],
      },
    ];
  const rename = firstOf(commands, "renameContainer");
  if (rename === undefined) return [];
  const name = freeContainerName(layers, rename.machine, rename.name);
  return [{ label: `Name it ${name}`, commands: replaced(commands, rename, { ...rename, name }) }];
}

/** The same with a name that is free. */
export const freeNameFor: Rule = ({ commands, layers }) => {
  const machine = commands.find(
    (command): command is Making =>
      (command.do === "addMachine" || command.do === "createVm") && machineNames(layers).has(command.name),
  );
  if (machine !== undefined) {
    const name = freeMachineName(layers, machine.name);
    return [{ label: `Name it ${name}`, commands: machineRenamed(commands, machine, name) }];
  }
  const container = takenContainer(commands, layers);
  if (container.length > 0) return container;
  const app = firstOf(commands, "installApp");
  if (app !== undefined) {
    const name = freeAppName(layers, app.machine, app.name);
    const renamed = commands.map((command): CommandInput => {
      const same = command.do === "startApp" && command.name === app.name;
      return command === app || same ? ({ ...command, name } as CommandInput) : command;
    });
    return [{ label: `Name it ${name}`, commands: renamed }];
  }
  const snapshot = firstOf(commands, "snapshotVm");
  if (snapshot === undefined) return takenElsewhere(commands, layers);
  const name = freeSnapshotName(hardwareOf(layers, snapshot.machine), snapshot.snapshot);
  return [
    { label: `Name it ${name}`, commands: replaced(commands, snapshot, { ...snapshot, snapshot: name }) },
    {
      label: `Delete the snapshot ${snapshot.snapshot} first`,
      commands: [
        { do: "deleteSnapshot", machine: snapshot.machine, snapshot: snapshot.snapshot },
        ...commands,
      ],
    },
  ];
};

/** Something that may be the name of a container. */
function asContainerName(text: string): string {
  const plain = text.replace(/[^a-zA-Z0-9_.-]+/g, "-").replace(/^[^a-zA-Z0-9]+/, "");
  return plain.length < 2 ? `container-${plain}`.replace(/-$/, "") : plain;
}

/** The same with a name that may be one. */
export const properNameFor: Rule = ({ commands, layers }) => {
  const machine = commands.find(
    (command): command is Making =>
      (command.do === "addMachine" || command.do === "createVm") &&
      (asMachineName(command.name) !== command.name || layerNamed(layers, command.name) !== undefined),
  );
  if (machine !== undefined) {
    const name = freeMachineName(layers, asMachineName(machine.name));
    return [{ label: `Name it ${name}`, commands: machineRenamed(commands, machine, name) }];
  }
  const container = firstOf(commands, "runContainer", "createContainer");
  if (container?.name === undefined) return [];
  const name = freeContainerName(layers, container.machine, asContainerName(container.name));
  return [{ label: `Name it ${name}`, commands: containerRenamed(commands, container, name) }];
};
