import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { cards, codeOf, must, serve, testHost, testNs } from "../../testing/net";
import { stopKernel } from "../life/stop";
import { releaseNamespace } from "../namespace/release";
import {
  addAddress,
  addInterface,
  interfaceNamed,
  moveInterface,
  removeInterface,
  setUp,
  vethPair,
} from "./interfaces";
import { addName, removeNames, resolveName, scopesOf, setScopes } from "./names";
import { connect, ping } from "./reach";
import { hostNames, netInterfaces, routes } from "./tables";
import { attachToHost, attachToLan } from "./wire";

describe("a host's bridge", () => {
  it("T26: takes the names on it along when it is removed", () => {
    const world = new World(1);
    const [host, guest] = [testHost(world, "host"), testHost(world, "guest")];
    const card = attachToHost(world, { ns: guest.ns, hostNs: host.ns, name: "guest" });
    expect(must(resolveName(world, guest.ns, "guest"))).toBe(card.addresses[0]?.split("/")[0]);
    removeInterface(world, interfaceNamed(world, host.ns, "virbr0")?.id ?? 0);
    expect(codeOf(resolveName(world, guest.ns, "guest"))).toBe("EAI_NONAME");
    expect(world.count(hostNames)).toBe(0);
  });
});

describe("the LAN", () => {
  it("T23: gives each host a card eth0 with the lowest free address, and its router as the way out", () => {
    const world = new World(1);
    const [one, two] = [testHost(world, "one"), testHost(world, "two")];
    const first = attachToLan(world, { ns: one.ns, name: "one", mac: "52:54:00:00:00:01" });
    const second = attachToLan(world, { ns: two.ns });
    expect(first).toMatchObject({
      name: "eth0",
      kind: "ethernet",
      mac: "52:54:00:00:00:01",
      up: true,
      addresses: ["10.0.0.2/16"],
    });
    expect(second.addresses).toEqual(["10.0.0.3/16"]);
    expect(world.find(routes, "ns", one.ns).map(({ to, via }) => [to, via])).toEqual([
      ["10.0.0.0/16", ""],
      ["default", "10.0.0.1"],
    ]);
    expect(must(ping(world, one.ns, "10.0.0.3")).path).toEqual(["one/kernel:eth0", "lan", "two/kernel:eth0"]);
  });

  it("T23: remembers the address of a host that is known by name, and gives back that of another", () => {
    const world = new World(1);
    const named = testHost(world, "named");
    const other = testHost(world, "other");
    const third = testHost(world, "third");
    attachToLan(world, { ns: named.ns, name: "named" });
    const gone = attachToLan(world, { ns: other.ns });
    stopKernel(world, named.kernel);
    removeInterface(world, gone.id);
    expect(attachToLan(world, { ns: third.ns, name: "third" }).addresses).toEqual(["10.0.0.3/16"]);
    const again = testHost(world, "named");
    expect(attachToLan(world, { ns: again.ns, name: "named" }).addresses).toEqual(["10.0.0.2/16"]);
    expect(attachToLan(world, { ns: again.ns, name: "named" })).toMatchObject({
      name: "eth1",
      addresses: ["10.0.0.4/16"],
    });
  });

  it("T28: a card of hardware goes back to the initial namespace when the one that it was moved to ends", () => {
    const world = new World(1);
    const [one, two] = [testHost(world, "one"), testHost(world, "two")];
    const card = attachToLan(world, { ns: one.ns, name: "one" });
    attachToLan(world, { ns: two.ns });
    const inner = testNs(world, one);
    must(moveInterface(world, card.id, inner, "lan0"));
    expect([cards(world, one.ns), cards(world, inner).sort()]).toEqual([["lo"], ["lan0", "lo"]]);
    releaseNamespace(world, inner);
    expect(cards(world, one.ns).sort()).toEqual(["lan0", "lo"]);
    expect(world.must(netInterfaces, card.id)).toMatchObject({ up: false, addresses: [], peer: card.peer });
    expect(codeOf(ping(world, two.ns, "10.0.0.2"))).toBe("EHOSTUNREACH");
    must(addAddress(world, card.id, "10.0.0.2/16"));
    setUp(world, card.id, true);
    expect(codeOf(ping(world, two.ns, "10.0.0.2"))).toBe("ok");
  });

  it("T28: under another name where its own is taken there; cables and bridges go with the namespace", () => {
    const world = new World(1);
    const host = testHost(world, "one");
    const first = attachToLan(world, { ns: host.ns });
    const inner = testNs(world, host);
    must(moveInterface(world, first.id, inner));
    attachToLan(world, { ns: host.ns });
    must(addInterface(world, { ns: inner, name: "br0", kind: "bridge" }));
    must(vethPair(world, inner, "va", host.ns, "vb"));
    releaseNamespace(world, inner);
    expect(cards(world, host.ns).sort()).toEqual(["dev0", "eth0", "lo"]);
    stopKernel(world, host.kernel);
    expect(world.find(netInterfaces, "ns", 0).map(({ name }) => name)).toEqual(["lan"]);
  });

  it("T25: hosts on the LAN know each other by name, for as long as they are there", () => {
    const world = new World(1);
    const [one, two] = [testHost(world, "one"), testHost(world, "two")];
    attachToLan(world, { ns: one.ns, name: "one" });
    attachToLan(world, { ns: two.ns, name: "Two" });
    expect(must(resolveName(world, one.ns, "two"))).toBe("10.0.0.3");
    expect(must(resolveName(world, one.ns, "TWO."))).toBe("10.0.0.3");
    stopKernel(world, two.kernel);
    expect(codeOf(resolveName(world, one.ns, "two"))).toBe("EAI_NONAME");
  });
});

