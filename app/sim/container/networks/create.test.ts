import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { connect } from "../../kernel/net/reach";
import { attachToHost, attachToLan } from "../../kernel/net/wire";
import { carryOut } from "../../testing/commands";
import { runOn, testContainer, testEngine } from "../../testing/engines";
import { cards, codeOf, must, testHost } from "../../testing/net";
import { type Network, networks } from "../tables";
import { networkCommands } from "./commands";
import { detachContainer } from "./connect";
import { createNetwork, type NewNetwork, pruneNetworks, removeNetwork } from "./create";
import { networkNamed } from "./find";

function setup() {
  const world = new World(1);
  const engine = testEngine(world, "laptop");
  const id = engine.engine.id;
  const make = (network: NewNetwork) => createNetwork(world, id, network);
  const names = () => world.find(networks, "engine", id).map(({ name }) => name);
  return { world, engine, id, make, names };
}

describe("creating networks", () => {
  it("O15: gives each the next sixteen-bit network and a bridge named after its identifier", () => {
    const { world, engine, make } = setup();
    const [one, two] = [must(make({ name: "one" })), must(make({ name: "two", labels: { a: "b" } }))];
    expect(one).toMatchObject({
      driver: "bridge",
      subnet: "172.18.0.0/16",
      gateway: "172.18.0.1",
      internal: false,
    });
    expect(two).toMatchObject({ subnet: "172.19.0.0/16", labels: { a: "b" } });
    expect(cards(world, engine.host.ns)).toEqual([
      "lo",
      "docker0",
      `br-${one.networkId.slice(0, 12)}`,
      `br-${two.networkId.slice(0, 12)}`,
    ]);
  });

  it("O15: after 172.31 come twenty-bit networks of 192.168, and when all are taken it says so", () => {
    const { make } = setup();
    const made = Array.from({ length: 30 }, (_, at) => must(make({ name: `n${at}` })).subnet);
    expect(made.slice(13, 16)).toEqual(["172.31.0.0/16", "192.168.0.0/20", "192.168.16.0/20"]);
    expect(make({ name: "last" })).toMatchObject({
      refusal: { code: "no-pool", why: "all predefined address pools have been fully subnetted" },
    });
    expect(codeOf(make({ name: "own", subnet: "10.20.0.0/16" }))).toBe("ok");
  });

  it("O15: networks that the host is connected to are left out", () => {
    const { world, engine, make } = setup();
    attachToHost(world, { ns: testHost(world, "vm").ns, hostNs: engine.host.ns });
    const made = Array.from({ length: 25 }, (_, at) => must(make({ name: `n${at}` })).subnet);
    expect(made).toContain("192.168.96.0/20");
    expect(made).not.toContain("192.168.112.0/20");
  });

  it("O16: a subnet and a gateway may be chosen, if they fit together and overlap with no other network", () => {
    const { make } = setup();
    expect(must(make({ name: "a", subnet: "10.5.0.0/24", gateway: "10.5.0.254" }))).toMatchObject({
      subnet: "10.5.0.0/24",
      gateway: "10.5.0.254",
    });
    expect(make({ name: "b", subnet: "10.5.0.0/16" })).toMatchObject({
      refusal: { code: "pool-overlaps", why: "Pool overlaps with other one on this address space" },
    });
    for (const subnet of ["10.6.0.1/24", "rubbish", "10.6.0.0/31", "10.6.0.0"])
      expect(codeOf(make({ name: "b", subnet }))).toBe("bad-subnet");
    expect(codeOf(make({ name: "b", subnet: "10.6.0.0/24", gateway: "10.7.0.1" }))).toBe("bad-gateway");
    expect(codeOf(make({ name: "b", subnet: "10.6.0.0/24", gateway: "x" }))).toBe("bad-gateway");
  });

  it("O16: containers get the lowest address that is not the gateway's", () => {
    const { world, engine, make } = setup();
    must(make({ name: "a", subnet: "10.5.0.0/24", gateway: "10.5.0.2" }));
    const addresses = ["x1", "x2"].map((name) => {
      const { ns } = runOn(world, engine, testContainer(world, engine, name, { network: "a" }));
      return must(connect(world, ns, "127.0.0.1", 80, "tcp")) && ns;
    });
    expect(codeOf(connect(world, addresses[0] ?? 0, "10.5.0.3", 80, "tcp"))).toBe("ok");
    expect(codeOf(connect(world, addresses[1] ?? 0, "10.5.0.1", 80, "tcp"))).toBe("ok");
  });

  it("O17: an internal network leads nowhere else, but its members reach each other", () => {
    const { world, engine, make } = setup();
    attachToLan(world, { ns: engine.host.ns, name: "laptop" });
    must(make({ name: "vault", internal: true }));
    const run = (name: string) =>
      runOn(world, engine, testContainer(world, engine, name, { network: "vault" }));
    const [a, b] = [run("a1"), run("b1")];
    expect(codeOf(connect(world, a.ns, "172.18.0.3", 80, "tcp"))).toBe("ok");
    expect(codeOf(connect(world, b.ns, "10.0.0.1", 80, "tcp"))).toBe("ENETUNREACH");
  });

  it("O18: a name that is taken or cannot be is refused", () => {
    const { make, names } = setup();
    must(make({ name: "one" }));
    expect(make({ name: "one" })).toMatchObject({
      refusal: { code: "name-taken", why: "network with name one already exists" },
    });
    for (const name of ["", "-x", "a b", "a/b"]) expect(codeOf(make({ name }))).toBe("bad-name");
    expect(names()).toEqual(["bridge", "host", "none", "one"]);
  });
});

