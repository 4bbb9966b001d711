import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { disks } from "../../kernel/files/tables";
import { GIB, refusal, value } from "../../testing/hosts";
import { ask, boot, machine, tell } from "../../testing/machines";
import { systemOf } from "../access";
import { hypervisors, machines, virtualMachines } from "../tables";
import { createMachine } from "./create";

describe("physical machines", () => {
  it("H1: a machine is off and bare, with what its preset has", () => {
    const world = new World();
    const laptop = value(createMachine(world, { name: "laptop", preset: "laptop" }));
    expect(laptop).toMatchObject({
      name: "laptop",
      hardware: "laptop",
      label: "Laptop",
      arch: "x86_64",
      cpus: 8,
      memoryBytes: 16 * GIB,
      canVirtualise: true,
      power: "off",
      poweredAt: null,
      readyAt: null,
      memoryUsed: 0,
    });
    expect(world.must(disks, laptop.disk)).toMatchObject({
      capacityBytes: 512e9,
      usedBytes: 0,
      backing: null,
    });
    expect(systemOf(world, laptop.id)).toBeUndefined();
    const server = value(createMachine(world, { name: "server", preset: "server" }));
    expect(server).toMatchObject({ cpus: 32, memoryBytes: 256 * GIB });
    expect(world.must(disks, server.disk).capacityBytes).toBe(2e12);
  });

  it("H1: what is asked for wins over the preset", () => {
    const world = new World();
    tell(world, {
      do: "addMachine",
      name: "mac",
      preset: "laptop",
      label: "A MacBook",
      arch: "arm64",
      cpus: 10,
      memoryBytes: 32 * GIB,
      diskBytes: 1e12,
      canVirtualise: false,
    });
    expect(machine(world, "mac")).toMatchObject({
      label: "A MacBook",
      arch: "arm64",
      cpus: 10,
      memoryBytes: 32 * GIB,
      canVirtualise: false,
    });
    expect(world.must(disks, machine(world, "mac").disk).capacityBytes).toBe(1e12);
  });

  it("H1: two machines share nothing: neither processors nor disk nor network", () => {
    const world = new World();
    const a = value(createMachine(world, { name: "a", preset: "laptop" }));
    const b = value(createMachine(world, { name: "b", preset: "laptop" }));
    expect(new Set([a.cpuNode, a.netNode, a.disk, b.cpuNode, b.netNode, b.disk]).size).toBe(6);
  });

  it("H2: names are host names and unique; a refusal changes nothing", () => {
    const world = new World();
    value(createMachine(world, { name: "a", preset: "laptop" }));
    const before = world.toJSON();
    for (const name of ["", "A", "my laptop", "-a", "a-", "a/b", "x".repeat(64)])
      expect(refusal(ask(world, { do: "addMachine", name, preset: "laptop" })).code).toBe("bad-name");
    expect(refusal(ask(world, { do: "addMachine", name: "a", preset: "server" }))).toEqual({
      code: "name-taken",
      what: 'No machine can be named "a"',
      why: "another machine of this world has that name",
      wayOut: "Choose another name",
    });
    expect(world.toJSON()).toEqual(before);
    expect(ask(world, { do: "addMachine", name: "x".repeat(63), preset: "laptop" }).ok).toBe(true);
  });

  it("H2: sizes are whole and positive", () => {
    const world = new World();
    for (const size of [{ cpus: 0 }, { cpus: 1.5 }, { memoryBytes: -1 }, { diskBytes: 0 }])
      expect(refusal(createMachine(world, { name: "a", preset: "laptop", ...size })).code).toBe("bad-size");
    expect(() => ask(world, { do: "addMachine", name: "a", preset: "laptop", cpus: -1 })).toThrow();
    expect(() => ask(world, { do: "addMachine", name: "a", preset: "toaster" })).toThrow();
  });
});

describe("virtual private servers", () => {
  it("H10: a VPS is a virtual machine with its system on a provider's server that runs KVM", () => {
    const world = new World();
    tell(world, { do: "addMachine", name: "shop", preset: "vps" });
    const shop = machine(world, "shop");
    expect(shop).toMatchObject({ hardware: "vps", cpus: 2, memoryBytes: 4 * GIB, power: "off" });
    expect(systemOf(world, shop.id)?.os).toBe("ubuntu-24.04");
    const vm = world.first(virtualMachines, "machine", shop.id);
    const kvm = world.must(hypervisors, vm?.hypervisor ?? 0);
    expect(kvm).toMatchObject({ product: "kvm", type: 1, machine: machine(world, "cloud").id });
    expect(machine(world, "cloud").hardware).toBe("server");
  });

  it("H10: the next VPS is on the same server; both run once that runs", () => {
    const world = new World();
    tell(world, { do: "addMachine", name: "one", preset: "vps", os: "alpine-3.22" });
    tell(world, { do: "addMachine", name: "two", preset: "vps", os: "debian-13", cpus: 4 });
    expect(world.all(machines).map(({ name }) => name)).toEqual(["cloud", "one", "two"]);
    expect(machine(world, "two").cpus).toBe(4);
    boot(world, "cloud");
    expect(boot(world, "one").release).toContain("virt");
    expect(boot(world, "two").cpus).toBe(4);
  });

  it("H10: a VPS cannot take a name that is taken, the server's included", () => {
    const world = new World();
    tell(world, { do: "addMachine", name: "one", preset: "vps" });
    const before = world.toJSON();
    expect(refusal(ask(world, { do: "addMachine", name: "one", preset: "vps" })).code).toBe("name-taken");
    expect(refusal(ask(world, { do: "addMachine", name: "cloud", preset: "vps" })).code).toBe("name-taken");
    expect(world.toJSON()).toEqual(before);
  });
});
