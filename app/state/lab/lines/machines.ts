/** Lines about machines: their power, their systems and their kernels. */
import type { LayerView } from "../../../sim/index";
import {
  bareHypervisorOn,
  isServer,
  machineLabel,
  productOf,
  systemNamed,
  systemOn,
} from "../reading/products";
import { containerOf, guestsOf, hardwareOf, isManagement, layerNamed } from "../reading/stack";
import { docker } from "./containers";
import { managerOfVm } from "./manager";
import { posix } from "./quote";
import { shellOn, typed } from "./shell";
import { byHand, type Lines, type Of, type TypedLine } from "./typed-line";
import type { VmTool } from "./vm-tools/tool";

type Layers = readonly LayerView[];

/** The button of a machine, or what stands for it in a data centre: its management card. */
function power(layers: Layers, machine: string, ipmi: string, hand: string): TypedLine {
  const server = isServer(hardwareOf(layers, machine));
  return byHand(server ? `ipmitool -H ${posix(`${machine}-ipmi`)} chassis power ${ipmi}` : hand);
}

/** By the hypervisor of a virtual machine, or by hand. */
function switching(
  layers: Layers,
  machine: string,
  virtual: (tool: VmTool) => string,
  real: () => TypedLine,
): TypedLine {
  const manager = managerOfVm(layers, machine);
  return manager === undefined ? real() : typed(manager.shell, virtual(manager.tool));
}

function shutDownLine(layers: Layers, machine: string): TypedLine {
  const bare = bareHypervisorOn(layers, machine);
  if (bare !== undefined && productOf(bare)?.key === "esxi")
    return typed(shellOn(layers, machine), "esxcli system shutdown poweroff --reason maintenance");
  const management = bare && guestsOf(layers, bare.id).find(isManagement);
  const shell = shellOn(layers, management?.id ?? machine);
  const system = systemOn(layers, shell.machine);
  if (system?.family === "nt") return typed(shell, "Stop-Computer");
  if (system?.family === "xnu") return typed(shell, "sudo shutdown -h now");
  return typed(shell, system?.initKind === "openrc" ? "poweroff" : "systemctl poweroff");
}

function addLine({ name, preset, os }: Of<"addMachine">): TypedLine {
  const label = systemNamed(os ?? "")?.label;
  if (preset === "vps") {
    const image = posix(os ?? "ubuntu-24.04");
    return {
      machine: null,
      prompt: "$",
      line: `hcloud server create --name ${posix(name)} --type cx22 --image ${image}`,
    };
  }
  const what = `set up ${machineLabel(preset).toLowerCase()} ${name}`;
  return byHand(label === undefined ? what : `${what} with ${label}`);
}

/** A kernel panics when its own debugging aids tell it to. */
const CRASH = {
  linux: "echo c > /proc/sysrq-trigger",
  nt: "notmyfault64.exe /crash",
  xnu: "sudo dtrace -w -n 'BEGIN { panic(); }'",
} as const;

function exploitLine({ machine, layer }: Of<"exploitKernel">, layers: Layers): TypedLine {
  const place = layerNamed(layers, layer);
  const container = place && containerOf(layers, place);
  return container === undefined
    ? typed(shellOn(layers, machine), "./exploit")
    : docker(layers, machine, "exec", container.label, "./exploit");
}

export const machineLines: Lines<
  | "addMachine"
  | "installOs"
  | "powerOn"
  | "powerOff"
  | "restart"
  | "shutDown"
  | "crashKernel"
  | "exploitKernel"
> = {
  addMachine: addLine,
  installOs: ({ machine, os }) =>
    byHand(`install ${systemNamed(os)?.label ?? os} on ${machine} from its installer`),
  powerOn: ({ machine }, layers) =>
    switching(
      layers,
      machine,
      (tool) => tool.start(machine),
      () => power(layers, machine, "on", `press the power button of ${machine}`),
    ),
  powerOff: ({ machine }, layers) =>
    switching(
      layers,
      machine,
      (tool) => tool.stop(machine),
      () => power(layers, machine, "off", `pull the plug of ${machine}`),
    ),
  restart: ({ machine }, layers) =>
    switching(
      layers,
      machine,
      (tool) => tool.reset(machine),
      () => power(layers, machine, "cycle", `press the reset button of ${machine}`),
    ),
  shutDown: ({ machine }, layers) =>
    switching(
      layers,
      machine,
      (tool) => tool.shutDown(machine),
      () => shutDownLine(layers, machine),
    ),
  crashKernel: ({ machine }, layers) => {
    const shell = shellOn(layers, machine);
    return typed(shell, CRASH[shell.family]);
  },
  exploitKernel: exploitLine,
};
