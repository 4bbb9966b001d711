import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { stopKernel } from "../../kernel/life/stop";
import { resolveName } from "../../kernel/net/names";
import { connect, ping } from "../../kernel/net/reach";
import { hostNames, netInterfaces, netStates, routes } from "../../kernel/net/tables";
import { attachToLan } from "../../kernel/net/wire";
import { runOn, startOn, testContainer, testEngine } from "../../testing/engines";
import { cards, codeOf, must } from "../../testing/net";
import { containers, endpoints, networks } from "../tables";
import { attachContainer, detachContainer, forgetContainer } from "./connect";
import { createNetwork } from "./create";
import { ensureDefaultNetworks } from "./defaults";
import { connectContainer, disconnectContainer } from "./membership";
import { renameOnNetworks } from "./names";

function setup() {
  const world = new World(1);
  const engine = testEngine(world, "laptop");
  const run = (name: string, network = "bridge", aliases: string[] = []) => {
    const container = testContainer(world, engine, name, { network, aliases });
    return { container, ...runOn(world, engine, container) };
  };
  const make = (name: string) => must(createNetwork(world, engine.engine.id, { name }));
  return { world, engine, host: engine.host, run, make };
}

const placesOf = (world: World, container: number) =>
  world.find(endpoints, "container", container).map(({ address }) => address);

describe("a container's place on the default bridge", () => {
  it("O1: is eth0 on a cable to docker0, with the lowest free address and a way out through the bridge", () => {
    const { world, host, run } = setup();
    const { ns, container } = run("web");
    expect(cards(world, ns)).toEqual(["lo", "eth0"]);
    const [lo, eth0] = world.find(netInterfaces, "ns", ns);
    expect(lo?.up).toBe(true);
    expect(eth0).toMatchObject({
      up: true,
      addresses: ["172.17.0.2/16"],
      mac: "02:42:ac:11:00:02",
      mtu: 1500,
    });
    expect(world.find(routes, "ns", ns).map(({ to, via, device }) => [to, via, device])).toEqual([
      ["172.17.0.0/16", "", "eth0"],
      ["default", "172.17.0.1", "eth0"],
    ]);
    const far = world.must(netInterfaces, eth0?.peer ?? 0);
    expect(far).toMatchObject({ ns: host.ns, kind: "veth", up: true });
    expect(far.name).toMatch(/^veth[0-9a-f]{7}$/);
    expect(world.must(netInterfaces, far.master).name).toBe("docker0");
    expect(world.find(endpoints, "container", container.id)).toMatchObject([
      { address: "172.17.0.2/16", mac: "02:42:ac:11:00:02", netInterface: eth0?.id, aliases: [] },
    ]);
  });

  it("O2: containers on it reach each other by address, and their host, but not by name", () => {
    const { world, run } = setup();
    const [web, db] = [run("web"), run("db")];
    expect(must(connect(world, web.ns, "172.17.0.3", 80, "tcp")).process).toBe(db.process);
    expect(codeOf(ping(world, db.ns, "172.17.0.1"))).toBe("ok");
    expect(codeOf(resolveName(world, web.ns, "db"))).toBe("EAI_NONAME");
    expect(must(resolveName(world, web.ns, "776562000000"))).toBe("172.17.0.2");
  });

  it("O3: with it goes all that it held; the address is the next one's, the place stays for the next start", () => {
    const { world, engine, host, run } = setup();
    const [web, db] = [run("web"), run("db")];
    detachContainer(world, web.container.id);
    expect(placesOf(world, web.container.id)).toEqual([""]);
    expect(cards(world, web.ns)).toEqual(["lo"]);
    expect(cards(world, host.ns).filter((name) => name.startsWith("veth"))).toHaveLength(1);
    expect(placesOf(world, run("next").container.id)).toEqual(["172.17.0.2/16"]);
    detachContainer(world, web.container.id);
    expect(placesOf(world, db.container.id)).toEqual(["172.17.0.3/16"]);
    runOn(world, engine, web.container);
    expect(placesOf(world, web.container.id)).toEqual(["172.17.0.4/16"]);
    forgetContainer(world, web.container.id);
    expect(placesOf(world, web.container.id)).toEqual([]);
  });

  it("O4: programs of any user may listen on low ports in it", () => {
    const { world, run } = setup();
    expect(world.first(netStates, "ns", run("web").ns)?.unprivilegedPort).toBe(0);
  });

  it("O5: 2,000 containers on one bridge cost no more each than the first ones", () => {
    const { world, engine, run } = setup();
    run("first");
    const written = (count: number) => {
      const before = world.written;
      for (let at = 0; at < count; at++) {
        const container = testContainer(world, engine, `c${count}-${at}`);
        const netNs = 1_000_000 + world.written;
        must(attachContainer(world, { container: container.id, netNs, network: "bridge", aliases: [] }));
      }
      return (world.written - before) / count;
    };
    const few = written(10);
    expect(written(2000)).toBeLessThan(few * 1.1);
    expect(world.count(endpoints)).toBe(2011);
  });
});

