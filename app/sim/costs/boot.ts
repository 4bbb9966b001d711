/** How long machines take to come up and to go down. */
import { type Cost, costs, type Unit } from "./cost";

const estimate = (value: number, unit: Unit, note: string): Cost => ({
  value,
  unit,
  origin: "modelled",
  source: "Strata's own estimate",
  note,
});

const scattered =
  "Small reads all over the disk, counted as the bytes that could have been read in one piece in that time.";

/**
 * A full operating system that boots from its disk. The steps of the phases from the kernel on are multiplied by the
 * system's own factor. In all: a minute or two in a virtual machine, which is what people expect of one.
 */
export const osBoot = costs({
  postWait: estimate(
    9_000,
    "ms",
    "A physical machine's power-on self-test: memory training, fans and power rails, PCI devices. Laptops take 5 to 15 s, servers minutes.",
  ),
  virtualWait: estimate(
    2_000,
    "ms",
    "The hypervisor builds the virtual hardware: devices, memory map, window. No self-test is needed.",
  ),
  virtualCpu: estimate(500, "ms of processor time", "The same, in processor time."),
  firmwareWait: estimate(
    4_000,
    "ms",
    "Firmware looks for boot devices, tries the network card's boot ROM, and waits for a key that opens its menu.",
  ),
  firmwareCpu: estimate(1_500, "ms of processor time", "Firmware drivers and option ROMs; one processor."),
  loaderWait: estimate(5_000, "ms", "GRUB shows its menu for five seconds by default (GRUB_TIMEOUT=5)."),
  loaderCpu: estimate(500, "ms of processor time", "The boot loader finds and unpacks what it loads."),
  loaderBytes: estimate(
    80_000_000,
    "bytes",
    "Kernel and initramfs of a distribution, read by firmware calls.",
  ),
  kernelCpu: estimate(
    4_000,
    "ms of processor time",
    "A general-purpose kernel unpacks itself and probes hardware; most of it on one processor.",
  ),
  kernelWait: estimate(2_000, "ms", "Drivers wait for buses and disks to settle."),
  initramfsCpu: estimate(
    3_000,
    "ms of processor time",
    "Unpacking the initramfs and loading modules from it.",
  ),
  initramfsWait: estimate(3_000, "ms", "Waiting for the root device; checking its file system."),
  initramfsBytes: estimate(200_000_000, "bytes", `${scattered} Root file system found, checked and mounted.`),
  initCpu: estimate(
    4_000,
    "ms of processor time",
    "The init system reads its units and starts udev, which loads drivers.",
  ),
  initWait: estimate(4_000, "ms", "Devices answer udev; file systems are mounted one after another."),
  initBytes: estimate(800_000_000, "bytes", `${scattered} Init, udev and their libraries.`),
  servicesCpu: estimate(
    16_000,
    "ms of processor time",
    "Services read their configuration and start; shared by as many processors as the figure below.",
  ),
  servicesThreads: estimate(2, "count", "Services that start side by side on average."),
  servicesWait: estimate(
    25_000,
    "ms",
    "Network address, time, first-boot checks: services wait for one another.",
  ),
  servicesBytes: estimate(1_600_000_000, "bytes", `${scattered} Programs and libraries of the services.`),
  hypervisorCpu: estimate(
    6_000,
    "ms of processor time",
    "A bare-metal hypervisor loads its own small kernel and drivers.",
  ),
  hypervisorWait: estimate(8_000, "ms", "Its drivers and management agents settle."),
  hypervisorBytes: estimate(400_000_000, "bytes", "Its modules are read from disk into memory in one piece."),
});

/** Going down. */
export const shutdownCosts = costs({
  graceMs: estimate(
    5_000,
    "ms",
    "Time between the signal that asks every process to end and the end of all that are left. systemd allows 90 s for each unit; most are done within a few seconds.",
  ),
  settleMs: estimate(1_500, "ms", "File systems are written back and unmounted before power goes."),
});

/** Applications that start with a system or by hand. */
export const appCosts = costs({
  startCpu: estimate(
    400,
    "ms of processor time",
    "A server application of middling size: dynamic linking, reading its configuration, opening its sockets.",
  ),
  readShare: estimate(
    0.5,
    "share",
    "Part of an application's files and libraries that its start reads from disk.",
  ),
  libsBytes: estimate(
    120_000_000,
    "bytes",
    "Libraries that come beside an application: a language's packages, a database client.",
  ),
  appBytes: estimate(30_000_000, "bytes", "The application's own files."),
  memoryBytes: estimate(150_000_000, "bytes", "Memory of a small server application at rest."),
});