describe("finding and removing networks", () => {
  it("O19: a network is found by name, identifier, or the beginning of one", () => {
    const { world, id, make } = setup();
    const network: Network = must(make({ name: "one" }));
    for (const name of ["one", network.networkId, network.networkId.slice(0, 12)])
      expect(must(networkNamed(world, id, name)).id).toBe(network.id);
    expect(codeOf(networkNamed(world, id, ""))).toBe("no-network");
    expect(networkNamed(world, id, "nope")).toMatchObject({ refusal: { why: "network nope not found" } });
  });

  it("O20: removing it takes its bridge away and frees its addresses; running containers hold it", () => {
    const { world, engine, id, make, names } = setup();
    const network = must(make({ name: "one" }));
    const container = testContainer(world, engine, "web", { network: "one" });
    runOn(world, engine, container);
    expect(removeNetwork(world, id, "one")).toMatchObject({
      refusal: {
        code: "in-use",
        why: `error while removing network: network one id ${network.networkId} has active endpoints`,
      },
    });
    detachContainer(world, container.id);
    must(removeNetwork(world, id, "one"));
    expect(names()).toEqual(["bridge", "host", "none"]);
    expect(cards(world, engine.host.ns)).toEqual(["lo", "docker0"]);
    expect(must(make({ name: "again" })).subnet).toBe("172.18.0.0/16");
  });

  it("O20: those that every engine has stay", () => {
    const { world, id } = setup();
    for (const name of ["bridge", "host", "none"])
      expect(removeNetwork(world, id, name)).toMatchObject({
        refusal: { code: "predefined", why: `${name} is a pre-defined network and cannot be removed` },
      });
    expect(codeOf(removeNetwork(world, id, "nope"))).toBe("no-network");
  });

  it("O21: pruning removes those that nobody is on, stopped containers included", () => {
    const { world, engine, id, make, names } = setup();
    for (const name of ["used", "unused"]) must(make({ name }));
    const container = testContainer(world, engine, "web", { network: "used" });
    runOn(world, engine, container);
    detachContainer(world, container.id);
    expect(pruneNetworks(world, id)).toEqual(["unused"]);
    expect(names()).toEqual(["bridge", "host", "none", "used"]);
  });
});

describe("commands", () => {
  it("O22: do what they say at the engine of a machine, and refuse where there is none", () => {
    const { world, engine, names } = setup();
    const tell = (command: { do: string; [key: string]: unknown }) =>
      carryOut(world, networkCommands, { machine: "laptop", ...command });
    must(
      tell({
        do: "createNetwork",
        name: "one",
        subnet: "10.5.0.0/24",
        gateway: "10.5.0.9",
        internal: true,
        labels: {},
      }),
    );
    must(tell({ do: "createNetwork", name: "two" }));
    runOn(world, engine, testContainer(world, engine, "web"));
    must(tell({ do: "connectNetwork", network: "one", container: "web", aliases: ["www"] }));
    expect(codeOf(tell({ do: "removeNetwork", name: "one" }))).toBe("in-use");
    must(tell({ do: "disconnectNetwork", network: "one", container: "web" }));
    must(tell({ do: "removeNetwork", name: "one" }));
    expect(must(tell({ do: "pruneNetworks" }))).toEqual(["two"]);
    expect(names()).toEqual(["bridge", "host", "none"]);
    for (const command of [
      { do: "createNetwork", name: "x" },
      { do: "removeNetwork", name: "x" },
      { do: "pruneNetworks" },
      { do: "connectNetwork", network: "x", container: "x" },
      { do: "disconnectNetwork", network: "x", container: "x" },
    ])
      expect(codeOf(tell({ ...command, machine: "nowhere" }))).toBe("no-machine");
  });
});
