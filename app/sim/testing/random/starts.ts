/** For tests: the worlds that random logs begin in, small enough that thousands of logs can be played. */
import type { CommandInput } from "../../commands/all";
import type { Scenario } from "../../commands/scenario";
import { scenario } from "../../scenarios/parts";

const GIB = 2 ** 30;
const small = { cpus: 2, memoryBytes: 2 * GIB, diskBytes: 20e9 } as const;
const large = { cpus: 4, memoryBytes: 8 * GIB, diskBytes: 60e9 } as const;
const tiny = { os: "alpine-3.22", vcpus: 1, memoryBytes: GIB / 2, diskBytes: 2e9 } as const;

const up = (name: string, os: string, size: object = small): CommandInput[] => [
  { do: "addMachine", name, preset: "laptop", os, ...size },
  { do: "powerOn", machine: name },
];

const engine = (machine: string, ...images: string[]): CommandInput[] => [
  { do: "installEngine", machine, liveRestore: machine === "b" },
  ...images.map((image) => ({ do: "pullImage", machine, image }) as const),
];

const shells = (machine: string): CommandInput[] => [
  { do: "spawnProcess", machine, pid: 1, argv: ["sh"] },
  { do: "spawnProcess", machine, pid: 1, argv: ["sh"] },
];

/** Shares of commands to machines, to containers, and of system calls. */
export interface Mix {
  readonly machine: number;
  readonly container: number;
  readonly call: number;
}

export interface Start {
  readonly scenario: Scenario;
  readonly mix: Mix;
}

function start(name: string, mix: Mix, setup: readonly CommandInput[]): Start {
  return { mix, scenario: scenario({ name, title: name, about: "A start for random logs", setup }) };
}

