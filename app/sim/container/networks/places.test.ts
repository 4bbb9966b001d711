import { describe, expect, it } from "vitest";
import { resolveName } from "../../kernel/net/names";
import { connect } from "../../kernel/net/reach";
import { netInterfaces, routes } from "../../kernel/net/tables";
import { engineLab, insideOf, type Lab, runIn, stateOf, theContainer } from "../../testing/engine";
import { endpoints } from "../tables";

const box = { machine: "box" };

/** A lab with the networks `mine` (of the engine's choice) and `own` (10.9.0.0/24). */
function setup(images: readonly string[] = ["alpine"]): Lab {
  const lab = engineLab(images);
  lab.act({ do: "createNetwork", ...box, name: "mine" });
  lab.act({ do: "createNetwork", ...box, name: "own", subnet: "10.9.0.0/24" });
  return lab;
}

/** Addresses of a container on its networks, in the order of its places; `""` where it has none now. */
function addresses(lab: Lab, name: string): string[] {
  const places = lab.world.find(endpoints, "container", theContainer(lab, name).id);
  return places.map(({ address }) => address);
}

/** What is plugged into a running container, as `ip addr` shows it. */
function cardsOf(lab: Lab, name: string): string[] {
  const { net } = insideOf(lab, name).first.ns;
  return lab.world.find(netInterfaces, "ns", net).map((card) => `${card.name} ${card.addresses.join()}`);
}

function restart(lab: Lab, name: string): void {
  lab.act({ do: "restartContainer", ...box, container: name, timeout: 0 });
  lab.pass(1_000);
}

describe("an address that a person chose", () => {
  it("O36: is the container's at every start, and nobody else's while it has it", () => {
    const lab = setup();
    runIn(lab, "fixed", { network: "own", ip: "10.9.0.2" });
    runIn(lab, "next", { network: "own" });
    runIn(lab, "far", { network: "own", ip: "10.9.0.200" });
    expect(["fixed", "next", "far"].map((name) => addresses(lab, name)[0])).toEqual([
      "10.9.0.2/24",
      "10.9.0.3/24",
      "10.9.0.200/24",
    ]);
    lab.act({ do: "killContainer", ...box, container: "next" });
    restart(lab, "fixed");
    restart(lab, "far");
    expect([addresses(lab, "fixed"), addresses(lab, "far")]).toEqual([["10.9.0.2/24"], ["10.9.0.200/24"]]);
    expect(cardsOf(lab, "far")).toEqual(["lo 127.0.0.1/8", "eth0 10.9.0.200/24"]);
    expect(lab.world.first(netInterfaces, "address", "10.9.0.200")?.mac).toBe("02:42:0a:09:00:c8");
  });

  it("O36: while it is stopped another may take it, and then it cannot start", () => {
    const lab = setup();
    runIn(lab, "fixed", { network: "own", ip: "10.9.0.2" });
    lab.act({ do: "killContainer", ...box, container: "fixed" });
    runIn(lab, "thief", { network: "own" });
    expect(addresses(lab, "thief")).toEqual(["10.9.0.2/24"]);
    lab.act({ do: "startContainer", ...box, container: "fixed" });
    expect(stateOf(lab, "fixed")).toBe("exited 128");
    expect(theContainer(lab, "fixed").error).toContain("Address already in use");
    lab.act({ do: "removeContainer", ...box, container: "thief", force: true });
    lab.act({ do: "startContainer", ...box, container: "fixed" });
    expect(stateOf(lab, "fixed")).toBe("running");
    expect(theContainer(lab, "fixed").error).toBe("");
  });

  it.each([
    [
      "bridge",
      "172.17.0.9",
      "invalid config for network bridge: invalid endpoint settings:\n* user specified IP address is supported on user defined networks only\n* user specified IP address is supported only when connecting to networks with user configured subnets",
    ],
    [
      "mine",
      "172.18.0.9",
      "invalid config for network mine: invalid endpoint settings: user specified IP address is supported only when connecting to networks with user configured subnets",
    ],
    [
      "own",
      "10.8.0.9",
      "invalid config for network own: invalid endpoint settings: no configured subnet or ip-range contain the IP address 10.8.0.9",
    ],
    [
      "own",
      "10.9.0",
      "invalid config for network own: invalid endpoint settings: invalid IPv4 address: 10.9.0",
    ],
    ["own", "10.9.0.1", "Address already in use"],
    ["own", "10.9.0.255", "Address already in use"],
    ["own", "10.9.0.0", "Address already in use"],
  ])("O36: on %s %s is refused in Docker's words", (network, ip, why) => {
    const lab = setup();
    runIn(lab, "web", { network, ip });
    expect(stateOf(lab, "web")).toBe("created 128");
    expect(theContainer(lab, "web").error).toContain(why);
    expect(lab.world.all(netInterfaces).filter(({ name }) => name.startsWith("veth"))).toEqual([]);
  });

  it("O36: may be chosen when a container is connected, running or not", () => {
    const lab = setup();
    runIn(lab, "web");
    const to = { do: "connectNetwork", ...box, network: "own", container: "web" } as const;
    expect(lab.refused({ ...to, ip: "10.7.0.1" }).code).toBe("address-not-supported");
    expect(lab.refused({ ...to, ip: "10.9.0.1" }).why).toBe("Address already in use");
    lab.act({ ...to, ip: "10.9.0.77" });
    expect(addresses(lab, "web")).toEqual(["172.17.0.2/16", "10.9.0.77/24"]);
    lab.act({ do: "createContainer", ...box, image: "alpine", command: ["sleep", "1000"], name: "idle" });
    expect(lab.refused({ ...to, container: "idle", ip: "x" }).code).toBe("bad-address");
    lab.act({ ...to, container: "idle", ip: "10.9.0.78" });
    lab.act({ do: "startContainer", ...box, container: "idle" });
    expect(addresses(lab, "idle").sort()).toEqual(["10.9.0.78/24", "172.17.0.3/16"]);
  });
});

