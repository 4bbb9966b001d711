import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { kernels } from "../../kernel/kernel";
import { interfaceNamed, moveInterface } from "../../kernel/net/interfaces";
import { resolveName } from "../../kernel/net/names";
import { ping } from "../../kernel/net/reach";
import { netInterfaces } from "../../kernel/net/tables";
import { testMachine } from "../../testing/engines";
import { codeOf, must, testNs } from "../../testing/net";
import { hypervisors, type Machine, virtualMachines } from "../tables";
import { initialNet, rewireMachine, wireMachine } from "./wire";

const addresses = (world: World, ns: number) =>
  world.find(netInterfaces, "ns", ns).flatMap((card) => (card.kind === "ethernet" ? card.addresses : []));

/** A machine whose kernel runs, plugged in; with a hypervisor's machine, one of its virtual machines. */
function wired(world: World, name: string, on?: { machine: Machine; type: 1 | 2; hidden?: boolean }) {
  const made = testMachine(world, name);
  if (on) {
    const hypervisor = world.insert(hypervisors, {
      machine: on.machine.id,
      product: on.type === 1 ? "esxi" : "virtualbox",
      type: on.type,
      state: "running",
      layer: "x",
      management: null,
    });
    world.insert(virtualMachines, {
      hypervisor: hypervisor.id,
      machine: made.machine.id,
      state: "running",
      profile: "os",
      disk: "thin",
      process: null,
      hidden: on.hidden ?? false,
    } as never);
  }
  wireMachine(world, made.machine, world.must(kernels, made.host.kernel));
  return made;
}

describe("a machine's place on the wire", () => {
  it("T27: a physical machine is on the LAN, known by its name", () => {
    const world = new World(1);
    const [laptop, server] = [wired(world, "laptop"), wired(world, "server")];
    expect(addresses(world, laptop.host.ns)).toEqual(["10.0.0.2/16"]);
    expect(codeOf(ping(world, server.host.ns, must(resolveName(world, server.host.ns, "laptop"))))).toBe(
      "ok",
    );
    expect(initialNet(world, world.must(kernels, laptop.host.kernel))).toBe(laptop.host.ns);
  });

  it("T27: a virtual machine of a type 1 hypervisor is on the LAN beside it, one of type 2 behind its host", () => {
    const world = new World(1);
    const host = wired(world, "host");
    const one = wired(world, "one", { machine: host.machine, type: 1 });
    const two = wired(world, "two", { machine: host.machine, type: 2 });
    const hidden = wired(world, "hidden", { machine: host.machine, type: 1, hidden: true });
    expect(addresses(world, one.host.ns)).toEqual(["10.0.0.3/16"]);
    expect(addresses(world, two.host.ns)).toEqual(["192.168.122.2/24"]);
    expect(addresses(world, hidden.host.ns)).toEqual(["192.168.122.3/24"]);
    const other = wired(world, "other");
    expect(codeOf(ping(world, other.host.ns, "10.0.0.3"))).toBe("ok");
    expect(codeOf(ping(world, other.host.ns, "192.168.122.2"))).toBe("ENETUNREACH");
    expect(codeOf(ping(world, two.host.ns, "10.0.0.4"))).toBe("ok");
  });

  it("T27: on bare hardware with a hypervisor alone there is no host kernel, and machines are on the LAN", () => {
    const world = new World(1);
    const bare = testMachine(world, "bare");
    world.update(kernels, bare.host.kernel, { state: "off" });
    const guest = wired(world, "guest", { machine: bare.machine, type: 2 });
    expect(addresses(world, guest.host.ns)).toEqual(["10.0.0.2/16"]);
  });

  it.each(["eth0", "lan0", "in a namespace"])(
    "T26: a machine that comes to another host has one card, that host's, where it was %s before",
    (place) => {
      const world = new World(1);
      const [old, next] = [wired(world, "old"), wired(world, "next")];
      const guest = wired(world, "guest", { machine: old.machine, type: 2 });
      const mate = wired(world, "mate", { machine: next.machine, type: 2 });
      const { ns } = guest.host;
      const card = interfaceNamed(world, ns, "eth0")?.id ?? 0;
      if (place === "lan0") must(moveInterface(world, card, ns, place));
      if (place === "in a namespace") must(moveInterface(world, card, testNs(world, guest.host)));
      const vm = (machine: Machine) => world.first(virtualMachines, "machine", machine.id);
      world.update(virtualMachines, vm(guest.machine)?.id ?? 0, {
        hypervisor: vm(mate.machine)?.hypervisor ?? 0,
      });
      rewireMachine(world, guest.machine);
      const hardware = world.all(netInterfaces).filter(({ kind }) => kind === "ethernet");
      expect(hardware.filter(({ id }) => id === card)).toEqual([]);
      expect(addresses(world, ns)).toEqual(["192.168.122.3/24"]);
      expect(hardware).toHaveLength(4);
      expect(codeOf(ping(world, mate.host.ns, "192.168.122.3"))).toBe("ok");
      expect(codeOf(ping(world, old.host.ns, "192.168.122.2"))).toBe("EHOSTUNREACH");
      expect(codeOf(ping(world, ns, "10.0.0.2"))).toBe("ok");
    },
  );
});