export const starts: readonly Start[] = [
  start("nothing", { machine: 6, container: 1, call: 1 }, []),
  start("system", { machine: 1, container: 0, call: 12 }, [
    ...up("a", "alpine-3.22"),
    ...shells("a"),
    { do: "spawnProcess", machine: "a", pid: 1, argv: ["sleep", "9000"] },
    // Process 8 is that one: it does not ask for its child's status.
    { do: "spawnProcess", machine: "a", pid: 8, argv: ["true"] },
    { do: "makeDirectory", machine: "a", pid: 1, path: "/srv/a", parents: true },
    { do: "mountFileSystem", machine: "a", pid: 1, type: "tmpfs", path: "/mnt" },
    { do: "makeCgroup", machine: "a", pid: 1, parent: "/", name: "g1" },
    { do: "addInterface", machine: "a", pid: 1, name: "br1" },
    { do: "installApp", machine: "a", name: "web", appBytes: 1_000, libsBytes: 0, memoryBytes: 20e6 },
  ]),
  start("engine", { machine: 1, container: 14, call: 2 }, [
    ...up("a", "alpine-3.22"),
    ...engine("a", "alpine"),
    { do: "createNetwork", machine: "a", name: "net1" },
    { do: "createVolume", machine: "a", name: "data" },
    {
      do: "runContainer",
      machine: "a",
      image: "alpine",
      name: "aa",
      command: ["sleep", "5000"],
      network: "net1",
    },
  ]),
  start("tight", { machine: 2, container: 10, call: 4 }, [
    ...up("a", "alpine-3.22", { cpus: 1, memoryBytes: GIB / 4, diskBytes: 2e9 }),
    { do: "spawnProcess", machine: "a", pid: 1, argv: ["sh"] },
    { do: "installApp", machine: "a", name: "web", appBytes: 1_000, libsBytes: 0, memoryBytes: 60e6 },
    ...engine("a", "alpine"),
    {
      do: "runContainer",
      machine: "a",
      image: "alpine",
      name: "aa",
      command: ["tail", "/dev/zero"],
      restart: "on-failure",
    },
  ]),
  start("engines", { machine: 2, container: 14, call: 2 }, [
    ...up("a", "alpine-3.22"),
    ...engine("a", "alpine", "redis:alpine"),
    ...up("b", "debian-13"),
    ...engine("b", "alpine"),
    {
      do: "runContainer",
      machine: "b",
      image: "alpine",
      name: "bb",
      command: ["sleep", "9000"],
      restart: "always",
    },
  ]),
  start("kvm", { machine: 12, container: 3, call: 2 }, [
    ...up("a", "alpine-3.22", large),
    { do: "installHypervisor", machine: "a", product: "kvm" },
    ...up("b", "alpine-3.22", large),
    { do: "installHypervisor", machine: "b", product: "kvm" },
    { do: "createVm", host: "a", name: "v1", ...tiny, profile: "microvm" },
    { do: "powerOn", machine: "v1" },
    { do: "installEngine", machine: "v1" },
    { do: "createVm", host: "b", name: "v2", ...tiny, profile: "pc" },
    { do: "installApp", machine: "v2", name: "crm", appBytes: 1_000, libsBytes: 0 },
  ]),
  start("bare", { machine: 12, container: 1, call: 2 }, [
    { do: "addMachine", name: "a", preset: "server", ...large },
    { do: "installHypervisor", machine: "a", product: "esxi" },
    { do: "powerOn", machine: "a" },
    { do: "createVm", host: "a", name: "v1", ...tiny, profile: "pc" },
    { do: "powerOn", machine: "v1" },
    { do: "addMachine", name: "b", preset: "server", ...large },
    { do: "installHypervisor", machine: "b", product: "xen" },
    { do: "powerOn", machine: "b" },
    { do: "createVm", host: "b", name: "v2", ...tiny },
    { do: "addMachine", name: "c", preset: "server", ...large },
    { do: "installHypervisor", machine: "c", product: "esxi" },
    { do: "powerOn", machine: "c" },
  ]),
  start("hosted", { machine: 12, container: 1, call: 2 }, [
    ...up("a", "debian-13", large),
    { do: "installHypervisor", machine: "a", product: "virtualbox" },
    { do: "installHypervisor", machine: "a", product: "kvm" },
    { do: "createVm", host: "a", product: "kvm", name: "v1", ...tiny, memoryBytes: 2 * GIB, nested: true },
    { do: "powerOn", machine: "v1" },
    { do: "installHypervisor", machine: "v1", product: "qemu" },
    {
      do: "createVm",
      host: "v1",
      name: "v2",
      ...tiny,
      diskBytes: 1e9,
      memoryBytes: GIB / 4,
      profile: "microvm",
    },
    { do: "powerOn", machine: "v2" },
    { do: "createVm", host: "a", product: "virtualbox", name: "v3", ...tiny, disk: "full" },
  ]),
  start("desktop", { machine: 4, container: 10, call: 1 }, [
    ...up("a", "windows-11", { ...large, diskBytes: 200e9 }),
    { do: "installDockerDesktop", machine: "a" },
    { do: "pullImage", machine: "a", image: "busybox" },
    {
      do: "runContainer",
      machine: "a",
      image: "busybox",
      name: "aa",
      command: ["sleep", "5000"],
      ports: ["8080:80"],
    },
    ...up("b", "macos-26", { ...large, diskBytes: 200e9 }),
    { do: "installDockerToolbox", machine: "b" },
    { do: "startEngine", machine: "b" },
  ]),
  start("windows", { machine: 8, container: 1, call: 1 }, [
    ...up("a", "windows-server-2025", { ...large, diskBytes: 200e9 }),
    { do: "installHypervisor", machine: "a", product: "hyper-v" },
    { do: "createVm", host: "a", name: "v1", ...tiny, profile: "general" },
    { do: "powerOn", machine: "v1" },
    ...up("b", "windows-server-2022", { ...large, diskBytes: 200e9 }),
    { do: "installHypervisor", machine: "b", product: "hyper-v" },
  ]),
];
