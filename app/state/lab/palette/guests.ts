/** Virtual machines. */
import {
  type CommandInput,
  type LayerView,
  type SystemChoice,
  systemChoices,
  vmDefaults,
} from "../../../sim/index";
import { freeVmName } from "../reading/names";
import { powerOnChain } from "../reading/power";
import { hypervisorsFor, isBare, productOf, systemNamed, systemOn } from "../reading/products";
import { hypervisorsOn, isOs, layerNamed, machineOf, ofKind, osOf } from "../reading/stack";
import type { PaletteEntry, PaletteTarget, Values } from "./entry";
import {
  asDiskGigabytes,
  asGigabytes,
  checkField,
  diskGigabytesIn,
  gigabytesIn,
  given,
  isTicked,
  numberField,
  numberIn,
  selectField,
  systemField,
  textField,
  textIn,
} from "./fields";
import { onHypervisor, onMachine, onSystem } from "./targets";

type Layers = readonly LayerView[];

interface Kind {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly first: string;
  readonly micro: boolean;
  readonly holds: (system: SystemChoice) => boolean;
}

const KINDS: readonly Kind[] = [
  {
    id: "vm-linux",
    label: "VM with Linux",
    about: "A virtual machine with a Linux distribution: hardware that is granted, and a kernel of its own.",
    first: "ubuntu-24.04",
    micro: false,
    holds: ({ family }) => family === "linux",
  },
  {
    id: "vm-windows",
    label: "VM with Windows",
    about: "A virtual machine with Windows, whatever kernel the host has.",
    first: "windows-server-2025",
    micro: false,
    holds: ({ family }) => family === "nt",
  },
  {
    id: "vm-macos",
    label: "VM with macOS",
    about: "A virtual machine with macOS.",
    first: "macos-26",
    micro: false,
    holds: ({ family }) => family === "xnu",
  },
  {
    id: "microvm",
    label: "MicroVM",
    about: "A virtual machine without firmware and with few devices: a kernel of its own within a second.",
    first: "alpine-3.22",
    micro: true,
    holds: ({ family }) => family === "linux",
  },
];

/** Hypervisors, then systems and machines without one, which get one that is usual there. */
function targets(layers: Layers): PaletteTarget[] {
  const without = ({ id }: LayerView) => hypervisorsOn(layers, machineOf(id)).length === 0;
  const bare = ofKind(layers, "hardware").filter(({ id }) => osOf(layers, id) === undefined);
  return [
    ...ofKind(layers, "hypervisor").map(onHypervisor),
    ...layers.filter((layer) => isOs(layer) && without(layer)).map(onSystem),
    ...bare.filter(without).map(onMachine),
  ];
}

function fieldsOf(kind: Kind, layers: Layers) {
  const system = systemNamed(kind.first);
  const memoryBytes = Math.max(
    kind.micro ? MICRO_BYTES : vmDefaults.memoryBytes,
    system?.minMemoryBytes ?? 0,
  );
  const profiles = [
    { value: "os", text: "As installed: firmware, then a whole system" },
    { value: "general", text: "Firmware, then a stock kernel and few services" },
    { value: "pc", text: "Firmware, then a small kernel" },
  ];
  return [
    textField("name", "Name", freeVmName(layers)),
    systemField(systemChoices.filter(kind.holds), kind.first),
    numberField("vcpus", "Virtual processors", String(kind.micro ? 1 : vmDefaults.vcpus)),
    numberField("memory", "Memory", asGigabytes(memoryBytes), { unit: "GB" }),
    numberField("disk", "Disk", "", {
      unit: "GB",
      hint: `Empty: ${asDiskGigabytes(vmDefaults.diskBytes)} GB, or twice what the system takes.`,
    }),
    ...(kind.micro ? [] : [selectField("profile", "Boot", profiles)]),
    checkField("full", "Take the whole disk at once", "Otherwise it takes only what is written."),
    checkField("nested", "Can run virtual machines of its own"),
    checkField("off", "Leave it switched off"),
  ];
}

const MICRO_BYTES = 536_870_912;

/** The hypervisor to use on a target, installed first where there is none. */
function hypervisorFor(target: string | null, layers: Layers): { product?: string; before: CommandInput[] } {
  const machine = machineOf(target ?? "");
  const layer = layerNamed(layers, target);
  const there = layer?.kind === "hypervisor" ? layer : hypervisorsOn(layers, machine)[0];
  const switchOn = powerOnChain(layers, machine);
  if (there !== undefined) {
    const product = productOf(there)?.key;
    return { ...given("product", product), before: switchOn };
  }
  const choice = hypervisorsFor(systemOn(layers, machine)?.family)[0];
  if (choice === undefined) return { before: switchOn };
  const install = { do: "installHypervisor", machine, product: choice.key } as const;
  const before = isBare(choice) ? [install, ...switchOn] : [...switchOn, install];
  return { product: choice.key, before };
}

function commandsOf(kind: Kind, target: string | null, values: Values, layers: Layers): CommandInput[] {
  const fields = fieldsOf(kind, layers);
  const name = textIn(values, fields, "name");
  const os = textIn(values, fields, "os");
  const { product, before } = hypervisorFor(target, layers);
  const least = systemNamed(os)?.minMemoryBytes ?? 0;
  const memoryBytes =
    gigabytesIn(values, "memory") ?? Math.max(kind.micro ? MICRO_BYTES : vmDefaults.memoryBytes, least);
  const profile = kind.micro ? "microvm" : textIn(values, fields, "profile");
  return [
    ...before,
    {
      do: "createVm",
      host: machineOf(target ?? ""),
      name,
      os,
      ...given("product", product),
      ...given("vcpus", numberIn(values, "vcpus") ?? (kind.micro ? 1 : undefined)),
      memoryBytes,
      ...given("diskBytes", diskGigabytesIn(values, "disk")),
      ...(isTicked(values, "full") ? { disk: "full" } : {}),
      ...(profile === "os" ? {} : { profile: profile as "general" | "pc" | "microvm" }),
      ...(isTicked(values, "nested") ? { nested: true } : {}),
    } as CommandInput,
    ...(isTicked(values, "off") ? [] : [{ do: "powerOn", machine: name } as const]),
  ];
}

export const guests: readonly PaletteEntry[] = KINDS.map((kind) => ({
  id: kind.id,
  group: "guest",
  label: kind.label,
  kind: "virtual-hardware",
  about: kind.about,
  targets,
  fields: (layers) => fieldsOf(kind, layers),
  commands: (target, values, layers) => commandsOf(kind, target, values, layers),
}));
