import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { card, cards, codeOf, must, serve, testHost, testNs } from "../../testing/net";
import {
  addAddress,
  addInterface,
  freeName,
  holdsAddress,
  moveInterface,
  plug,
  removeAddress,
  removeInterface,
  setUp,
  unplug,
  vethPair,
} from "./interfaces";
import { dropNet } from "./namespace";
import { connect, ping } from "./reach";
import { addRoute } from "./routes";
import { listeners, netInterfaces, routes } from "./tables";

function setup() {
  const world = new World(1);
  const host = testHost(world, "laptop");
  return { world, host, ns: host.ns, other: testNs(world, host) };
}

const routesOf = (world: World, ns: number) =>
  world.find(routes, "ns", ns).map(({ to, via, device, source }) => ({ to, via, device, source }));

describe("network namespaces", () => {
  it("T1: a new one has lo alone, down and without address; a host's lo is up", () => {
    const { world, ns, other } = setup();
    expect(cards(world, other)).toEqual(["lo"]);
    expect(world.must(netInterfaces, card(world, other, "lo"))).toMatchObject({
      kind: "loopback",
      index: 1,
      up: false,
      addresses: [],
      mtu: 65_536,
      mac: "00:00:00:00:00:00",
    });
    expect(codeOf(ping(world, other, "127.0.0.1"))).toBe("ENETUNREACH");
    expect(must(ping(world, ns, "127.0.0.1"))).toEqual({ path: ["laptop/kernel:lo"] });
  });

  it("T2: setting lo up gives it 127.0.0.1/8, and all of 127.0.0.0/8 answers", () => {
    const { world, other } = setup();
    setUp(world, card(world, other, "lo"), true);
    expect(codeOf(ping(world, other, "127.8.9.1"))).toBe("ok");
    expect(routesOf(world, other)).toEqual([]);
    setUp(world, card(world, other, "lo"), false);
    setUp(world, card(world, other, "lo"), true);
    expect(world.must(netInterfaces, card(world, other, "lo")).addresses).toEqual(["127.0.0.1/8"]);
  });

  it("T3: when a namespace ends, its interfaces go, and with them the other ends of their cables", () => {
    const { world, host, ns, other } = setup();
    must(vethPair(world, ns, "va", other, "eth0"));
    serve(world, host, other, 80);
    dropNet(world, other);
    expect(cards(world, ns)).toEqual(["lo"]);
    expect(cards(world, other)).toEqual([]);
    expect(world.find(routes, "ns", other)).toEqual([]);
    expect(world.find(listeners, "ns", other)).toEqual([]);
  });
});

describe("cables", () => {
  it("T4: lead from one namespace to another; both ends start down, with numbers of their own", () => {
    const { world, ns, other } = setup();
    const { a, b } = must(vethPair(world, ns, "va", other, "vb"));
    expect([a.peer, b.peer]).toEqual([b.id, a.id]);
    expect([a.up, b.up]).toEqual([false, false]);
    expect([a.index, b.index]).toEqual([2, 2]);
    expect(a.mac).toMatch(/^02(:[0-9a-f]{2}){5}$/);
    expect(a.mac).not.toBe(b.mac);
  });

  it("T4: with addresses on both ends they can be pinged across; with one end down nobody answers", () => {
    const { world, ns, other } = setup();
    const { a, b } = must(vethPair(world, ns, "va", other, "vb"));
    must(addAddress(world, a.id, "10.1.0.1/24"));
    must(addAddress(world, b.id, "10.1.0.2/24"));
    expect(codeOf(ping(world, ns, "10.1.0.2"))).toBe("ENETUNREACH");
    setUp(world, a.id, true);
    expect(codeOf(ping(world, ns, "10.1.0.2"))).toBe("EHOSTUNREACH");
    setUp(world, b.id, true);
    expect(must(ping(world, ns, "10.1.0.2"))).toEqual({ path: ["laptop/kernel:va", "laptop/kernel:vb"] });
    expect(codeOf(ping(world, ns, "10.1.0.3"))).toBe("EHOSTUNREACH");
  });

  it("T5: removing one end removes the other", () => {
    const { world, ns, other } = setup();
    const { b } = must(vethPair(world, ns, "va", other, "vb"));
    removeInterface(world, b.id);
    expect([cards(world, ns), cards(world, other)]).toEqual([["lo"], ["lo"]]);
    removeInterface(world, b.id);
  });

  it("T6: names are unique in a namespace and have at most 15 characters; a refused pair leaves nothing behind", () => {
    const { world, ns, other } = setup();
    must(addInterface(world, { ns, name: "br0", kind: "bridge" }));
    expect(codeOf(addInterface(world, { ns, name: "br0", kind: "bridge" }))).toBe("EEXIST");
    expect(codeOf(addInterface(world, { ns, name: "a".repeat(16), kind: "veth" }))).toBe("EINVAL");
    for (const name of ["", ".", "..", "a/b", "a b", "a:b"])
      expect(codeOf(addInterface(world, { ns, name, kind: "veth" }))).toBe("EINVAL");
    expect(codeOf(vethPair(world, other, "va", ns, "br0"))).toBe("EEXIST");
    expect(codeOf(vethPair(world, ns, "br0", other, "vb"))).toBe("EEXIST");
    expect([cards(world, ns), cards(world, other)]).toEqual([["lo", "br0"], ["lo"]]);
    expect(freeName(world, ns, "br")).toBe("br1");
  });
});

