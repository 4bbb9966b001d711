import { describe, expect, it } from "vitest";
import { call, defineEvent } from "../../core/events";
import { handler } from "../../core/handlers";
import { happenings } from "../../core/happenings";
import { works } from "../../core/work";
import { World } from "../../core/world";
import guest from "../../costs/guest.json" with { type: "json" };
import { cgroupPath } from "../../kernel/cgroup/tree";
import { kernels } from "../../kernel/kernel";
import { usedMemory } from "../../kernel/memory/account";
import { processes } from "../../kernel/process/table";
import { GIB, until, wait } from "../../testing/hosts";
import { handlers } from "../../testing/kernel";
import { boot, bootTime, machine, phaseTimes, ready, running, tell, upMachine } from "../../testing/machines";
import { kernelOf, systemOf } from "../access";
import { machineHandlers } from "../handlers";
import { hypervisors } from "../tables";
import { onBoot } from "./hooks";

const PHASES = ["power-on", "firmware", "boot loader", "kernel", "initramfs", "init", "services"];

/** A running host with KVM and a few guests on it, switched off. */
function hostWith(guests: Readonly<Record<string, object>>, host: object = {}): World {
  const world = new World(1);
  upMachine(world, "host", { os: "debian-13", ...host });
  tell(world, { do: "installHypervisor", machine: "host", product: "kvm" });
  for (const [name, spec] of Object.entries(guests))
    tell(world, { do: "createVm", host: "host", name, os: "ubuntu-24.04", ...spec });
  return world;
}

describe("phases of a boot", () => {
  it("B2: a full system goes through all phases, on hardware and in a virtual machine, one after the other", () => {
    const world = hostWith({ vm: {} });
    boot(world, "vm");
    for (const name of ["host", "vm"]) {
      const phases = phaseTimes(world, name);
      expect(phases.map(([phase]) => phase)).toEqual(PHASES);
      expect(phases.reduce((sum, [, ms]) => sum + ms, 0)).toBeCloseTo(bootTime(world, name), 6);
      for (const [phase, ms] of phases) expect({ phase, took: ms > 0 }).toEqual({ phase, took: true });
    }
  });

  it("B3: a virtual machine with a full system is up in a minute or two, whatever the system", () => {
    const oses = ["ubuntu-24.04", "debian-13", "alpine-3.22", "rocky-9", "windows-11"];
    const world = hostWith(Object.fromEntries(oses.map((os, at) => [`vm${at}`, { os }])), {
      preset: "server",
    });
    for (const [at, os] of oses.entries()) {
      boot(world, `vm${at}`);
      const seconds = bootTime(world, `vm${at}`) / 1000;
      expect({ os, fine: seconds >= 60 && seconds <= 120 }).toEqual({ os, fine: true });
      tell(world, { do: "powerOff", machine: `vm${at}` });
    }
  });

  it("B3: a laptop takes as long as its guests, within a factor of two", () => {
    const world = hostWith({ vm: {} });
    boot(world, "vm");
    const ratio = bootTime(world, "host") / bootTime(world, "vm");
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it("B4: the three profiles of the real guest take what was measured, on a host with nothing else to do", () => {
    const spec = { os: "alpine-3.22" };
    const world = hostWith({
      a: { ...spec, profile: "general" },
      b: { ...spec, profile: "pc" },
      c: { ...spec, profile: "microvm" },
    });
    for (const [name, ms] of [
      ["a", guest.profiles.general.promptMs],
      ["b", guest.profiles.pc.promptMs],
      ["c", guest.profiles.microvm.promptMs],
    ] as const) {
      boot(world, name);
      expect(bootTime(world, name)).toBeCloseTo(ms, 6);
    }
    const named = (name: string) => phaseTimes(world, name).map(([phase]) => phase);
    expect(named("a")).toContain("firmware");
    expect(named("b")).toContain("firmware");
    const { promptMs, phasesMs } = guest.profiles.microvm;
    const sum = Object.values(phasesMs).reduce((all, ms) => all + ms, 0);
    const thousandths = (ms: number) => Math.round(ms * 1000) / 1000;
    expect(phaseTimes(world, "c").map(([phase, ms]) => [phase, thousandths(ms)])).toEqual(
      [
        ["power-on", phasesMs.machine],
        ["kernel", phasesMs.kernel],
        ["initramfs", phasesMs.initramfs],
        ["init", phasesMs.init],
        ["services", phasesMs.prompt],
      ].map(([phase, ms]) => [phase, thousandths(((ms as number) / sum) * promptMs)]),
    );
  });
});

describe("boot storms", () => {
  const storm = (count: number, host: object) => {
    const names = Array.from({ length: count }, (_, at) => `vm${at}`);
    const world = hostWith(Object.fromEntries(names.map((name) => [name, { memoryBytes: GIB }])), host);
    for (const name of names) tell(world, { do: "powerOn", machine: name });
    for (const name of names) ready(world, name);
    return bootTime(world, `vm${count - 1}`);
  };

  it("B5: guests that boot at once wait for one another's processors where there are few", () => {
    const alone = storm(1, { cpus: 1 });
    const crowd = storm(6, { cpus: 1 });
    expect(crowd).toBeGreaterThan(1.5 * alone);
    expect(storm(6, { cpus: 32 })).toBeLessThan(1.3 * alone);
  });

  it("B5: and for one another's reads, since they share the host's disk", () => {
    const spread = storm(1, { cpus: 64, memoryBytes: 64 * GIB });
    const crowd = storm(20, { cpus: 64, memoryBytes: 64 * GIB });
    expect(crowd).toBeGreaterThan(1.2 * spread);
  });
});

describe("what runs when a boot is over", () => {
  it("B6: the kernel, and below its init the services of the system, each in its own control group", () => {
    const world = new World(1);
    const kernel = upMachine(world, "box", { os: "alpine-3.22" });
    expect(kernel).toMatchObject({
      layer: "box/kernel",
      family: "linux",
      release: "6.12.48-0-virt",
      arch: "x86_64",
      cpus: 8,
      memoryBytes: 16 * GIB,
      state: "running",
    });
    expect(running(world, "box")).toEqual(["init", "syslogd", "crond", "ntpd", "sshd"]);
    const sshd = world.find(processes, "kernel", kernel.id).find(({ name }) => name === "sshd");
    expect(sshd).toMatchObject({ parent: kernel.init, layer: "box/userland", uid: 0 });
    expect(cgroupPath(world, sshd?.cgroup ?? 0)).toBe("/openrc.sshd");
    expect(machine(world, "box").power).toBe("on");
    expect(kernel.startedAt).toBe(machine(world, "box").readyAt);
  });

  it("B6: systemd names its groups after services; Windows and macOS have processes of their own", () => {
    const world = new World(1);
    const kernel = upMachine(world, "box");
    const cron = world.find(processes, "kernel", kernel.id).find(({ name }) => name === "cron");
    expect(cgroupPath(world, cron?.cgroup ?? 0)).toBe("/system.slice/cron.service");
    upMachine(world, "pc", { os: "windows-11" });
    expect(running(world, "pc")).toEqual(
      expect.arrayContaining(["smss.exe", "services.exe", "explorer.exe"]),
    );
    upMachine(world, "mac", { os: "macos-15" });
    expect(running(world, "mac")).toEqual(expect.arrayContaining(["launchd", "WindowServer"]));
  });

  it("B6: a system that runs no app yet has taken memory already, in every guest anew", () => {
    const world = hostWith({ a: {}, b: {} });
    for (const name of ["a", "b"]) {
      const kernel = boot(world, name);
      const used = usedMemory(world, kernel.id);
      expect(used).toBeGreaterThan(200e6);
      expect(used).toBeLessThan(400e6);
      expect(machine(world, name).memoryUsed).toBe(kernel.memoryBytes);
    }
  });

  it("B7: apps that start with the system are up with it, as the last phase; others wait to be started", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    tell(world, { do: "installApp", machine: "box", name: "crm", port: 8080 });
    tell(world, { do: "installApp", machine: "box", name: "later", autostart: false });
    boot(world, "box");
    expect(phaseTimes(world, "box").map(([phase]) => phase)).toEqual([...PHASES, "app"]);
    expect(running(world, "box")).toContain("crm");
    expect(running(world, "box")).not.toContain("later");
  });

  it("B8: whoever asked is told at the end of every boot, once each", () => {
    const up = defineEvent<{ readonly name: string }>("test.up");
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "alpine-3.22" });
    onBoot(world, machine(world, "box").id, call(up, { name: "box" }));
    const told: number[] = [];
    const all = { ...handlers, ...machineHandlers, ...handler(up, (at) => told.push(at.now)) };
    for (const times of [1, 2]) {
      tell(world, { do: "powerOn", machine: "box" });
      world.advance(all, world.now + 200_000);
      expect(told).toHaveLength(times);
      expect(told.at(-1)).toBe(machine(world, "box").readyAt);
      tell(world, { do: "powerOff", machine: "box" });
    }
  });

  it("B6: what happened can be read on the machine's timeline", () => {
    const world = new World(1);
    upMachine(world, "box");
    const of = (layer: string) => world.find(happenings, "layer", layer).map(({ what }) => what);
    expect(of("box")).toEqual(["powered-on", "ready"]);
    expect(of("box/kernel")).toEqual(["started"]);
  });
});

