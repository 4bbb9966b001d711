/** Products that bring a hidden Linux machine along: what each is made of on which system. */
import { engineCosts } from "../../costs/engine";
import type { KernelFamily } from "../../kernel/kernel";
import type { BootProfile } from "../../machine/tables";

/** A product that makes containers usable where the kernel is not Linux. */
export interface HiddenProduct {
  readonly key: "docker-desktop" | "docker-toolbox";
  readonly label: string;
  /** Hypervisor that it uses on systems of a kernel family; none: it does not run there. */
  readonly hypervisors: Readonly<Partial<Record<KernelFamily, string>>>;
  readonly profile: BootProfile;
  readonly diskBytes: number;
  readonly vmMemoryBytes: number;
  readonly vmCpus: number;
  readonly vmDiskBytes: number;
  /** Its machine starts when the laptop does. */
  readonly startsWithClient: boolean;
}

/** Docker Desktop: WSL 2 on Windows, Apple's framework on macOS; its kernel is booted directly, without firmware. */
export const dockerDesktop: HiddenProduct = {
  key: "docker-desktop",
  label: "Docker Desktop",
  hypervisors: { nt: "wsl2", xnu: "apple-virtualization" },
  profile: "microvm",
  diskBytes: engineCosts.desktopDiskBytes.value,
  vmMemoryBytes: engineCosts.desktopMemoryBytes.value,
  vmCpus: engineCosts.desktopCpus.value,
  vmDiskBytes: engineCosts.desktopVmDiskBytes.value,
  startsWithClient: true,
};

/** Docker Toolbox: a small machine of VirtualBox, which the person starts when it is needed. */
export const dockerToolbox: HiddenProduct = {
  key: "docker-toolbox",
  label: "Docker Toolbox",
  hypervisors: { nt: "virtualbox", xnu: "virtualbox" },
  profile: "pc",
  diskBytes: engineCosts.toolboxDiskBytes.value,
  vmMemoryBytes: engineCosts.toolboxMemoryBytes.value,
  vmCpus: 1,
  vmDiskBytes: engineCosts.toolboxVmDiskBytes.value,
  startsWithClient: false,
};

export const hiddenProducts: readonly HiddenProduct[] = [dockerDesktop, dockerToolbox];
