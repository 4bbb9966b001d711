/** Operating systems, and applications that are installed on them. */
import { type CommandInput, type LayerView, type SystemChoice, systemChoices } from "../../../sim/index";
import { freeAppName, freeMachineName } from "../reading/names";
import { powerOnChain } from "../reading/power";
import { bareHypervisorOn } from "../reading/products";
import { isOs, machineOf, ofKind, osOf } from "../reading/stack";
import type { PaletteEntry, PaletteTarget, Values } from "./entry";
import { checkField, isTicked, systemField, textField, textIn } from "./fields";
import { onMachine, onSystem } from "./targets";

interface Kind {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly holds: (system: SystemChoice) => boolean;
}

const distribution =
  (...names: string[]) =>
  (system: SystemChoice) =>
    names.includes(system.distribution);
const isServerEdition = ({ key }: SystemChoice) => key.startsWith("windows-server");

const KINDS: readonly Kind[] = [
  {
    id: "ubuntu",
    label: "Ubuntu",
    about: "A Linux distribution: the Linux kernel, with tools and services of Debian's family.",
    holds: distribution("ubuntu"),
  },
  {
    id: "debian",
    label: "Debian",
    about: "A Linux distribution with few services: what Ubuntu is built from.",
    holds: distribution("debian"),
  },
  {
    id: "alpine",
    label: "Alpine Linux",
    about: "A very small Linux distribution: the same kernel under a userland of a few megabytes.",
    holds: distribution("alpine"),
  },
  {
    id: "red-hat",
    label: "Red Hat family",
    about: "Red Hat Enterprise Linux and its relatives Rocky Linux and CentOS.",
    holds: distribution("rhel", "rocky", "centos"),
  },
  {
    id: "fedora",
    label: "Fedora",
    about: "A Linux distribution with a new kernel.",
    holds: distribution("fedora"),
  },
  {
    id: "windows",
    label: "Windows",
    about: "Windows for people: the NT kernel, on which no Linux program runs directly.",
    holds: (system) => system.distribution === "windows" && !isServerEdition(system),
  },
  {
    id: "windows-server",
    label: "Windows Server",
    about: "Windows for servers, with the same NT kernel.",
    holds: isServerEdition,
  },
  {
    id: "macos",
    label: "macOS",
    about: "Apple's system with the XNU kernel, on which no Linux program runs directly.",
    holds: distribution("macos"),
  },
];

function machineTargets(layers: readonly LayerView[]): PaletteTarget[] {
  const hardware = ofKind(layers, "hardware");
  const isFree = ({ id }: LayerView) =>
    osOf(layers, id) === undefined && bareHypervisorOn(layers, id) === undefined;
  return [
    ...hardware.filter(isFree).map(onMachine),
    { layer: null, label: "On a new machine" },
    ...hardware.filter((layer) => !isFree(layer)).map(onMachine),
  ];
}

const presetFor = (kind: Kind) => (kind.id === "windows-server" ? "server" : "laptop");

function systemFields(kind: Kind, layers: readonly LayerView[], target: string | null) {
  return [
    ...(target === null ? [textField("name", "Name", freeMachineName(layers, presetFor(kind)))] : []),
    systemField(systemChoices.filter(kind.holds), undefined, "Version"),
  ];
}

function systemCommands(
  kind: Kind,
  target: string | null,
  values: Values,
  layers: readonly LayerView[],
): CommandInput[] {
  const fields = systemFields(kind, layers, target);
  const os = textIn(values, fields, "os");
  if (target === null) {
    const name = textIn(values, fields, "name");
    return [
      { do: "addMachine", name, preset: presetFor(kind), os },
      { do: "powerOn", machine: name },
    ];
  }
  const machine = machineOf(target);
  return [{ do: "installOs", machine, os }, ...powerOnChain(layers, machine)];
}

const application: PaletteEntry = {
  id: "app",
  group: "system",
  label: "Application",
  kind: "app",
  about:
    "A program with its libraries, installed on an operating system and started as one of its processes.",
  targets: (layers) => layers.filter(isOs).map(onSystem),
  fields: (layers, target) => [
    textField("name", "Name", freeAppName(layers, machineOf(target ?? ""), "app")),
    checkField("stopped", "Do not start it yet"),
  ],
  commands: (target, values, layers) => {
    const machine = machineOf(target ?? "");
    const name = textIn(values, application.fields(layers, target), "name");
    const stopped = isTicked(values, "stopped");
    const up = osOf(layers, machine)?.state === "running";
    return [
      ...powerOnChain(layers, machine),
      { do: "installApp", machine, name, autostart: !stopped },
      // On a machine that is still to boot it starts with its system.
      ...(up && !stopped ? [{ do: "startApp", machine, name } as const] : []),
    ];
  },
};

export const systems: readonly PaletteEntry[] = [
  ...KINDS.map(
    (kind): PaletteEntry => ({
      id: `system-${kind.id}`,
      group: "system",
      label: kind.label,
      kind: "host-os",
      about: kind.about,
      targets: machineTargets,
      fields: (layers, target) => systemFields(kind, layers, target),
      commands: (target, values, layers) => systemCommands(kind, target, values, layers),
    }),
  ),
  application,
];