describe("moving interfaces", () => {
  it("T7: an interface that moves is down there, without addresses, with its cable still in it", () => {
    const { world, ns, other } = setup();
    const { a, b } = must(vethPair(world, ns, "va", ns, "vb"));
    must(addAddress(world, b.id, "10.1.0.2/24"));
    setUp(world, b.id, true);
    must(moveInterface(world, b.id, other, "eth0"));
    expect(world.must(netInterfaces, b.id)).toMatchObject({
      ns: other,
      name: "eth0",
      up: false,
      addresses: [],
      peer: a.id,
      index: 2,
    });
    expect(routesOf(world, ns)).toEqual([]);
  });

  it("T7: lo and bridges stay where they are, and a name that is taken there is refused", () => {
    const { world, ns, other } = setup();
    const bridge = must(addInterface(world, { ns, name: "br0", kind: "bridge" }));
    const { a } = must(vethPair(world, ns, "va", other, "va"));
    expect(codeOf(moveInterface(world, card(world, ns, "lo"), other))).toBe("EINVAL");
    expect(codeOf(moveInterface(world, bridge.id, other))).toBe("EINVAL");
    expect(codeOf(moveInterface(world, a.id, other))).toBe("EEXIST");
    expect(codeOf(moveInterface(world, a.id, ns))).toBe("ok");
    expect(codeOf(moveInterface(world, a.id, ns, "vx"))).toBe("ok");
    expect(cards(world, ns)).toEqual(["lo", "br0", "vx"]);
  });
});

describe("addresses and routes", () => {
  it("T8: an address brings the route to its network while its interface is up", () => {
    const { world, ns } = setup();
    const { a } = must(vethPair(world, ns, "va", ns, "vb"));
    must(addAddress(world, a.id, "10.1.0.1/24"));
    expect(routesOf(world, ns)).toEqual([]);
    setUp(world, a.id, true);
    const first = { to: "10.1.0.0/24", via: "", device: "va", source: "10.1.0.1" };
    expect(routesOf(world, ns)).toEqual([first]);
    must(addAddress(world, a.id, "10.2.0.1/16"));
    must(addAddress(world, a.id, "10.3.0.1/32"));
    expect(routesOf(world, ns)).toEqual([
      first,
      { to: "10.2.0.0/16", via: "", device: "va", source: "10.2.0.1" },
    ]);
    must(removeAddress(world, a.id, "10.2.0.1/16"));
    expect(routesOf(world, ns)).toEqual([first]);
    setUp(world, a.id, false);
    expect(routesOf(world, ns)).toEqual([]);
    expect(holdsAddress(world, ns, "10.1.0.1")).toBe(false);
  });

  it("T8: an address twice, one that is none, and one that is not there are refused", () => {
    const { world, ns } = setup();
    const { a } = must(vethPair(world, ns, "va", ns, "vb"));
    must(addAddress(world, a.id, "10.1.0.1/24"));
    expect(codeOf(addAddress(world, a.id, "10.1.0.1/24"))).toBe("EEXIST");
    expect(codeOf(addAddress(world, a.id, "10.1.0.1"))).toBe("EINVAL");
    expect(codeOf(removeAddress(world, a.id, "10.9.0.1/24"))).toBe("EADDRNOTAVAIL");
  });

  it("T9: a gateway must be on a connected network, and routes by a device end when it goes down", () => {
    const { world, ns } = setup();
    const { a } = must(vethPair(world, ns, "va", ns, "vb"));
    const byGateway = { ns, to: "default", via: "10.1.0.254", device: "va" };
    expect(codeOf(addRoute(world, byGateway))).toBe("ENETUNREACH");
    must(addAddress(world, a.id, "10.1.0.1/24"));
    setUp(world, a.id, true);
    must(addRoute(world, { ...byGateway, device: "" }));
    expect(routesOf(world, ns)[1]).toEqual({
      to: "default",
      via: "10.1.0.254",
      device: "va",
      source: "10.1.0.1",
    });
    expect(codeOf(addRoute(world, byGateway))).toBe("EEXIST");
    setUp(world, a.id, false);
    setUp(world, a.id, true);
    expect(routesOf(world, ns).map(({ to }) => to)).toEqual(["10.1.0.0/24"]);
  });

  it("T9: a route needs a network, a device that is there, and one that is up", () => {
    const { world, ns } = setup();
    must(vethPair(world, ns, "va", ns, "vb"));
    expect(codeOf(addRoute(world, { ns, to: "10.1.0.1/24", via: "", device: "va" }))).toBe("EINVAL");
    expect(codeOf(addRoute(world, { ns, to: "rubbish", via: "", device: "va" }))).toBe("EINVAL");
    expect(codeOf(addRoute(world, { ns, to: "default", via: "rubbish", device: "va" }))).toBe("EINVAL");
    expect(codeOf(addRoute(world, { ns, to: "10.1.0.0/24", via: "", device: "nope" }))).toBe("ENODEV");
    expect(codeOf(addRoute(world, { ns, to: "10.1.0.0/24", via: "", device: "va" }))).toBe("ENETDOWN");
  });
});

