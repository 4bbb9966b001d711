/** Machines: a laptop, a desktop computer, a server, and one that is rented. */
import {
  type CommandInput,
  type LayerView,
  type MachineChoice,
  machineChoices,
  systemChoices,
} from "../../../sim/index";
import { freeMachineName } from "../reading/names";
import { hardwareOf, isDown } from "../reading/stack";
import type { PaletteEntry, Values } from "./entry";
import {
  asGigabytes,
  gigabytesIn,
  given,
  numberField,
  numberIn,
  selectField,
  textField,
  textIn,
} from "./fields";

/** The provider's server, which every rented machine of a world is on. */
const CLOUD = "cloud";
const NONE = "none";

const ABOUT: Readonly<Record<MachineChoice["preset"], string>> = {
  laptop: "A laptop for work: hardware of its own, switched on by its button.",
  desktop: "A desktop computer, with more of everything than a laptop.",
  server: "A dedicated server in a data centre, large enough for many virtual machines.",
  vps: "A virtual machine on a cloud provider's server, rented as if it were a machine of its own.",
};

const LABEL: Readonly<Record<MachineChoice["preset"], string>> = {
  laptop: "Laptop",
  desktop: "Desktop computer",
  server: "Server",
  vps: "Cloud VPS",
};

function fieldsOf(choice: MachineChoice, layers: readonly LayerView[]) {
  const vps = choice.preset === "vps";
  const systems = systemChoices
    .filter(({ family }) => !vps || family !== "xnu")
    .map(({ key, label }) => ({ value: key, text: label }));
  return [
    textField("name", "Name", freeMachineName(layers, choice.preset)),
    selectField(
      "os",
      "Operating system",
      vps ? systems : [...systems, { value: NONE, text: "None yet" }],
      "ubuntu-24.04",
    ),
    numberField("cpus", "Processors", String(choice.cpus)),
    numberField("memory", "Memory", asGigabytes(choice.memoryBytes), { unit: "GB" }),
  ];
}

/** The provider's server is switched on first where it is off or not there yet. */
function provider(layers: readonly LayerView[]): CommandInput[] {
  const cloud = hardwareOf(layers, CLOUD);
  return cloud === undefined || isDown(cloud) ? [{ do: "powerOn", machine: CLOUD }] : [];
}

function commandsOf(choice: MachineChoice, values: Values, layers: readonly LayerView[]): CommandInput[] {
  const { preset } = choice;
  const fields = fieldsOf(choice, layers);
  const name = textIn(values, fields, "name");
  const chosen = textIn(values, fields, "os");
  const os = chosen === NONE ? undefined : chosen;
  return [
    {
      do: "addMachine",
      name,
      preset,
      ...given("os", os),
      ...given("cpus", numberIn(values, "cpus")),
      ...given("memoryBytes", gigabytesIn(values, "memory")),
    },
    ...(preset === "vps" ? provider(layers) : []),
    ...(os === undefined ? [] : [{ do: "powerOn", machine: name } as const]),
  ];
}

export const infrastructure: readonly PaletteEntry[] = machineChoices.map((choice) => ({
  id: choice.preset,
  group: "infrastructure",
  label: LABEL[choice.preset],
  kind: choice.preset === "vps" ? "virtual-hardware" : "hardware",
  about: ABOUT[choice.preset],
  targets: () => [{ layer: null, label: choice.preset === "vps" ? "In the cloud" : "On the ground" }],
  fields: (layers) => fieldsOf(choice, layers),
  commands: (_, values, layers) => commandsOf(choice, values, layers),
}));
