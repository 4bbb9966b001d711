import { describe, expect, it } from "vitest";
import { phases, works } from "../../core/work";
import { World } from "../../core/world";
import { kernels } from "../../kernel/kernel";
import { usedMemory } from "../../kernel/memory/account";
import { processes } from "../../kernel/process/table";
import { refusal, until, wait } from "../../testing/hosts";
import { ask, boot, bootTime, machine, ready, running, tell, upMachine } from "../../testing/machines";
import { kernelOf, systemOf } from "../access";
import { osKeys, osNamed } from "../systems/catalogue";
import { vmOfMachine } from "../vms/find";

const HOUR = 3_600_000;
const PHASES = ["power-on", "firmware", "boot loader", "kernel", "initramfs", "init", "services"];

/** Lets time pass until a boot is in this phase. */
function reach(world: World, layer: string, phase: string): void {
  const now = () => world.find(phases, "layer", layer).find(({ endedAt }) => endedAt === null)?.name;
  for (let step = 0; now() !== phase; step++) {
    if (step > 200_000) throw new Error(`${layer} is never in ${phase}`);
    wait(world, 10);
  }
}

/** A laptop with a guest of its own, both off or the laptop up. */
function hostAndGuest(up: boolean): World {
  const world = new World(1);
  tell(world, { do: "addMachine", name: "host", preset: "laptop", os: "debian-13" });
  if (up) boot(world, "host");
  tell(world, { do: "installHypervisor", machine: "host", product: "kvm" });
  tell(world, { do: "createVm", host: "host", name: "vm", os: "debian-13" });
  return world;
}

/** Nothing of a machine runs, and nothing is held for it. */
function atRest(world: World, name: string) {
  const { id, power, memoryUsed, readyAt } = machine(world, name);
  return {
    power,
    memoryUsed,
    readyAt,
    kernel: systemOf(world, id)?.kernel,
    works: world.find(works, "owner", id).length,
  };
}

const OFF = { power: "off", memoryUsed: 0, readyAt: null, kernel: null, works: 0 };

describe("every system of the catalogue", () => {
  it.each(osKeys())("B6: %s boots on hardware, with its own kernel, init and services", (key) => {
    const world = new World(1);
    const kernel = upMachine(world, "box", { os: key });
    const os = osNamed(key);
    expect([kernel.family, kernel.release, kernel.state]).toEqual([os?.family, os?.release, "running"]);
    const names = running(world, "box");
    expect(world.must(processes, kernel.init)).toMatchObject({ name: os?.init.name, parent: 0 });
    for (const { name } of os?.services ?? []) expect(names).toContain(name);
    expect(names).toHaveLength(1 + (os?.services.length ?? 0));
    const { memoryBytes, memoryUsed } = machine(world, "box");
    expect([kernel.memoryBytes, memoryUsed]).toEqual([memoryBytes, memoryBytes]);
    const used = usedMemory(world, kernel.id);
    expect(used).toBeGreaterThanOrEqual(os?.kernelBytes ?? 0);
    expect(used).toBeLessThan(os?.minMemoryBytes ?? 0);
    expect(world.find(phases, "layer", "box").map(({ name }) => name)).toEqual(PHASES);
    tell(world, { do: "shutDown", machine: "box" });
    wait(world, HOUR);
    expect(atRest(world, "box")).toEqual(OFF);
  });
});

describe.each(PHASES)("in the phase %s of a boot", (phase) => {
  it("B10: a host whose plug is pulled is off for good, and its next boot takes its whole time", () => {
    const world = hostAndGuest(false);
    tell(world, { do: "powerOn", machine: "host" });
    reach(world, "host", phase);
    expect(refusal(ask(world, { do: "powerOn", machine: "host" })).code).toBe("already-on");
    expect(refusal(ask(world, { do: "shutDown", machine: "host" })).code).toBe("not-up");
    expect(ask(world, { do: "crashKernel", machine: "host" }).ok).toBe(false);
    expect(refusal(ask(world, { do: "powerOn", machine: "vm" })).why).not.toBe("");
    tell(world, { do: "powerOff", machine: "host" });
    wait(world, HOUR);
    expect(atRest(world, "host")).toEqual(OFF);
    expect(world.all(kernels)).toEqual([]);
    boot(world, "host");
    const fresh = hostAndGuest(false);
    boot(fresh, "host");
    expect(bootTime(world, "host")).toBeCloseTo(bootTime(fresh, "host"), 6);
  });

  it("X6: a guest goes with its host's power, and a guest that is killed leaves its host alone", () => {
    for (const victim of ["host", "vm"]) {
      const world = hostAndGuest(true);
      tell(world, { do: "powerOn", machine: "vm" });
      reach(world, "vm", phase);
      tell(world, { do: "powerOff", machine: victim });
      wait(world, HOUR);
      expect(atRest(world, "vm")).toEqual(OFF);
      expect(machine(world, "host").power).toBe(victim === "host" ? "off" : "on");
      if (victim === "host") boot(world, "host");
      boot(world, "vm");
      expect(running(world, "vm")).toContain("systemd");
    }
  });

  it("X4: a guest goes with its host's kernel, and comes up again after it", () => {
    const world = hostAndGuest(true);
    tell(world, { do: "powerOn", machine: "vm" });
    reach(world, "vm", phase);
    tell(world, { do: "crashKernel", machine: "host" });
    wait(world, HOUR);
    expect(atRest(world, "vm")).toEqual(OFF);
    expect(machine(world, "host").power).toBe("on");
    tell(world, { do: "powerOff", machine: "host" });
    boot(world, "host");
    boot(world, "vm");
    expect(kernelOf(world, machine(world, "vm").id)?.state).toBe("running");
  });

  it("B15: a guest that is held goes on where it was, and is not held after it was switched off", () => {
    const world = hostAndGuest(true);
    tell(world, { do: "powerOn", machine: "vm" });
    const free = world.clone();
    ready(free, "vm");
    reach(world, "vm", phase);
    const held = ask(world, { do: "pauseVm", machine: "vm" });
    if (held.ok) {
      wait(world, 100_000);
      expect(machine(world, "vm").power).toBe("paused");
      tell(world, { do: "resumeVm", machine: "vm" });
      until(world, () => machine(world, "vm").power === "on");
      expect(bootTime(world, "vm")).toBeCloseTo(bootTime(free, "vm") + 100_000, 3);
    } else expect(held.refusal.code).not.toBe("");
    tell(world, { do: "powerOff", machine: "vm" });
    boot(world, "vm");
    expect(vmOfMachine(world, machine(world, "vm").id)?.state).toBe("running");
  });

  it("B14: a host that shuts down in the middle of a guest's boot takes that along", () => {
    const world = hostAndGuest(true);
    tell(world, { do: "powerOn", machine: "vm" });
    reach(world, "vm", phase);
    tell(world, { do: "shutDown", machine: "host" });
    wait(world, HOUR);
    expect([atRest(world, "vm"), atRest(world, "host")]).toEqual([OFF, OFF]);
    expect(vmOfMachine(world, machine(world, "vm").id)?.state).toBe("off");
  });
});
