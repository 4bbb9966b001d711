/** Machines, what is installed on them, and what gives out virtual ones. */
import { defineTable, type Row } from "../core/table";
import type { Architecture } from "../kernel/kernel";

export type HardwareKind = "laptop" | "server" | "vps" | "desktop" | "virtual";

/** A machine. A virtual machine is a machine too: its hardware is granted instead of bought. */
export interface Machine extends Row {
  /** Unique in the world; also the identifier of its hardware layer and the host name of its first system. */
  readonly name: string;
  readonly hardware: HardwareKind;
  readonly label: string;
  readonly arch: Architecture;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** The processors can run guests (VT-x, AMD-V, and nested where the machine is virtual itself). */
  readonly canVirtualise: boolean;
  /** Row numbers: virtual processors' or processors' flow root, disk, network card's flow root. */
  readonly cpuNode: number;
  readonly disk: number;
  readonly netNode: number;
  readonly power: "off" | "booting" | "on" | "paused";
  /** When it was switched on and when it was ready, virtual ms. */
  readonly poweredAt: number | null;
  readonly readyAt: number | null;
  /** Memory given away: kernels, virtual machines, hypervisor. Never more than `memoryBytes`. */
  readonly memoryUsed: number;
}

export const machines = defineTable<Machine>()("machine", { name: (row) => row.name });

/** An operating system installed on a machine: a kernel and a userland, on disk. */
export interface System extends Row {
  readonly machine: number;
  /** Key of the catalogue of systems, e.g. `ubuntu-24.04`, `windows-11`, `alpine-3.22`. */
  readonly os: string;
  /** Bytes on disk of kernel and userland. */
  readonly kernelDiskBytes: number;
  readonly userlandDiskBytes: number;
  /** Its kernel, while it runs. */
  readonly kernel: number | null;
  /** Files that survive a reboot: the root of its tree; 0 before first boot. */
  readonly rootTree: number;
}

export const systems = defineTable<System>()("system", {
  machine: (row) => row.machine,
  kernel: (row) => row.kernel ?? undefined,
});

/** A hypervisor: on bare hardware (type 1) or on an operating system (type 2). */
export interface Hypervisor extends Row {
  readonly machine: number;
  /** Key of the catalogue: `esxi`, `xen`, `hyper-v`, `kvm`, `virtualbox`, `vmware-workstation`, `qemu`, `apple-virtualization`. */
  readonly product: string;
  readonly type: 1 | 2;
  readonly state: "running" | "crashed" | "off";
  /** Layer, e.g. `laptop/hypervisor`. */
  readonly layer: string;
  /** Machine that is the management VM (Xen's dom0, Hyper-V's root partition); `null` where there is none. */
  readonly management: number | null;
}

export const hypervisors = defineTable<Hypervisor>()("hypervisor", { machine: (row) => row.machine });

export type BootProfile = "os" | "general" | "pc" | "microvm";

/** What a hypervisor knows of a virtual machine. */
export interface VirtualMachine extends Row {
  readonly hypervisor: number;
  /** The machine it gives. */
  readonly machine: number;
  readonly state: "off" | "starting" | "running" | "paused" | "saved" | "crashed" | "migrating";
  readonly profile: BootProfile;
  readonly disk: "thin" | "full";
  /** Process of the host's kernel that runs it (type 2, KVM); `null` where the hypervisor itself does. */
  readonly process: number | null;
  /** Hidden: made by Docker Desktop or Toolbox, not by the person. */
  readonly hidden: boolean;
}

export const virtualMachines = defineTable<VirtualMachine>()("virtual-machine", {
  hypervisor: (row) => row.hypervisor,
  machine: (row) => row.machine,
});

/** An application installed on a system, with its binaries and libraries beside it. */
export interface App extends Row {
  readonly machine: number;
  readonly name: string;
  /** Layer, e.g. `vm1/app/crm`. */
  readonly layer: string;
  readonly libsLabel: string;
  readonly libsBytes: number;
  readonly appBytes: number;
  readonly memoryBytes: number;
  /** Port that it listens on when it runs; `null` for none. */
  readonly port: number | null;
  /** Starts with the system. */
  readonly autostart: boolean;
  /** Its process while it runs. */
  readonly process: number | null;
}

export const apps = defineTable<App>()("app", { machine: (row) => row.machine, layer: (row) => row.layer });