describe("networks that people made", () => {
  it("O6: on them containers know each other by name, alias and short identifier", () => {
    const { world, run, make } = setup();
    make("shop");
    const web = run("web", "shop");
    const db = run("db", "shop", ["database"]);
    expect(placesOf(world, db.container.id)).toEqual(["172.18.0.3/16"]);
    for (const name of ["db", "database", db.container.containerId.slice(0, 12)])
      expect(must(resolveName(world, web.ns, name))).toBe("172.18.0.3");
    expect(must(connect(world, web.ns, must(resolveName(world, web.ns, "db")), 80, "tcp")).process).toBe(
      db.process,
    );
    detachContainer(world, db.container.id);
    expect(codeOf(resolveName(world, web.ns, "db"))).toBe("EAI_NONAME");
  });

  it("O6: a new name takes the place of the old one; the default bridge knows neither", () => {
    const { world, run, make } = setup();
    make("shop");
    const [web, db, old] = [run("web", "shop"), run("db", "shop"), run("old")];
    for (const { container } of [db, old]) {
      world.update(containers, container.id, { name: `${container.name}2` });
      renameOnNetworks(world, container.id);
    }
    expect(must(resolveName(world, web.ns, "db2"))).toBe("172.18.0.3");
    for (const name of ["db", "old", "old2"])
      expect(codeOf(resolveName(world, web.ns, name))).toBe("EAI_NONAME");
  });

  it("O6: aliases are refused elsewhere", () => {
    const { world, engine } = setup();
    const { id } = testContainer(world, engine, "web");
    const place = { container: id, netNs: engine.host.ns, network: "bridge", aliases: ["x"] };
    expect(codeOf(attachContainer(world, place))).toBe("aliases-not-supported");
  });

  it("O7: containers of different networks cannot reach each other, by address or by name", () => {
    const { world, run, make } = setup();
    make("one");
    make("two");
    const [a, b, c] = [run("a", "one"), run("b", "two"), run("c")];
    expect(codeOf(connect(world, a.ns, "172.19.0.2", 80, "tcp"))).toBe("ETIMEDOUT");
    expect(codeOf(ping(world, c.ns, "172.18.0.2"))).toBe("ETIMEDOUT");
    expect(codeOf(ping(world, b.ns, "172.17.0.2"))).toBe("ETIMEDOUT");
    expect(codeOf(resolveName(world, a.ns, "b"))).toBe("EAI_NONAME");
  });

  it("O8: a container on two networks has a card on each, and reaches and knows the members of both", () => {
    const { world, engine, run, make } = setup();
    make("one");
    make("two");
    const [a, b] = [run("a", "one"), run("b", "two")];
    must(
      connectContainer(world, engine.engine.id, { network: "two", container: "a" }, { aliases: ["alpha"] }),
    );
    expect(cards(world, a.ns)).toEqual(["lo", "eth0", "eth1"]);
    expect(placesOf(world, a.container.id)).toEqual(["172.18.0.2/16", "172.19.0.3/16"]);
    expect(codeOf(connect(world, a.ns, "172.19.0.2", 80, "tcp"))).toBe("ok");
    expect(must(resolveName(world, b.ns, "alpha"))).toBe("172.19.0.3");
    expect(must(resolveName(world, a.ns, "b"))).toBe("172.19.0.2");
    must(disconnectContainer(world, engine.engine.id, { network: "one", container: "a" }));
    expect(cards(world, a.ns)).toEqual(["lo", "eth1"]);
    expect(world.find(routes, "ns", a.ns).find(({ to }) => to === "default")?.via).toBe("172.19.0.1");
    expect(codeOf(ping(world, a.ns, "172.18.0.1"))).toBe("ok");
  });

  it("O8: a container that does not run is connected when it starts", () => {
    const { world, engine, make } = setup();
    make("one");
    const container = testContainer(world, engine, "later");
    must(connectContainer(world, engine.engine.id, { network: "one", container: "later" }, { aliases: [] }));
    expect(placesOf(world, container.id)).toEqual([""]);
    const { ns } = runOn(world, engine, container);
    expect(cards(world, ns)).toEqual(["lo", "eth0", "eth1"]);
    expect(placesOf(world, container.id)).toEqual(["172.18.0.2/16", "172.17.0.2/16"]);
  });

  it("O9: what cannot be connected or disconnected is refused in Docker's words", () => {
    const { world, engine, host, run, make } = setup();
    make("one");
    const { container } = run("a", "one");
    const shared = testContainer(world, engine, "shared", { network: "host" });
    const at = engine.engine.id;
    const pair = (network: string, name: string) => ({ network, container: name });
    expect(connectContainer(world, at, pair("one", "a"), { aliases: [] })).toMatchObject({
      refusal: { code: "connected", why: "endpoint with name a already exists in network one" },
    });
    expect(disconnectContainer(world, at, pair("bridge", "a"))).toMatchObject({
      refusal: { why: `container ${container.containerId} is not connected to network bridge` },
    });
    expect(codeOf(connectContainer(world, at, pair("host", "a"), { aliases: [] }))).toBe("host-network");
    expect(codeOf(connectContainer(world, at, pair("one", "shared"), { aliases: [] }))).toBe(
      "shared-network",
    );
    expect(codeOf(connectContainer(world, at, pair("nope", "a"), { aliases: [] }))).toBe("no-network");
    expect(codeOf(connectContainer(world, at, pair("one", "nope"), { aliases: [] }))).not.toBe("ok");
    testContainer(world, engine, "idle");
    expect(codeOf(connectContainer(world, at, pair("bridge", "idle"), { aliases: ["x"] }))).toBe(
      "aliases-not-supported",
    );
    const place = { container: shared.id, netNs: host.ns, network: "gone", aliases: [] };
    expect(attachContainer(world, place)).toMatchObject({ refusal: { why: "network gone not found" } });
  });

  it("O10: when a network has no address left, the next container is refused", () => {
    const { world, engine, run } = setup();
    must(createNetwork(world, engine.engine.id, { name: "tiny", subnet: "10.5.0.0/30" }));
    expect(placesOf(world, run("a", "tiny").container.id)).toEqual(["10.5.0.2/30"]);
    const { id } = testContainer(world, engine, "b");
    const full = attachContainer(world, { container: id, netNs: 99_999, network: "tiny", aliases: [] });
    expect(codeOf(full)).toBe("no-address");
  });
});

