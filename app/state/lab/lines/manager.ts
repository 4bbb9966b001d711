/** Where a hypervisor is managed, and with which tool. */
import type { LayerView } from "../../../sim/index";
import { productOf } from "../reading/products";
import { guestsOf, hypervisorsOn, hypervisorUnder, isManagement, machineOf } from "../reading/stack";
import { type Shell, shellOn } from "./shell";
import { toolFor } from "./vm-tools/all";
import type { VmTool } from "./vm-tools/tool";

type Layers = readonly LayerView[];

export interface Manager {
  readonly shell: Shell;
  readonly tool: VmTool;
}

/** In the management VM where the hypervisor has one, on its host otherwise. */
function managerOf(layers: Layers, host: string, product: string | undefined): Manager {
  const hypervisor = hypervisorsOn(layers, host).find((layer) => productOf(layer)?.key === product);
  const management =
    hypervisor === undefined ? undefined : guestsOf(layers, hypervisor.id).find(isManagement);
  const shell = shellOn(layers, management?.id ?? host);
  return { shell, tool: toolFor(product)(shell.quote, shell.family) };
}

/** The manager of a hypervisor on a machine: the only one, or the one of this product. */
export function managerOn(layers: Layers, host: string, product: string | undefined): Manager {
  const only = productOf(hypervisorsOn(layers, host)[0])?.key;
  return managerOf(layers, host, product ?? only);
}

/** The manager of the hypervisor that gives a virtual machine out; `undefined` where there is none: its hardware is real. */
export function managerOfVm(layers: Layers, machine: string): Manager | undefined {
  const hypervisor = hypervisorUnder(layers, machine);
  if (hypervisor === undefined) return undefined;
  return managerOf(layers, machineOf(hypervisor.id), productOf(hypervisor)?.key);
}
