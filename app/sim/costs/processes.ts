/** What processes cost: memory that they touch, and the processor time of small acts. */
import { costs } from "./cost";

const KIB = 1024;
const MIB = 1024 * KIB;

export const processCosts = costs({
  initBytes: {
    value: 12 * MIB,
    unit: "bytes",
    origin: "modelled",
    source: "the order of what `ps` shows for process 1 of a server distribution",
    note: "Process 1 of a system: a service manager with its tables of services.",
  },
  smallBytes: {
    value: MIB,
    unit: "bytes",
    origin: "modelled",
    source: "the order of what `ps` shows for sleep, cat or a small shell",
    note: "Memory of its own that a small program touches; libraries that processes share are not counted twice.",
  },
  shellBytes: {
    value: 2 * MIB,
    unit: "bytes",
    origin: "modelled",
    source: "the order of what `ps` shows for an interactive shell",
    note: "A shell or a small daemon that waits.",
  },
  serverBytes: {
    value: 4 * MIB,
    unit: "bytes",
    origin: "modelled",
    source: "the order of what `ps` shows for a web server before its first request",
    note: "A server before it is ready; what it takes when it is ready comes on top and belongs to the program.",
  },
  machineBytes: {
    value: 40 * MIB,
    unit: "bytes",
    origin: "modelled",
    source: "the order of a hypervisor's own process without the guest's memory",
    note: "Device models and tables of a virtual machine's process; the guest's memory comes on top.",
  },
  forkedBytes: {
    value: 256 * KIB,
    unit: "bytes",
    origin: "modelled",
    source: "pages that a forked shell writes to, and its page tables and kernel stack",
    note: "A fork shares its parent's memory until it writes; this is what a child of a fork bomb has of its own.",
  },
  wakeCpuMs: {
    value: 0.01,
    unit: "ms of processor time",
    origin: "modelled",
    source: "the order of a context switch",
    note: "What a process needs to notice, once its group is thawed, that its time has come.",
  },
  quitCpuMs: {
    value: 5,
    unit: "ms of processor time",
    origin: "modelled",
    source: "a daemon closing its sockets and files",
    note: "From a handled SIGTERM to the clean exit.",
  },
  forkRetryMs: {
    value: 10_000,
    unit: "ms",
    origin: "modelled",
    source: "bash waits longer and longer when fork fails",
    note: "First pause of a fork bomb's process after a fork that failed or that made memory run out.",
  },
  forkRetryMaxMs: {
    value: 320_000,
    unit: "ms",
    origin: "modelled",
    source: "bash waits longer and longer when fork fails",
    note: "Longest such pause; the pause doubles each time. It keeps a system that is full of processes computable.",
  },
  forkShortageShare: {
    value: 0.02,
    unit: "share",
    origin: "modelled",
    source: "forks that wait for memory in the kernel's reclaim until somebody is killed",
    note: "Share of a fork bomb's forks that go through although memory has run out, at the price of a process that is killed.",
  },
  keptLines: {
    value: 2000,
    unit: "count",
    origin: "modelled",
    source: "a screenful many times over",
    note: "Lines of output that a stream keeps; real logs grow until the disk is full or they are rotated.",
  },
});