describe("host and none", () => {
  it("O11: on none there is lo alone; on host the container has the host's own cards", () => {
    const { world, engine, host } = setup();
    const lonely = testContainer(world, engine, "lonely", { network: "none" });
    const { ns } = runOn(world, engine, lonely);
    expect(cards(world, ns)).toEqual(["lo"]);
    expect(codeOf(ping(world, ns, "127.0.0.1"))).toBe("ok");
    expect(codeOf(ping(world, ns, "172.17.0.1"))).toBe("ENETUNREACH");
    const shared = testContainer(world, engine, "shared", { network: "host" });
    const before = cards(world, host.ns);
    must(attachContainer(world, { container: shared.id, netNs: host.ns, network: "host", aliases: [] }));
    expect(cards(world, host.ns)).toEqual(before);
    expect(placesOf(world, shared.id)).toEqual([""]);
    expect(world.first(netStates, "ns", host.ns)?.unprivilegedPort).toBe(1024);
  });
});

describe("an engine's start", () => {
  it("O12: makes bridge, host and none once, and docker0 on the host", () => {
    const { world, engine, host } = setup();
    const rows = () => world.find(networks, "engine", engine.engine.id);
    const before = rows();
    expect(before.map(({ name, driver, subnet, gateway }) => [name, driver, subnet, gateway])).toEqual([
      ["bridge", "bridge", "172.17.0.0/16", "172.17.0.1"],
      ["host", "host", "", ""],
      ["none", "null", "", ""],
    ]);
    expect(before.every(({ networkId }) => /^[0-9a-f]{64}$/.test(networkId))).toBe(true);
    ensureDefaultNetworks(world, engine.engine.id);
    expect(rows()).toEqual(before);
    expect(cards(world, host.ns)).toEqual(["lo", "docker0"]);
    expect(codeOf(ping(world, host.ns, "172.17.0.1"))).toBe("ok");
  });

  it("O13: after a restart of the host, puts all bridges back and frees the addresses of the containers that went down", () => {
    const { world, engine, run, make } = setup();
    const shop = make("shop");
    const [web, db] = [run("web"), run("db", "shop")];
    const late = testContainer(world, engine, "late", { network: "shop" });
    stopKernel(world, engine.host.kernel);
    expect(
      codeOf(attachContainer(world, { container: late.id, netNs: 1, network: "shop", aliases: [] })),
    ).toBe("no-kernel");
    ensureDefaultNetworks(world, engine.engine.id);
    startOn(world, engine.machine);
    ensureDefaultNetworks(world, engine.engine.id);
    const ns = world.find(netInterfaces, "address", "172.18.0.1").map((card) => card.ns);
    expect(cards(world, ns[0] ?? 0)).toEqual(["lo", "docker0", `br-${shop.networkId.slice(0, 12)}`]);
    expect(placesOf(world, web.container.id)).toEqual([""]);
    expect(placesOf(world, db.container.id)).toEqual([""]);
    expect(world.all(hostNames)).toEqual([]);
  });

  it("O14: containers ask whom their host asks: they know the hosts on the LAN", () => {
    const { world, engine, run, make } = setup();
    attachToLan(world, { ns: engine.host.ns, name: "laptop" });
    make("shop");
    expect(must(resolveName(world, run("web").ns, "laptop"))).toBe("10.0.0.2");
    expect(must(resolveName(world, run("db", "shop").ns, "laptop"))).toBe("10.0.0.2");
  });
});
