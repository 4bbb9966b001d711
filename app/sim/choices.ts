/** What a world can be made of, for those who offer it: read-only, in the catalogues' order. */
import { catalogue } from "./container/images/catalogue";
import { vpsCosts } from "./costs/hardware";
import { hypervisorCosts } from "./costs/hypervisors";
import type { Architecture, KernelFamily } from "./kernel/kernel";
import { PRESETS } from "./machine/hardware/presets";
import { hypervisorKeys, hypervisorNamed } from "./machine/hypervisors/catalogue";
import { osKeys, osNamed } from "./machine/systems/catalogue";
import type { InitKind } from "./machine/systems/os";

/** A machine that can be added. */
export interface MachineChoice {
  readonly preset: "laptop" | "desktop" | "server" | "vps";
  readonly label: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
}

/** An operating system that can be installed. */
export interface SystemChoice {
  /** `ubuntu-24.04`. */
  readonly key: string;
  /** As its layer is labelled: `Ubuntu 24.04 LTS`. */
  readonly label: string;
  /** `ubuntu`, `debian`, `windows`, `macos` … */
  readonly distribution: string;
  readonly family: KernelFamily;
  readonly archs: readonly Architecture[];
  /** Disk that it takes, and least memory of a machine that it boots on, bytes. */
  readonly diskBytes: number;
  readonly minMemoryBytes: number;
  readonly initKind: InitKind;
  /** `apt`, `apk`, `dnf`, `yum`, `winget`, `none`, `softwareupdate`. */
  readonly packageManager: string;
}

/** A hypervisor that can be installed. */
export interface HypervisorChoice {
  /** `kvm`. */
  readonly key: string;
  /** As its layer is labelled: `KVM`. */
  readonly label: string;
  readonly type: 1 | 2;
  /** Kernel families of the systems that it runs on or in; none: it stands on bare hardware. */
  readonly hosts: readonly KernelFamily[];
  readonly archs: readonly Architecture[];
  /** It can move a running virtual machine to another host. */
  readonly migrates: boolean;
  /** Why it is of its type, in a sentence. */
  readonly about: string;
}

/** An image that registries have. */
export interface ImageChoice {
  /** `nginx`, `mcr.microsoft.com/windows/nanoserver`. */
  readonly repository: string;
  readonly tags: readonly string[];
  readonly os: "linux" | "windows";
}

/** What a virtual machine gets of which nobody says otherwise. */
export const vmDefaults = {
  vcpus: hypervisorCosts.vmProcessors.value,
  memoryBytes: hypervisorCosts.vmMemory.value,
  diskBytes: hypervisorCosts.vmDisk.value,
} as const;

export const machineChoices: readonly MachineChoice[] = [
  ...(["laptop", "desktop", "server"] as const).map((preset) => {
    const { label, cpus, memoryBytes, diskBytes } = PRESETS[preset];
    return { preset, label, cpus, memoryBytes, diskBytes };
  }),
  {
    preset: "vps",
    label: "Virtual private server",
    cpus: vpsCosts.cpus.value,
    memoryBytes: vpsCosts.memoryBytes.value,
    diskBytes: vpsCosts.diskBytes.value,
  },
];

export const systemChoices: readonly SystemChoice[] = osKeys().flatMap((key) => {
  const os = osNamed(key);
  if (os === undefined) return [];
  const { label, distribution, family, archs, minMemoryBytes, initKind, packageManager } = os;
  const diskBytes = os.kernelDiskBytes + os.userlandDiskBytes;
  return [{ key, label, distribution, family, archs, diskBytes, minMemoryBytes, initKind, packageManager }];
});

export const hypervisorChoices: readonly HypervisorChoice[] = hypervisorKeys().flatMap((key) => {
  const product = hypervisorNamed(key);
  if (product === undefined) return [];
  const { label, type, hosts, archs, migrates, about } = product;
  return [{ key, label, type, hosts, archs, migrates, about }];
});

/** A repository comes as often as it has variants; the first of each is its `latest`. */
export const imageChoices: readonly ImageChoice[] = catalogue.map(({ repository, tags, os }) => ({
  repository,
  tags,
  os,
}));
