/** What operating systems take before anything runs on them: disk, memory, and time at boot. */
import { type Cost, costs, type Unit } from "./cost";

const estimate = (value: number, unit: Unit, note: string): Cost => ({
  value,
  unit,
  origin: "modelled",
  source: "Strata's own estimate",
  note,
});

const bytes = (value: number, note: string) => estimate(value, "bytes", note);
const factor = (value: number, note: string) => estimate(value, "share", note);

/** Disk of a system: its kernel with modules, and everything else. */
export const systemDisk = costs({
  serverKernel: bytes(
    150_000_000,
    "Kernel, modules, firmware files and initramfs of a Linux distribution. With the userland below: 700 MB, the figure for a guest operating system.",
  ),
  serverUserland: bytes(
    550_000_000,
    "Userland of a small server installation. With the kernel above: 700 MB, the figure for a guest operating system.",
  ),
  alpineKernel: bytes(60_000_000, "Alpine's kernel for virtual machines, with few modules."),
  alpineUserland: bytes(90_000_000, "Alpine's base system: musl, busybox, OpenRC, apk."),
  desktopKernel: bytes(600_000_000, "Kernel, modules and firmware files for every laptop there is."),
  desktopUserland: bytes(9_400_000_000, "A desktop with its applications: about 10 GB with the kernel."),
  windowsKernel: bytes(2_000_000_000, "Windows' kernel, drivers and driver store."),
  windowsUserland: bytes(
    22_000_000_000,
    "The rest of an installed Windows: its component store, services and desktop. Its maker asks for 64 GB of disk for Windows 11.",
  ),
  windowsServerUserland: bytes(
    9_000_000_000,
    "An installed Windows Server; its maker asks for 32 GB of disk.",
  ),
  macosKernel: bytes(1_000_000_000, "macOS's kernel collections and drivers."),
  macosUserland: bytes(19_000_000_000, "The sealed system volume and its preboot and recovery volumes."),
});

/** Memory that a kernel keeps for itself, and the least memory that a system boots with. */
export const systemMemory = costs({
  linuxKernel: bytes(
    90_000_000,
    "Code, page tables, slabs and buffers of a distribution's kernel in a small machine.",
  ),
  alpineKernel: bytes(40_000_000, "The same with fewer drivers."),
  windowsKernel: bytes(700_000_000, "Kernel pools, drivers and the system process of Windows at rest."),
  macosKernel: bytes(900_000_000, "Wired memory of macOS at rest."),
  serverLeast: bytes(268_435_456, "256 MiB: below it, a distribution's init and services do not come up."),
  alpineLeast: bytes(134_217_728, "128 MiB."),
  desktopLeast: bytes(2_147_483_648, "2 GiB: a desktop session."),
  windowsLeast: bytes(4_294_967_296, "4 GiB: what its maker asks for Windows 11."),
  olderWindowsLeast: bytes(
    2_147_483_648,
    "2 GiB: what its maker asks for 64-bit editions up to Windows 10, and for a server with a desktop.",
  ),
  macosLeast: bytes(4_294_967_296, "4 GiB: the least that current releases start with."),
});

/** How long the phases from the kernel on take, against those of a server distribution. */
export const bootFactors = costs({
  server: factor(1, "The measure of the others."),
  alpine: factor(0.9, "Smaller kernel, OpenRC with few services; the waits for devices and network stay."),
  desktop: factor(1.2, "A display server and a session come on top."),
  windows: factor(1.3, "More services, more drivers."),
  macos: factor(1.2, "A window server and many agents."),
});

const service = (value: number, note: string) => bytes(value, note);

/** Memory of the services that systems start, in bytes of their own (shared libraries counted once, here or there). */
export const serviceMemory = costs({
  systemd: service(12_000_000, "Process 1 of most distributions."),
  journald: service(14_000_000, "Logs, with its files mapped."),
  udevd: service(7_000_000, "Devices."),
  resolved: service(12_000_000, "Names."),
  networkd: service(9_000_000, "Network addresses."),
  networkManager: service(18_000_000, "Network addresses, Red Hat's way."),
  logind: service(8_000_000, "Sessions."),
  dbus: service(5_000_000, "Messages between services."),
  cron: service(3_000_000, "Jobs by the clock."),
  sshd: service(8_000_000, "Logins from elsewhere."),
  rsyslogd: service(5_000_000, "The traditional log."),
  snapd: service(38_000_000, "Ubuntu's application packages."),
  unattendedUpgrades: service(22_000_000, "Ubuntu's updates, an idle Python program."),
  polkitd: service(9_000_000, "Who may do what."),
  firewalld: service(40_000_000, "Red Hat's firewall, a Python program."),
  tuned: service(28_000_000, "Red Hat's tuning daemon, a Python program."),
  auditd: service(4_000_000, "Red Hat's audit log."),
  desktopSession: service(700_000_000, "Display server, shell and agents of a desktop session."),
  busyboxInit: service(1_000_000, "Alpine's process 1."),
  busyboxService: service(900_000, "A service of busybox: syslogd, crond, ntpd."),
  smss: service(1_200_000, "Windows' session manager."),
  csrss: service(6_000_000, "Windows' client/server runtime."),
  wininit: service(5_000_000, "Windows' start-up process."),
  services: service(10_000_000, "Windows' service control manager."),
  lsass: service(20_000_000, "Windows' security authority."),
  svchost: service(180_000_000, "The many service hosts, taken together."),
  defender: service(220_000_000, "The virus scanner."),
  explorer: service(350_000_000, "Desktop, task bar and window manager."),
  launchd: service(20_000_000, "macOS's process 1."),
  configd: service(10_000_000, "macOS's network configuration."),
  opendirectoryd: service(15_000_000, "macOS's users and groups."),
  mds: service(120_000_000, "Spotlight's index."),
  windowServer: service(300_000_000, "macOS's window server."),
  loginwindow: service(150_000_000, "Session, Dock and Finder."),
});

/** One program of a system that its tree shows by name. */
export const programBytes = bytes(80_000, "A small program of a system, with its documentation elsewhere.");

/** Part of what belongs to a kernel on disk that is the kernel itself; the rest is modules and firmware files. */
export const kernelImageShare = factor(0.1, "About 15 of 150 MB in a server distribution.");