describe("boots without an operating system", () => {
  it("B9: a hypervisor that has the hardware to itself is loaded in place of a kernel", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "server", preset: "server" });
    tell(world, { do: "installHypervisor", machine: "server", product: "esxi" });
    tell(world, { do: "powerOn", machine: "server" });
    until(world, () => machine(world, "server").power === "on");
    expect(phaseTimes(world, "server").map(([phase]) => phase)).toEqual([
      "power-on",
      "firmware",
      "boot loader",
      "hypervisor",
    ]);
    const { id } = machine(world, "server");
    expect(kernelOf(world, id)).toBeUndefined();
    expect(systemOf(world, id)).toBeUndefined();
    expect(world.first(hypervisors, "machine", id)?.state).toBe("running");
    expect(world.all(kernels)).toEqual([]);
  });
});

describe("a boot that comes to nothing", () => {
  it("B10: power that goes during a boot ends it: no kernel comes up later", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    tell(world, { do: "powerOn", machine: "box" });
    wait(world, 30_000);
    expect(machine(world, "box").power).toBe("booting");
    tell(world, { do: "powerOff", machine: "box" });
    expect(world.all(works)).toEqual([]);
    wait(world, 300_000);
    expect(machine(world, "box")).toMatchObject({
      power: "off",
      poweredAt: null,
      readyAt: null,
      memoryUsed: 0,
    });
    expect(world.all(kernels)).toEqual([]);
  });

  it("B10: a boot that is begun anew takes its whole time again", () => {
    const world = new World(1);
    tell(world, { do: "addMachine", name: "box", preset: "laptop", os: "debian-13" });
    tell(world, { do: "powerOn", machine: "box" });
    wait(world, 70_000);
    tell(world, { do: "restart", machine: "box" });
    wait(world, 70_000);
    expect(machine(world, "box").power).toBe("booting");
    ready(world, "box");
    expect(bootTime(world, "box")).toBeGreaterThan(70_000);
  });
});
