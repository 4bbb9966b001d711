/** Lines about hypervisors and virtual machines. */
import { type LayerView, vmDefaults } from "../../../sim/index";
import { productOf, systemNamed, systemOn } from "../reading/products";
import { hypervisorsOn } from "../reading/stack";
import { type Manager, managerOfVm, managerOn } from "./manager";
import { shellOn, typed } from "./shell";
import { byHand, type Lines, type Of, type TypedLine } from "./typed-line";
import type { VmTool } from "./vm-tools/tool";

type Layers = readonly LayerView[];

/** Asks the manager of a virtual machine; libvirt on a machine of that name where it is not there (any more). */
function ask(layers: Layers, machine: string, line: (tool: VmTool) => string): TypedLine {
  const { shell, tool }: Manager = managerOfVm(layers, machine) ?? managerOn(layers, machine, undefined);
  return typed(shell, line(tool));
}

const PACKAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kvm: {
    apt: "apt-get install -y qemu-kvm libvirt-daemon-system virtinst",
    apk: "apk add qemu-system-x86_64 libvirt-daemon virt-install",
    dnf: "dnf install -y qemu-kvm libvirt virt-install",
    yum: "yum install -y qemu-kvm libvirt virt-install",
  },
  qemu: {
    apt: "apt-get install -y qemu-system",
    apk: "apk add qemu-system-x86_64",
    dnf: "dnf install -y qemu-kvm",
    yum: "yum install -y qemu-kvm",
    winget: "winget install --exact --id SoftwareFreedomConservancy.QEMU",
    none: "choco install -y qemu",
    softwareupdate: "brew install qemu",
  },
  virtualbox: {
    apt: "apt-get install -y virtualbox",
    apk: "apk add virtualbox",
    dnf: "dnf install -y VirtualBox",
    yum: "yum install -y VirtualBox",
    winget: "winget install --exact --id Oracle.VirtualBox",
    none: "choco install -y virtualbox",
    softwareupdate: "brew install --cask virtualbox",
  },
  "vmware-workstation": {
    winget: "winget install --exact --id VMware.WorkstationPro",
    none: "choco install -y vmwareworkstation",
  },
  "apple-virtualization": { softwareupdate: "brew install cirruslabs/cli/tart" },
  hyperkit: { softwareupdate: "brew install hyperkit" },
  wsl2: { winget: "wsl --install --no-distribution" },
};

function hyperVLine(server: boolean): string {
  return server
    ? "Install-WindowsFeature -Name Hyper-V -IncludeManagementTools"
    : "Enable-WindowsOptionalFeature -Online -All -FeatureName Microsoft-Hyper-V";
}

function installLine({ machine, product }: Of<"installHypervisor">, layers: Layers): TypedLine {
  const shell = shellOn(layers, machine);
  const system = systemOn(layers, machine);
  if (product === "esxi") return byHand(`install VMware ESXi on ${machine} from its installer`);
  if (product === "xen") return byHand(`install Xen on ${machine} from its installer`);
  if (product === "hyper-v")
    return typed(shell, hyperVLine(system?.key.startsWith("windows-server") === true));
  const line = PACKAGES[product]?.[system?.packageManager ?? "apt"];
  return typed(shell, line ?? `sh ${shell.quote(`install-${product}.sh`)}`);
}

function createLine(command: Of<"createVm">, layers: Layers): TypedLine {
  const { host, name, os, product, vcpus, memoryBytes, diskBytes } = command;
  const { shell, tool } = managerOn(layers, host, product);
  const system = systemNamed(os);
  const line = tool.create({
    name,
    system,
    vcpus: vcpus ?? vmDefaults.vcpus,
    memoryBytes: memoryBytes ?? Math.max(vmDefaults.memoryBytes, system?.minMemoryBytes ?? 0),
    diskBytes: diskBytes ?? Math.max(vmDefaults.diskBytes, (system?.diskBytes ?? 0) * 2),
    full: command.disk === "full",
    nested: command.nested === true,
    micro: command.profile === "microvm",
  });
  return typed(shell, line);
}

export const vmLines: Lines<
  | "installHypervisor"
  | "createVm"
  | "pauseVm"
  | "resumeVm"
  | "snapshotVm"
  | "restoreVm"
  | "deleteSnapshot"
  | "deleteVm"
  | "migrateVm"
  | "crashHypervisor"
> = {
  installHypervisor: installLine,
  createVm: createLine,
  pauseVm: ({ machine }, layers) => ask(layers, machine, (tool) => tool.pause(machine)),
  resumeVm: ({ machine }, layers) => ask(layers, machine, (tool) => tool.resume(machine)),
  snapshotVm: ({ machine, snapshot }, layers) =>
    ask(layers, machine, (tool) => tool.snapshot(machine, snapshot)),
  restoreVm: ({ machine, snapshot }, layers) =>
    ask(layers, machine, (tool) => tool.restore(machine, snapshot)),
  deleteSnapshot: ({ machine, snapshot }, layers) =>
    ask(layers, machine, (tool) => tool.deleteSnapshot(machine, snapshot)),
  deleteVm: ({ machine }, layers) => ask(layers, machine, (tool) => tool.remove(machine)),
  migrateVm: ({ machine, to }, layers) => ask(layers, machine, (tool) => tool.migrate(machine, to)),
  crashHypervisor: ({ machine, product }, layers) => {
    const { shell, tool } = managerOn(
      layers,
      machine,
      product ?? productOf(hypervisorsOn(layers, machine)[0])?.key,
    );
    return typed(shell, tool.crash());
  },
};
