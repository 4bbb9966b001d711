/** The tools of all hypervisors. */
import { kvm } from "./kvm";
import { appleVirtualization, hyperkit } from "./mac";
import { qemu } from "./qemu";
import type { ToolFor } from "./tool";
import { virtualbox } from "./virtualbox";
import { esxi, workstation } from "./vmware";
import { hyperV, wsl2 } from "./windows";
import { xen } from "./xen";

const TOOLS: Readonly<Record<string, ToolFor>> = {
  esxi,
  xen,
  "hyper-v": hyperV,
  kvm,
  virtualbox,
  "vmware-workstation": workstation,
  qemu,
  "apple-virtualization": appleVirtualization,
  hyperkit,
  wsl2,
};

/** The tool of a hypervisor by its key; libvirt's, which speaks to several, where it is not known. */
export function toolFor(product: string | undefined): ToolFor {
  return TOOLS[product ?? ""] ?? kvm;
}