describe("places over a container's life", () => {
  it("O37: after it was disconnected from its only network it starts without any, until it is connected again", () => {
    const lab = setup();
    runIn(lab, "web", { network: "mine" });
    lab.act({ do: "disconnectNetwork", ...box, network: "mine", container: "web" });
    expect(cardsOf(lab, "web")).toEqual(["lo 127.0.0.1/8"]);
    restart(lab, "web");
    expect(stateOf(lab, "web")).toBe("running");
    expect(cardsOf(lab, "web")).toEqual(["lo 127.0.0.1/8"]);
    expect(addresses(lab, "web")).toEqual([]);
    const { net } = insideOf(lab, "web").first.ns;
    expect(connect(lab.world, net, "172.18.0.1", 80, "tcp")).toMatchObject({
      refusal: { code: "ENETUNREACH" },
    });
    lab.act({ do: "connectNetwork", ...box, network: "mine", container: "web" });
    restart(lab, "web");
    expect(cardsOf(lab, "web")).toEqual(["lo 127.0.0.1/8", "eth0 172.18.0.2/16"]);
  });

  it("O37: of two networks it left the first one: it starts on the other alone", () => {
    const lab = setup();
    runIn(lab, "web", { network: "mine" });
    lab.act({ do: "connectNetwork", ...box, network: "own", container: "web" });
    lab.act({ do: "disconnectNetwork", ...box, network: "mine", container: "web" });
    restart(lab, "web");
    expect(cardsOf(lab, "web")).toEqual(["lo 127.0.0.1/8", "eth0 10.9.0.2/24"]);
    const { net } = insideOf(lab, "web").first.ns;
    expect(lab.world.find(routes, "ns", net).map(({ to, via }) => [to, via])).toEqual([
      ["10.9.0.0/24", ""],
      ["default", "10.9.0.1"],
    ]);
  });

  it("O37: disconnected while it is stopped counts as well", () => {
    const lab = setup();
    runIn(lab, "web", { network: "mine" });
    lab.act({ do: "killContainer", ...box, container: "web" });
    lab.act({ do: "disconnectNetwork", ...box, network: "mine", container: "web" });
    lab.act({ do: "startContainer", ...box, container: "web" });
    expect(cardsOf(lab, "web")).toEqual(["lo 127.0.0.1/8"]);
  });

  it("O8: what was connected before the first start comes beside the network that it was made on", () => {
    const lab = setup();
    lab.act({ do: "createContainer", ...box, image: "alpine", command: ["sleep", "1000"], name: "web" });
    lab.act({ do: "connectNetwork", ...box, network: "mine", container: "web", aliases: ["shop"] });
    lab.act({ do: "startContainer", ...box, container: "web" });
    expect(cardsOf(lab, "web")).toEqual(["lo 127.0.0.1/8", "eth0 172.17.0.2/16", "eth1 172.18.0.2/16"]);
    runIn(lab, "asker", { network: "mine" });
    const { net } = insideOf(lab, "asker").first.ns;
    expect(resolveName(lab.world, net, "shop")).toMatchObject({ value: "172.18.0.2" });
  });

  it("O6: aliases stay over restarts; connected anew without them, they are gone", () => {
    const lab = setup();
    runIn(lab, "db", { network: "mine", aliases: ["store"] });
    runIn(lab, "asker", { network: "mine" });
    const known = () => resolveName(lab.world, insideOf(lab, "asker").first.ns.net, "store").ok;
    restart(lab, "db");
    expect(known()).toBe(true);
    const pair = { ...box, network: "mine", container: "db" };
    lab.act({ do: "disconnectNetwork", ...pair });
    expect(known()).toBe(false);
    lab.act({ do: "connectNetwork", ...pair });
    restart(lab, "db");
    expect(known()).toBe(false);
    expect(resolveName(lab.world, insideOf(lab, "asker").first.ns.net, "db").ok).toBe(true);
  });

  it("O20: a container whose network was removed while it was stopped cannot start", () => {
    const lab = setup();
    runIn(lab, "web", { network: "mine" });
    lab.act({ do: "killContainer", ...box, container: "web" });
    lab.act({ do: "removeNetwork", ...box, name: "mine" });
    lab.act({ do: "startContainer", ...box, container: "web" });
    expect(stateOf(lab, "web")).toBe("exited 128");
    expect(theContainer(lab, "web").error).toBe("network mine not found");
  });

  it("O38: nobody is on none and on another network", () => {
    const lab = setup();
    runIn(lab, "lonely", { network: "none" });
    runIn(lab, "web", { network: "mine" });
    lab.act({
      do: "createContainer",
      ...box,
      image: "alpine",
      command: ["sleep", "1"],
      name: "idle",
      network: "none",
    });
    for (const [network, container] of [
      ["mine", "lonely"],
      ["mine", "idle"],
      ["none", "web"],
    ] as const)
      expect(lab.refused({ do: "connectNetwork", ...box, network, container }).why).toBe(
        "container cannot be connected to multiple networks with one of the networks in private (none) mode",
      );
    lab.act({ do: "disconnectNetwork", ...box, network: "none", container: "lonely" });
    lab.act({ do: "connectNetwork", ...box, network: "mine", container: "lonely" });
    expect(cardsOf(lab, "lonely")).toEqual(["lo 127.0.0.1/8", "eth0 172.18.0.3/16"]);
  });
});
