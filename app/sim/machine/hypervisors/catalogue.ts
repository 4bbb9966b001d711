/** The hypervisors that there are: what each stands on, and how it is built. */
import { hypervisorCosts } from "../../costs/hypervisors";
import type { Architecture, KernelFamily } from "../../kernel/kernel";

/** A hypervisor as it comes. */
export interface HypervisorProduct {
  /** Key: `kvm`. */
  readonly key: string;
  readonly label: string;
  readonly type: 1 | 2;
  /** Kernel families of the systems that it runs on or in; none: it stands on bare hardware without a system. */
  readonly hosts: readonly KernelFamily[];
  readonly archs: readonly Architecture[];
  /** Who manages it: a virtual machine of its own, the system that was there before it, or nobody beside itself. */
  readonly management: "own-vm" | "host-system" | null;
  /** It lies in or below the host's kernel: its crash is the host's crash. */
  readonly takesHostDown: boolean;
  /** It can emulate processors where the hardware does not help. */
  readonly emulates: boolean;
  /** It can move a running virtual machine to another host. */
  readonly migrates: boolean;
  /** Memory that it keeps for itself on bare hardware, bytes. */
  readonly ownBytes: number;
  /** Memory per virtual machine beside the guest's, bytes. */
  readonly vmBytes: number;
  readonly diskBytes: number;
  /** Name of the host's process that a virtual machine is; empty on bare hardware. */
  readonly program: string;
  /** Why it is of this type, in a sentence. */
  readonly about: string;
}

const X86: readonly Architecture[] = ["x86_64"];
const BOTH: readonly Architecture[] = ["x86_64", "arm64"];

const bare = {
  type: 1,
  hosts: [],
  takesHostDown: true,
  emulates: false,
  migrates: true,
  vmBytes: hypervisorCosts.bareVmMemory.value,
  diskBytes: hypervisorCosts.bareDisk.value,
  program: "",
} as const;

const hosted = {
  type: 2,
  archs: X86,
  management: null,
  takesHostDown: false,
  emulates: false,
  migrates: false,
  ownBytes: 0,
  vmBytes: hypervisorCosts.hostedVmMemory.value,
  diskBytes: hypervisorCosts.hostedDisk.value,
} as const;

const products: readonly HypervisorProduct[] = [
  {
    ...bare,
    key: "esxi",
    label: "VMware ESXi",
    archs: X86,
    management: null,
    ownBytes: hypervisorCosts.esxiMemory.value,
    about: "Is itself the only system on the hardware, with drivers of its own",
  },
  {
    ...bare,
    key: "xen",
    label: "Xen",
    archs: BOTH,
    management: "own-vm",
    ownBytes: hypervisorCosts.xenMemory.value,
    about: "A small hypervisor on the hardware; its first VM, dom0, holds the drivers and the management",
  },
  {
    ...hosted,
    key: "hyper-v",
    label: "Microsoft Hyper-V",
    type: 1,
    hosts: ["nt"],
    management: "host-system",
    takesHostDown: true,
    migrates: true,
    program: "vmwp.exe",
    about: "Slides below the Windows that is installed, which becomes the root partition and manages it",
  },
  {
    ...hosted,
    key: "kvm",
    label: "KVM",
    type: 1,
    hosts: ["linux"],
    archs: BOTH,
    takesHostDown: true,
    migrates: true,
    program: "qemu-system",
    about: "Makes the Linux kernel itself the hypervisor; every VM is a process of that kernel",
  },
  {
    ...hosted,
    key: "virtualbox",
    label: "Oracle VirtualBox",
    hosts: ["linux", "nt", "xnu"],
    migrates: true,
    program: "VBoxHeadless",
    about: "A program on an operating system; every VM is one of its processes",
  },
  {
    ...hosted,
    key: "vmware-workstation",
    label: "VMware Workstation",
    hosts: ["linux", "nt"],
    program: "vmware-vmx",
    about: "A program on an operating system; every VM is one of its processes",
  },
  {
    ...hosted,
    key: "qemu",
    label: "QEMU",
    hosts: ["linux", "nt", "xnu"],
    archs: BOTH,
    emulates: true,
    migrates: true,
    program: "qemu-system",
    about:
      "A program that needs no help of the hardware: without it, it translates the guest's instructions, slowly",
  },
  {
    ...hosted,
    key: "apple-virtualization",
    label: "Apple Virtualization",
    hosts: ["xnu"],
    archs: BOTH,
    program: "com.apple.Virtualization.VirtualMachine",
    about: "A framework of macOS, whose kernel lets programs run VMs as processes",
  },
  {
    ...hosted,
    key: "hyperkit",
    label: "HyperKit",
    hosts: ["xnu"],
    program: "hyperkit",
    about:
      "A small program that uses the hypervisor framework of macOS; often counted as type 1, though macOS is below it",
  },
  {
    ...hosted,
    key: "wsl2",
    label: "WSL 2",
    hosts: ["nt"],
    archs: BOTH,
    program: "vmmem",
    about: "A light VM for Linux that Windows starts by itself, on a part of Hyper-V",
  },
];

const byKey: Readonly<Record<string, HypervisorProduct>> = Object.fromEntries(
  products.map((product) => [product.key, product]),
);

/** The hypervisor of this key; `undefined` if the catalogue has none. */
export function hypervisorNamed(key: string): HypervisorProduct | undefined {
  return Object.hasOwn(byKey, key) ? byKey[key] : undefined;
}

/** Keys of all hypervisors. */
export function hypervisorKeys(): readonly string[] {
  return products.map((product) => product.key);
}
