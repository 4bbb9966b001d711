/** What gives out machines and containers: hypervisors and engines. */
import {
  type CommandInput,
  type HypervisorChoice,
  hypervisorChoices,
  type LayerView,
} from "../../../sim/index";
import { freeMachineName } from "../reading/names";
import { powerOnChain } from "../reading/power";
import { familyOn, isBare } from "../reading/products";
import { engineFor, isOs, machineOf, ofKind, osOf } from "../reading/stack";
import type { PaletteEntry, PaletteTarget } from "./entry";
import { checkField, isTicked, textField, textIn } from "./fields";
import { onMachine, onSystem } from "./targets";

type Layers = readonly LayerView[];

/** Those that fit come first; the others are shown because the refusal is worth reading. */
function fittingFirst(layers: readonly LayerView[], fits: (layer: LayerView) => boolean): LayerView[] {
  return [...layers.filter(fits), ...layers.filter((layer) => !fits(layer))];
}

function bareTargets(layers: Layers): PaletteTarget[] {
  const fits = ({ id }: LayerView) => osOf(layers, id) === undefined;
  const hardware = fittingFirst(ofKind(layers, "hardware"), fits).map(onMachine);
  const first = hardware.filter(({ layer }) => layer !== null && osOf(layers, layer) === undefined);
  return [...first, { layer: null, label: "On a new server" }, ...hardware.slice(first.length)];
}

function hostedTargets(product: HypervisorChoice, layers: Layers): PaletteTarget[] {
  const fits = ({ id }: LayerView) => {
    const family = familyOn(layers, machineOf(id));
    return family !== undefined && product.hosts.includes(family);
  };
  const bare = ofKind(layers, "hardware").filter(({ id }) => osOf(layers, id) === undefined);
  return [...fittingFirst(layers.filter(isOs), fits).map(onSystem), ...bare.map(onMachine)];
}

function hypervisorCommands(product: HypervisorChoice, machine: string, layers: Layers): CommandInput[] {
  const install = { do: "installHypervisor", machine, product: product.key } as const;
  const switchOn = powerOnChain(layers, machine);
  return isBare(product) ? [install, ...switchOn] : [...switchOn, install];
}

const hypervisors = [...hypervisorChoices]
  .sort((one, other) => one.type - other.type)
  .map((product): PaletteEntry => {
    const bare = isBare(product);
    const fields: PaletteEntry["fields"] = (layers, target) =>
      target === null ? [textField("name", "Name of the server", freeMachineName(layers, "server"))] : [];
    return {
      id: `hypervisor-${product.key}`,
      group: "manager",
      label: `${product.label} (type ${product.type})`,
      kind: "hypervisor",
      about: `${product.about}.`,
      targets: (layers) => (bare ? bareTargets(layers) : hostedTargets(product, layers)),
      fields,
      commands: (target, values, layers) => {
        if (target !== null) return hypervisorCommands(product, machineOf(target), layers);
        const name = textIn(values, fields(layers, target), "name");
        return [
          { do: "addMachine", name, preset: "server" },
          { do: "installHypervisor", machine: name, product: product.key },
          { do: "powerOn", machine: name },
        ];
      },
    };
  });

/** Systems where there is no engine yet, those of fitting families first. */
function engineTargets(families: readonly string[]) {
  return (layers: Layers) => {
    const open = layers.filter(
      (layer) => isOs(layer) && engineFor(layers, machineOf(layer.id)) === undefined,
    );
    return fittingFirst(open, ({ id }) => families.includes(familyOn(layers, machineOf(id)) ?? "")).map(
      onSystem,
    );
  };
}

const engine: PaletteEntry = {
  id: "engine",
  group: "manager",
  label: "Docker Engine",
  kind: "engine",
  about: "A service of a Linux system that makes containers from images, on the kernel that is there.",
  targets: engineTargets(["linux"]),
  fields: () => [checkField("liveRestore", "Live restore", "Containers run on while the engine is down.")],
  commands: (target, values, layers) => {
    const machine = machineOf(target ?? "");
    const liveRestore = isTicked(values, "liveRestore");
    return [
      ...powerOnChain(layers, machine),
      { do: "installEngine", machine, product: "docker", ...(liveRestore ? { liveRestore } : {}) },
    ];
  },
};

function hidden(
  id: "docker-desktop" | "docker-toolbox",
  label: string,
  about: string,
  command: "installDockerDesktop" | "installDockerToolbox",
): PaletteEntry {
  return {
    id,
    group: "manager",
    label,
    kind: "engine",
    about,
    targets: engineTargets(["nt", "xnu"]),
    fields: () => [],
    commands: (target, _, layers) => {
      const machine = machineOf(target ?? "");
      return [...powerOnChain(layers, machine), { do: command, machine }];
    },
  };
}

export const managers: readonly PaletteEntry[] = [
  ...hypervisors,
  engine,
  hidden(
    "docker-desktop",
    "Docker Desktop",
    "Brings Linux containers to Windows and macOS: an engine in a small virtual machine that stays out of sight.",
    "installDockerDesktop",
  ),
  hidden(
    "docker-toolbox",
    "Docker Toolbox",
    "How that was done before Docker Desktop: a Linux machine of VirtualBox, also on older systems.",
    "installDockerToolbox",
  ),
];
