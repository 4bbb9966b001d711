/** What runs on what, and why not: one rule set for booting, images, hypervisors and moves. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import type { Architecture, Kernel, KernelFamily } from "../../kernel/kernel";
import { hypervisorNamed } from "../hypervisors/catalogue";
import { type Hypervisor, type Machine, machines, type System } from "../tables";
import type { OsSpec } from "./catalogue";
import { osNamed } from "./catalogue";
import { compareReleases } from "./release";

/** What an image's programs need of a kernel. */
export interface ImageNeeds {
  readonly reference: string;
  readonly os: "linux" | "windows";
  /** `amd64` and `x86_64` mean the same, as do `arm64` and `aarch64`. */
  readonly arch: string;
  /** Oldest Linux release that will do, e.g. `4.18`. */
  readonly minKernel?: string;
}

const yes = ok(undefined);

const FAMILY_NAMES: Readonly<Record<KernelFamily, string>> = {
  linux: "Linux",
  nt: "Windows NT",
  xnu: "XNU, the kernel of macOS",
};

const ARCH_NAMES: Readonly<Record<string, Architecture>> = {
  amd64: "x86_64",
  x86_64: "x86_64",
  arm64: "arm64",
  aarch64: "arm64",
};

const gigabytes = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`;
const GIB = 1_073_741_824;

/**
 * Whether an operating system can boot on a machine. Refused: `wrong-arch` (its programs are for other processors),
 * `too-little-memory`.
 */
export function canBoot(os: OsSpec, machine: Machine): Result<void> {
  const what = `${os.label} cannot run on ${machine.name}`;
  if (!os.archs.includes(machine.arch))
    return refuse(
      "wrong-arch",
      what,
      `it is made for ${os.archs.join(" and ")} processors, and ${machine.name} has ${machine.arch} ones`,
      `Use a system for ${machine.arch}, or a machine with ${os.archs[0]} processors`,
    );
  if (machine.memoryBytes < os.minMemoryBytes)
    return refuse(
      "too-little-memory",
      what,
      `it needs ${gigabytes(os.minMemoryBytes)} of memory, and ${machine.name} has ${gigabytes(machine.memoryBytes)}`,
      "Give the machine more memory, or choose a smaller system",
    );
  return yes;
}

/**
 * Whether an image's programs can run on a kernel: a container brings no kernel of its own. Refused: `wrong-os`,
 * `wrong-arch`, `kernel-too-old`.
 */
export function canRunImage(kernel: Kernel, image: ImageNeeds): Result<void> {
  const what = `${image.reference} cannot run on this kernel`;
  const family = image.os === "linux" ? "linux" : "nt";
  if (kernel.family !== family)
    return refuse(
      "wrong-os",
      what,
      `its programs need a ${FAMILY_NAMES[family]} kernel, containers use the kernel of their host, and this one is ${FAMILY_NAMES[kernel.family]}`,
      family === "linux"
        ? "Run it in a virtual machine with Linux, which is what Docker Desktop and Docker Toolbox set up out of sight"
        : "Run it on a Windows host, or in a virtual machine with Windows",
    );
  const arch = ARCH_NAMES[image.arch];
  if (arch !== kernel.arch)
    return refuse(
      "wrong-arch",
      what,
      `its programs are for ${image.arch} processors, and these are ${kernel.arch}`,
      `Use a build of the image for ${kernel.arch}`,
    );
  if (image.minKernel !== undefined && compareReleases(kernel.release, image.minKernel) < 0)
    return refuse(
      "kernel-too-old",
      what,
      `its programs need Linux ${image.minKernel} or newer, and this kernel is ${kernel.release}`,
      "Use a host with a newer kernel, or an older version of the image",
    );
  return yes;
}

/**
 * Whether a hypervisor can be installed on a machine with this system (`undefined`: bare). Refused: `unknown-hypervisor`,
 * `wrong-arch`, `no-virtualisation`, `needs-bare-machine`, `needs-os`, `wrong-os`, `os-too-old`.
 */
export function canRunHypervisor(
  product: string,
  machine: Machine,
  system: System | undefined,
): Result<void> {
  const hypervisor = hypervisorNamed(product);
  if (hypervisor === undefined)
    return refuse(
      "unknown-hypervisor",
      `${product} cannot be installed`,
      "there is no hypervisor of that name",
    );
  const what = `${hypervisor.label} cannot be installed on ${machine.name}`;
  if (!hypervisor.archs.includes(machine.arch))
    return refuse(
      "wrong-arch",
      what,
      `it is made for ${hypervisor.archs.join(" and ")} processors, and ${machine.name} has ${machine.arch} ones`,
      "Use a hypervisor for these processors",
    );
  if (!machine.canVirtualise && !hypervisor.emulates)
    return refuse(
      "no-virtualisation",
      what,
      `the processors of ${machine.name} cannot run guests`,
      "Switch virtualisation on in its firmware (VT-x or AMD-V; in a virtual machine: nested virtualisation), or use QEMU, which can do without",
    );
  const os = system && osNamed(system.os);
  if (hypervisor.hosts.length === 0)
    return os === undefined
      ? yes
      : refuse(
          "needs-bare-machine",
          what,
          `it runs on the hardware itself, and ${os.label} is there already`,
          "Use a machine without an operating system, or a hypervisor that runs on one",
        );
  if (os === undefined)
    return refuse(
      "needs-os",
      what,
      "it runs on an operating system, and there is none",
      `Install an operating system on ${machine.name} first, or use a hypervisor for bare hardware`,
    );
  return onSystem(what, product, hypervisor.hosts, os);
}

/** Oldest releases of systems that have what a hypervisor uses of them. */
const OLDEST: Readonly<Record<string, string>> = {
  // Client Hyper-V came with Windows 8, WSL 2 with Windows 10 1903, both of Apple's frameworks with what is named here.
  "hyper-v": "6.2",
  wsl2: "10.0.18362",
  hyperkit: "14.0",
  "apple-virtualization": "20.0",
};

function onSystem(what: string, product: string, hosts: readonly KernelFamily[], os: OsSpec): Result<void> {
  if (!hosts.includes(os.family))
    return refuse(
      "wrong-os",
      what,
      `it needs ${hosts.map((family) => FAMILY_NAMES[family]).join(" or ")} below it, and ${os.label} is not that`,
      "Use a hypervisor for that system",
    );
  const oldest = OLDEST[product];
  if (oldest !== undefined && compareReleases(os.release, oldest) < 0)
    return refuse(
      "os-too-old",
      what,
      `${os.label} is older than what it is built on`,
      "Use a newer version of the system, or a hypervisor such as VirtualBox that brings all it needs",
    );
  return yes;
}

/**
 * Whether a virtual machine can move from one hypervisor to another while it runs: the same product and the same kind of
 * processors on the other side; memory and disk room are the mover's business. Refused: `other-hypervisor`, `wrong-arch`.
 */
export function canMoveVm(world: World, vmMachine: Machine, from: Hypervisor, to: Hypervisor): Result<void> {
  const target = world.must(machines, to.machine);
  const what = `${vmMachine.name} cannot move to ${target.name}`;
  if (from.product !== to.product)
    return refuse(
      "other-hypervisor",
      what,
      `a virtual machine's state is written for its hypervisor, ${from.product}, and ${target.name} has ${to.product}`,
      `Move it to a machine with ${from.product}, or switch it off and convert its disk`,
    );
  if (vmMachine.arch !== target.arch)
    return refuse(
      "wrong-arch",
      what,
      `its programs are at work on ${vmMachine.arch} processors, and ${target.name} has ${target.arch} ones`,
      `Move it to a machine with ${vmMachine.arch} processors`,
    );
  return yes;
}

/**
 * Whether a container can move from one kernel to another: it takes its image along, not a kernel, so the other must be of
 * the same family and processors, and new enough for the image. Refused: `other-kernel`, and what `canRunImage` refuses.
 */
export function canMoveContainer(from: Kernel, to: Kernel, image: ImageNeeds): Result<void> {
  if (from.family !== to.family)
    return refuse(
      "other-kernel",
      `A container of ${image.reference} cannot move there`,
      `it runs on ${FAMILY_NAMES[from.family]} and takes no kernel along, and there it would find ${FAMILY_NAMES[to.family]}`,
      `Move it to a host with a ${FAMILY_NAMES[from.family]} kernel, or move a whole virtual machine`,
    );
  return canRunImage(to, image);
}