describe("bridges", () => {
  function bridged() {
    const { world, host, ns, other } = setup();
    const third = testNs(world, host);
    const bridge = must(addInterface(world, { ns, name: "br0", kind: "bridge" }));
    setUp(world, bridge.id, true);
    const [first, second] = [other, third].map((far, at) => {
      const { a, b } = must(vethPair(world, ns, `v${at}`, far, "eth0"));
      must(plug(world, a.id, bridge.id));
      must(addAddress(world, b.id, `10.1.0.${at + 2}/24`));
      setUp(world, a.id, true);
      setUp(world, b.id, true);
      return a;
    });
    if (!first || !second) throw new Error("no ports");
    return { world, host, ns, other, third, bridge, first, second };
  }

  it("T10: what is plugged into a bridge reaches all else that is, and the bridge's own address", () => {
    const { world, host, other, third, bridge, ns } = bridged();
    must(addAddress(world, bridge.id, "10.1.0.1/24"));
    const process = serve(world, host, third, 80);
    expect(must(connect(world, other, "10.1.0.3", 80, "tcp"))).toEqual({
      process,
      path: ["laptop/kernel:eth0", "laptop/kernel:br0", "laptop/kernel:eth0"],
    });
    expect(must(ping(world, other, "10.1.0.1")).path).toEqual(["laptop/kernel:eth0", "laptop/kernel:br0"]);
    expect(must(ping(world, ns, "10.1.0.2")).path).toEqual(["laptop/kernel:br0", "laptop/kernel:eth0"]);
  });

  it("T10: an interface that is unplugged, a port that is down, or a bridge that is down, cuts it off", () => {
    const { world, other, third, bridge, first, second } = bridged();
    unplug(world, second.id);
    expect(codeOf(ping(world, other, "10.1.0.3"))).toBe("EHOSTUNREACH");
    must(plug(world, second.id, bridge.id));
    setUp(world, first.id, false);
    expect(codeOf(ping(world, third, "10.1.0.2"))).toBe("EHOSTUNREACH");
    setUp(world, first.id, true);
    setUp(world, bridge.id, false);
    expect(codeOf(ping(world, third, "10.1.0.2"))).toBe("EHOSTUNREACH");
    setUp(world, bridge.id, true);
    expect(codeOf(ping(world, third, "10.1.0.2"))).toBe("ok");
    removeInterface(world, bridge.id);
    expect(world.must(netInterfaces, first.id).master).toBe(0);
    expect(codeOf(ping(world, third, "10.1.0.2"))).toBe("EHOSTUNREACH");
  });

  it("T10: only an interface of the same namespace can be plugged in, and neither lo nor a bridge", () => {
    const { world, ns, other, bridge, first } = bridged();
    const second = must(addInterface(world, { ns, name: "br1", kind: "bridge" }));
    expect(codeOf(plug(world, card(world, other, "eth0"), bridge.id))).toBe("EINVAL");
    expect(codeOf(plug(world, card(world, ns, "lo"), bridge.id))).toBe("EINVAL");
    expect(codeOf(plug(world, second.id, bridge.id))).toBe("ELOOP");
    expect(codeOf(plug(world, second.id, first.id))).toBe("EINVAL");
  });

  it("T11: bridges with a cable between them are one network", () => {
    const { world, ns, other, third, bridge, second } = bridged();
    const far = must(addInterface(world, { ns, name: "br1", kind: "bridge" }));
    setUp(world, far.id, true);
    must(plug(world, second.id, far.id));
    expect(codeOf(ping(world, other, "10.1.0.3"))).toBe("EHOSTUNREACH");
    const { a, b } = must(vethPair(world, ns, "ta", ns, "tb"));
    must(plug(world, a.id, bridge.id));
    must(plug(world, b.id, far.id));
    setUp(world, a.id, true);
    expect(codeOf(ping(world, other, "10.1.0.3"))).toBe("EHOSTUNREACH");
    setUp(world, b.id, true);
    expect(must(ping(world, third, "10.1.0.2")).path.slice(1, 3)).toEqual([
      "laptop/kernel:br1",
      "laptop/kernel:br0",
    ]);
    unplug(world, a.id);
    expect(codeOf(ping(world, other, "10.1.0.3"))).toBe("EHOSTUNREACH");
  });
});
