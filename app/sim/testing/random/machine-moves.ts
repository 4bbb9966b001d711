/** For tests: random commands to machines, hypervisors and virtual machines. */
import { snapshots } from "../../machine/vms/snapshot-store";
import type { Move } from "./move";

const NAMES = ["m1", "m2", "m3"] as const;
const VMS = ["v1", "v2", "v3"] as const;
const APPS = ["web", "crm", "db"] as const;
const SYSTEMS = [
  ...["ubuntu-24.04", "ubuntu-22.04", "ubuntu-24.04-desktop", "debian-13", "debian-12", "alpine-3.22"],
  ...["rhel-9", "rocky-9", "centos-stream-9", "centos-7", "fedora-42"],
  ...["windows-11", "windows-10", "windows-7", "windows-server-2025", "windows-server-2022"],
  ...["macos-26", "macos-15", "macos-10.10", "beos"],
] as const;
const PRODUCTS = [
  ...["esxi", "xen", "hyper-v", "kvm", "virtualbox", "vmware-workstation", "qemu"],
  ...["apple-virtualization", "hyperkit", "wsl2", "magic"],
] as const;
const GUESTS = ["alpine-3.22", "alpine-3.22", "debian-13", "windows-11"] as const;
const PROFILES = ["os", "general", "pc", "microvm"] as const;
const MIB = 2 ** 20;
const GIB = 1024 * MIB;
const GB = 1e9;

/** Commands by their names. */
export const machineMoves: Readonly<Record<string, Move>> = {
  addMachine: ({ chance }) => ({
    name: chance.pick(NAMES),
    preset: chance.pick(["laptop", "desktop", "server", "vps"] as const),
    ...chance.perhaps(2, { os: chance.pick(SYSTEMS) }),
    ...chance.perhaps(4, {
      cpus: chance.pick([1, 2, 8]),
      memoryBytes: chance.pick([1, 2, 4]) * GIB,
      diskBytes: chance.pick([1, 30, 100]) * GB,
      arch: chance.pick(["x86_64", "arm64"] as const),
      canVirtualise: chance.once(2),
      label: "a machine",
    }),
  }),
  installOs: (look) => ({
    machine: look.machine(({ power, hardware }) => power === "off" && hardware !== "virtual"),
    os: look.chance.pick(SYSTEMS),
  }),
  installApp: (look) => ({
    machine: look.machine(),
    name: look.chance.pick(APPS),
    ...look.chance.perhaps(3, {
      libsLabel: "libs",
      libsBytes: look.chance.pick([0, 10, 500]) * MIB,
      appBytes: look.chance.pick([0, 10, 500]) * MIB,
      memoryBytes: look.chance.pick([0, 10, 400, 8_000]) * MIB,
      port: look.chance.pick([80, 8080]),
      autostart: look.chance.once(2),
    }),
  }),
  startApp: (look) => look.app(false),
  crashApp: (look) => look.app(true),
  powerOn: (look) => ({ machine: look.machine(({ power }) => power === "off") }),
  powerOff: (look) => ({ machine: look.machine(({ power }) => power !== "off") }),
  restart: (look) => ({ machine: look.machine(({ power }) => power !== "off") }),
  shutDown: (look) => ({ machine: look.machine(({ power }) => power === "on") }),
  crashKernel: (look) => ({ machine: look.machine(({ power }) => power === "on") }),
  exploitKernel: (look) => ({ machine: look.machine(({ power }) => power === "on"), layer: look.layer() }),
  installHypervisor: (look) => ({ machine: look.machine(), product: look.chance.pick(PRODUCTS) }),
  createVm: (look) => {
    const { machine, product } = look.host();
    const { chance } = look;
    return {
      host: machine,
      name: chance.pick(VMS),
      os: chance.pick(chance.once(6) ? SYSTEMS : GUESTS),
      ...(chance.once(5) ? {} : { product }),
      ...chance.perhaps(3, {
        vcpus: chance.pick([1, 2, 4, 64]),
        memoryBytes: chance.pick([0.25, 0.5, 1, 4]) * GIB,
        diskBytes: chance.pick([1, 4, 40]) * GB,
        disk: chance.pick(["thin", "full"] as const),
        profile: chance.pick(PROFILES),
        nested: chance.once(2),
      }),
    };
  },
  pauseVm: (look) => ({ machine: look.vm("running", "starting") }),
  resumeVm: (look) => ({ machine: look.vm("paused") }),
  snapshotVm: (look) => ({
    machine: look.vm("running", "off", "paused"),
    snapshot: look.chance.pick(["s1", "s2"]),
  }),
  restoreVm: (look) => look.snapshot(),
  deleteSnapshot: (look) => look.snapshot(),
  deleteVm: (look) => ({ machine: look.vm("off", "crashed") }),
  migrateVm: (look) => {
    const held = look.world.all(snapshots).length > 0;
    return { machine: look.vm(held ? "off" : "running"), to: look.host().machine };
  },
  crashHypervisor: (look) => {
    const { machine, product } = look.host();
    return { machine, ...look.chance.perhaps(2, { product }) };
  },
};
