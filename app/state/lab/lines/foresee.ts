/** What commands add to a world, as far as later lines depend on it: a machine's system, its hypervisor, its engine. */
import type { CommandInput, LayerView } from "../../../sim/index";
import { hypervisorNamed, isBare, machineLabel, productOf, systemNamed } from "../reading/products";
import { hypervisorsOn } from "../reading/stack";
import type { Of } from "./typed-line";

type Layers = readonly LayerView[];
type Sketch = Pick<LayerView, "id" | "kind" | "label" | "on"> & Partial<LayerView>;

/** The provider's server, on which every rented machine is. */
const CLOUD = "cloud";

function layer(sketch: Sketch): LayerView {
  return {
    within: null,
    uses: [],
    state: "off",
    isolation: "none",
    compromised: false,
    phase: null,
    readyMs: null,
    cpu: 0,
    memoryBytes: 0,
    diskBytes: 0,
    capacity: null,
    startPartMs: null,
    ...sketch,
  };
}

function system(machine: string, key: string | undefined, virtual: boolean): LayerView[] {
  const label = systemNamed(key ?? "")?.label;
  if (label === undefined) return [];
  const kind = virtual ? "guest-os" : "host-os";
  return [layer({ id: `${machine}/os`, kind, label, on: machine })];
}

function real(name: string, preset: string, os: string | undefined): LayerView[] {
  const label = `${name}: ${machineLabel(preset)}`;
  return [layer({ id: name, kind: "hardware", label, on: null }), ...system(name, os, false)];
}

function virtual(name: string, hypervisor: string, os: string, label = "virtual hardware"): LayerView[] {
  return [
    layer({ id: name, kind: "virtual-hardware", label: `${name}: ${label}`, on: hypervisor }),
    ...system(name, os, true),
  ];
}

function hypervisor({ machine, product }: Of<"installHypervisor">, layers: Layers): LayerView[] {
  const choice = hypervisorNamed(product);
  if (choice === undefined) return [];
  const first = hypervisorsOn(layers, machine).length === 0;
  const id = first ? `${machine}/hypervisor` : `${machine}/hypervisor/${product}`;
  const on = isBare(choice) ? machine : `${machine}/os`;
  const management =
    product === "xen" ? virtual(`${machine}-dom0`, id, "debian-13", "Management VM (dom0)") : [];
  return [layer({ id, kind: "hypervisor", label: choice.label, on }), ...management];
}

function rented({ name, os = "ubuntu-24.04" }: Of<"addMachine">, layers: Layers): LayerView[] {
  const there = layers.some(({ id }) => id === CLOUD);
  const provider = there
    ? []
    : [
        ...real(CLOUD, "server", "debian-13"),
        ...hypervisor({ do: "installHypervisor", machine: CLOUD, product: "kvm" }, layers),
      ];
  return [...provider, ...virtual(name, `${CLOUD}/hypervisor`, os)];
}

function guest({ host, name, os, product }: Of<"createVm">, layers: Layers): LayerView[] {
  const there = hypervisorsOn(layers, host);
  const on = there.find((one) => product === undefined || productOf(one)?.key === product);
  return virtual(name, on?.id ?? `${host}/hypervisor`, os);
}

function client(machine: string, label: string): LayerView[] {
  const engine = `${machine}-linux/engine`;
  return [
    layer({
      id: `${machine}/engine-client`,
      kind: "engine",
      label: `${label} (client)`,
      on: `${machine}/os`,
      uses: [engine],
    }),
  ];
}

function addedBy(command: CommandInput, layers: Layers): LayerView[] {
  switch (command.do) {
    case "addMachine":
      return command.preset === "vps"
        ? rented(command, layers)
        : real(command.name, command.preset, command.os);
    case "installOs":
      return system(command.machine, command.os, false);
    case "installHypervisor":
      return hypervisor(command, layers);
    case "createVm":
      return guest(command, layers);
    case "installDockerDesktop":
      return client(command.machine, "Docker Desktop");
    case "installDockerToolbox":
      return client(command.machine, "Docker Toolbox");
    default:
      return [];
  }
}

/** A world with a sketch of what a command adds to it; what is there already stays as it is. */
export function foresee(command: CommandInput, layers: Layers): Layers {
  const added = addedBy(command, layers).filter(({ id }) => layers.every((there) => there.id !== id));
  return added.length === 0 ? layers : [...layers, ...added];
}
