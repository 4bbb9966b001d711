import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { Result } from "../../core/result";
import { World } from "../../core/world";
import { disks } from "../../kernel/files/tables";
import { addHost, GIB, refusal, until, value, wait } from "../../testing/hosts";
import { machineNamed } from "../access";
import { machineCommands } from "../commands";
import { createMachine } from "../hardware/create";
import { installSystem } from "../systems/install";
import { hypervisors, machines, virtualMachines } from "../tables";
import { vmCommands } from "./commands";

/** Carries a command out as data, as the log does. */
function tell(world: World, command: { readonly do: string } & Record<string, unknown>): Result<unknown> {
  const kind = [...vmCommands, ...machineCommands].find(({ name }) => name === command.do);
  if (kind === undefined) throw new Error(`no command ${command.do}`);
  const { do: _, ...args } = z.parse(kind.schema, command) as Record<string, unknown>;
  const run = kind.run as (world: World, args: Record<string, unknown>) => Result<unknown>;
  return world.attempt(1, () => run(world, args));
}

function stateOf(world: World, name: string): string | undefined {
  const machine = value(machineNamed(world, name));
  return world.first(virtualMachines, "machine", machine.id)?.state;
}

const kvm = { do: "installHypervisor", machine: "pc", product: "kvm" };
const vm1 = {
  do: "createVm",
  host: "pc",
  name: "vm1",
  os: "alpine-3.22",
  memoryBytes: GIB,
  profile: "microvm",
};

function hostWorld(): World {
  const world = new World(1);
  addHost(world, "kvm", { name: "pc" });
  addHost(world, "kvm", { name: "server" });
  return world;
}

describe("commands for virtual machines", () => {
  it("V24: lead a virtual machine through its life", () => {
    const world = hostWorld();
    value(tell(world, vm1));
    value(tell(world, { do: "powerOn", machine: "vm1" }));
    until(world, () => stateOf(world, "vm1") === "running");
    value(tell(world, { do: "pauseVm", machine: "vm1" }));
    expect(stateOf(world, "vm1")).toBe("paused");
    value(tell(world, { do: "resumeVm", machine: "vm1" }));
    value(tell(world, { do: "snapshotVm", machine: "vm1", snapshot: "good" }));
    value(tell(world, { do: "restoreVm", machine: "vm1", snapshot: "good" }));
    until(world, () => stateOf(world, "vm1") === "running");
    value(tell(world, { do: "deleteSnapshot", machine: "vm1", snapshot: "good" }));
    value(tell(world, { do: "migrateVm", machine: "vm1", to: "server" }));
    until(world, () => stateOf(world, "vm1") === "running");
    value(tell(world, { do: "powerOff", machine: "vm1" }));
    value(tell(world, { do: "deleteVm", machine: "vm1" }));
    expect(machineNamed(world, "vm1").ok).toBe(false);
  });

  it("V24: take what a virtual machine is to be", () => {
    const world = hostWorld();
    value(tell(world, { ...vm1, vcpus: 3, diskBytes: 4 * GIB, disk: "full", nested: true, product: "kvm" }));
    const machine = value(machineNamed(world, "vm1"));
    expect(machine).toMatchObject({ cpus: 3, memoryBytes: GIB, canVirtualise: true });
    expect(world.must(disks, machine.disk).capacityBytes).toBe(4 * GIB);
    expect(world.first(virtualMachines, "machine", machine.id)).toMatchObject({
      disk: "full",
      profile: "microvm",
    });
  });

  it("V24: refuse names of nothing, and real machines where a virtual one is meant", () => {
    const world = hostWorld();
    expect(refusal(tell(world, { do: "pauseVm", machine: "nobody" })).code).toBe("no-machine");
    expect(refusal(tell(world, { do: "pauseVm", machine: "pc" })).code).toBe("not-virtual");
    expect(refusal(tell(world, { ...kvm, machine: "nobody" })).code).toBe("no-machine");
    expect(refusal(tell(world, { ...vm1, host: "nobody" })).code).toBe("no-machine");
    expect(refusal(tell(world, { ...vm1, product: "xen" })).why).toBe("xen is not installed on it");
    value(createMachine(world, { name: "bare", preset: "server" }));
    expect(refusal(tell(world, { ...vm1, host: "bare" })).code).toBe("no-hypervisor");
    expect(refusal(tell(world, { do: "crashHypervisor", machine: "bare" })).code).toBe("no-hypervisor");
  });

  it("V24: ask which one where a machine has several hypervisors", () => {
    const world = hostWorld();
    value(tell(world, { ...kvm, product: "virtualbox" }));
    const { code, why } = refusal(tell(world, vm1));
    expect([code, why]).toEqual(["which-hypervisor", "it has several hypervisors: kvm, virtualbox"]);
    value(tell(world, { ...vm1, product: "virtualbox" }));
    value(tell(world, { do: "crashHypervisor", machine: "pc", product: "virtualbox" }));
    const there = world.find(hypervisors, "machine", value(machineNamed(world, "pc")).id);
    expect(there.map(({ product, state }) => [product, state])).toEqual([
      ["kvm", "running"],
      ["virtualbox", "crashed"],
    ]);
  });

  it("V24: moving to a host with another hypervisor says why not", () => {
    const world = hostWorld();
    value(tell(world, vm1));
    value(tell(world, { do: "powerOn", machine: "vm1" }));
    until(world, () => stateOf(world, "vm1") === "running");
    const other = value(createMachine(world, { name: "other", preset: "laptop" }));
    value(installSystem(world, other.id, "debian-13"));
    value(tell(world, { do: "installHypervisor", machine: "other", product: "virtualbox" }));
    expect(refusal(tell(world, { do: "migrateVm", machine: "vm1", to: "other" })).code).toBe(
      "other-hypervisor",
    );
    expect(refusal(tell(world, { do: "migrateVm", machine: "vm1", to: "vm1" })).code).toBe("no-hypervisor");
  });

  it("V24: a host kernel that is crashed by hand takes a VM on it along, its own kernel takes only itself", () => {
    const world = hostWorld();
    for (const name of ["one", "two"]) {
      value(tell(world, { ...vm1, name }));
      value(tell(world, { do: "powerOn", machine: name }));
      until(world, () => stateOf(world, name) === "running");
    }
    value(tell(world, { do: "crashKernel", machine: "one" }));
    wait(world, 10);
    expect(stateOf(world, "two")).toBe("running");
    value(tell(world, { do: "restart", machine: "one" }));
    until(world, () => stateOf(world, "one") === "running");
    value(tell(world, { do: "crashKernel", machine: "pc" }));
    wait(world, 10);
    expect([stateOf(world, "one"), stateOf(world, "two")]).toEqual(["crashed", "crashed"]);
    expect(world.must(machines, value(machineNamed(world, "one")).id).power).toBe("off");
  });

  it("V24: nothing but what is named is accepted", () => {
    const world = hostWorld();
    expect(() => tell(world, { ...vm1, disk: "thick" })).toThrow();
    expect(() => tell(world, { ...vm1, colour: "red" })).toThrow();
    expect(() => tell(world, { do: "pauseVm" })).toThrow();
  });
});