describe("a host's network for its virtual machines", () => {
  function nested() {
    const world = new World(1);
    const [laptop, vm, server] = ["laptop", "vm", "server"].map((name) => testHost(world, name));
    if (!laptop || !vm || !server) throw new Error("no hosts");
    attachToLan(world, { ns: laptop.ns, name: "laptop" });
    attachToLan(world, { ns: server.ns, name: "server" });
    const card = attachToHost(world, { ns: vm.ns, hostNs: laptop.ns, name: "vm" });
    return { world, laptop, vm, server, card };
  }

  it("T26: a virtual machine's card is a cable to a bridge of its host, and its way out leads through the host", () => {
    const { world, laptop, vm, server, card } = nested();
    expect(card).toMatchObject({ name: "eth0", addresses: ["192.168.122.2/24"] });
    expect(cards(world, laptop.ns)).toEqual(["lo", "eth0", "virbr0", "vnet4"]);
    const process = serve(world, server, server.ns, 80);
    expect(must(connect(world, vm.ns, "10.0.0.3", 80, "tcp"))).toEqual({
      process,
      path: ["vm/kernel:eth0", "laptop/kernel:virbr0", "laptop/kernel:eth0", "lan", "server/kernel:eth0"],
    });
    expect(must(resolveName(world, vm.ns, "server"))).toBe("10.0.0.3");
  });

  it("T26: its host reaches it, others on the LAN do not", () => {
    const { world, laptop, vm, server } = nested();
    serve(world, vm, vm.ns, 80);
    expect(codeOf(connect(world, laptop.ns, "192.168.122.2", 80, "tcp"))).toBe("ok");
    expect(codeOf(connect(world, server.ns, "192.168.122.2", 80, "tcp"))).toBe("ENETUNREACH");
  });

  it("T26: machines of one host reach each other; in a nested one another network is chosen", () => {
    const { world, laptop, vm, card } = nested();
    const [mate, inner] = [testHost(world, "mate"), testHost(world, "inner")];
    expect(attachToHost(world, { ns: mate.ns, hostNs: laptop.ns }).addresses).toEqual(["192.168.122.3/24"]);
    expect(codeOf(ping(world, mate.ns, "192.168.122.2"))).toBe("ok");
    expect(attachToHost(world, { ns: inner.ns, hostNs: vm.ns }).addresses).toEqual(["192.168.123.2/24"]);
    expect(must(ping(world, inner.ns, "10.0.0.3")).path.slice(0, 4)).toEqual([
      "inner/kernel:eth0",
      "vm/kernel:virbr0",
      "vm/kernel:eth0",
      "laptop/kernel:virbr0",
    ]);
    expect(card.peer).toBeGreaterThan(0);
  });

  it("T26: when the host's kernel goes, so do the cards of its machines, and the LAN's end of its own", () => {
    const { world, laptop, vm, server } = nested();
    stopKernel(world, laptop.kernel);
    expect(cards(world, vm.ns)).toEqual(["lo"]);
    expect(codeOf(ping(world, server.ns, "10.0.0.2"))).toBe("EHOSTUNREACH");
    expect(world.find(netInterfaces, "ns", laptop.ns)).toEqual([]);
    expect(world.all(hostNames).map(({ name }) => name)).toEqual(["server"]);
  });
});

describe("names", () => {
  it("T25: a namespace learns the names of the networks that it asks, in their order, and none else", () => {
    const world = new World(1);
    const { ns } = testHost(world, "box");
    addName(world, { scope: 5, name: "web", address: "172.18.0.2", owner: 50 });
    addName(world, { scope: 6, name: "web", address: "172.19.0.2", owner: 60 });
    expect(codeOf(resolveName(world, ns, "web"))).toBe("EAI_NONAME");
    setScopes(world, ns, [5]);
    expect(must(resolveName(world, ns, "web"))).toBe("172.18.0.2");
    setScopes(world, ns, [6, 5]);
    expect(scopesOf(world, ns)).toEqual([6, 5]);
    expect(must(resolveName(world, ns, "web"))).toBe("172.19.0.2");
    removeNames(world, 60);
    expect(must(resolveName(world, ns, "web"))).toBe("172.18.0.2");
  });

  it("T25: addresses stand for themselves, and localhost for lo", () => {
    const world = new World(1);
    const { ns } = testHost(world, "box");
    expect(must(resolveName(world, ns, "10.9.8.7"))).toBe("10.9.8.7");
    expect(must(resolveName(world, ns, "localhost"))).toBe("127.0.0.1");
  });
});
