/** The ready-made worlds by name, as the page offers them; the worlds themselves live in the worker. */

export interface ReadyMade {
  readonly name: string;
  readonly title: string;
}

/** The sources' figures, each of which can be told layer by layer. */
export const FIGURES: readonly ReadyMade[] = [
  { name: "os-two-layers", title: "An operating system is two layers" },
  { name: "docker-vs-vm", title: "What a container virtualises, and what a virtual machine does" },
  { name: "three-apps-vms", title: "Three applications in three virtual machines" },
  { name: "three-apps-containers", title: "Three applications in three containers" },
  { name: "traditional-vs-virtual", title: "Traditional and virtual architecture" },
  { name: "type-1-vs-type-2", title: "Hypervisors of type 1 and type 2" },
  { name: "vms-vs-containers", title: "Virtual machines and containers side by side" },
  { name: "docker-desktop", title: "Containers where there is no Linux kernel" },
];

/** A story for each kind of failure. */
export const FAILURES: readonly ReadyMade[] = [
  { name: "app-crash", title: "One application crashes" },
  { name: "out-of-memory-group", title: "A container uses up its own memory limit" },
  { name: "out-of-memory-host", title: "A container without a limit uses up the host" },
  { name: "fork-bomb", title: "A fork bomb without a limit" },
  { name: "fork-bomb-limited", title: "A fork bomb with a limit" },
  { name: "guest-kernel-panic", title: "The kernel of one guest panics" },
  { name: "host-kernel-panic", title: "The kernel of a host panics" },
  { name: "hypervisor-crash", title: "A hypervisor crashes" },
  { name: "daemon-crash", title: "The engine's daemon crashes" },
  { name: "daemon-crash-live-restore", title: "The daemon crashes, with live-restore" },
  { name: "power-loss", title: "The power goes" },
  { name: "kernel-exploit", title: "Somebody breaks into a kernel" },
];

/** Whether there is a ready-made world of this name. */
export function isReadyMade(name: string): boolean {
  return [...FIGURES, ...FAILURES].some((ready) => ready.name === name);
}
