import { describe, expect, it } from "vitest";
import { changeFlowNode } from "../../core/flow";
import { World } from "../../core/world";
import { codeOf, must, serve, type TestHost, testHost, testNs } from "../../testing/net";
import { kernels } from "../kernel";
import { panicKernel } from "../life/panic";
import { pauseKernel, resumeKernel } from "../life/pause";
import { stopKernel } from "../life/stop";
import { masquerade, setFilter } from "./filter";
import { addAddress, addInterface, cable, plug, setUp } from "./interfaces";
import { publish } from "./nat";
import { connect, ping } from "./reach";
import { addRoute, removeRoute } from "./routes";
import { setForwarding } from "./state";
import { netInterfaces } from "./tables";
import { attachToLan } from "./wire";

/** A host on the LAN with bridges, each with namespaces on it, as an engine lays them out. */
function network(world: World, host: TestHost, bridge: string, net: string, policy: "isolated" | "internal") {
  const made = must(addInterface(world, { ns: host.ns, name: bridge, kind: "bridge" }));
  must(addAddress(world, made.id, `${net}.0.1/16`));
  setUp(world, made.id, true);
  setForwarding(world, host.ns, true);
  setFilter(world, host.ns, bridge, policy);
  if (policy === "isolated") masquerade(world, host.ns, `${net}.0.0/16`, bridge);
  return made.id;
}

function member(world: World, host: TestHost, bridge: number, address: string, gateway: string): number {
  const ns = testNs(world, host);
  const own = must(addInterface(world, { ns, name: "eth0", kind: "veth" }));
  const far = must(addInterface(world, { ns: host.ns, name: `veth${ns}`, kind: "veth" }));
  cable(world, own.id, far.id);
  must(plug(world, far.id, bridge));
  setUp(world, far.id, true);
  must(addAddress(world, own.id, `${address}/16`));
  setUp(world, own.id, true);
  must(addRoute(world, { ns, to: "default", via: gateway, device: "eth0" }));
  return ns;
}

function setup() {
  const world = new World(1);
  const [laptop, server] = [testHost(world, "laptop"), testHost(world, "server")];
  attachToLan(world, { ns: laptop.ns, name: "laptop" });
  attachToLan(world, { ns: server.ns, name: "server" });
  const first = network(world, laptop, "docker0", "172.17", "isolated");
  const web = member(world, laptop, first, "172.17.0.2", "172.17.0.1");
  return { world, laptop, server, first, web };
}

const LAPTOP = "10.0.0.2";
const SERVER = "10.0.0.3";

describe("ways out", () => {
  it("T17: through its gateway a namespace reaches the hosts on the wire, under its own host's address", () => {
    const { world, server, web } = setup();
    const process = serve(world, server, server.ns, 5000);
    expect(must(connect(world, web, SERVER, 5000, "tcp"))).toEqual({
      process,
      path: [
        "laptop/kernel:eth0",
        "laptop/kernel:docker0",
        "laptop/kernel:eth0",
        "lan",
        "server/kernel:eth0",
      ],
    });
    expect(codeOf(ping(world, web, SERVER))).toBe("ok");
    expect(codeOf(connect(world, web, SERVER, 5001, "tcp"))).toBe("ECONNREFUSED");
  });

  it("T17: without translation of its source the answer finds no way back", () => {
    const { world, laptop } = setup();
    const other = must(addInterface(world, { ns: laptop.ns, name: "bare", kind: "bridge" }));
    must(addAddress(world, other.id, "172.31.0.1/16"));
    setUp(world, other.id, true);
    const bare = member(world, laptop, other.id, "172.31.0.2", "172.31.0.1");
    expect(ping(world, bare, SERVER)).toMatchObject({
      refusal: {
        code: "ETIMEDOUT",
        why: "the question arrives, but the answer finds no way back to 172.31.0.2",
      },
    });
  });

  it("T18: a gateway that does not forward lets nothing through, and is itself still there", () => {
    const { world, laptop, web } = setup();
    setForwarding(world, laptop.ns, false);
    expect(codeOf(ping(world, web, SERVER))).toBe("ETIMEDOUT");
    expect(codeOf(ping(world, web, "172.17.0.1"))).toBe("ok");
    expect(codeOf(ping(world, web, LAPTOP))).toBe("ok");
  });

  it("T18: without a default route there is no way out; beyond the LAN's router there is nothing", () => {
    const { world, laptop, web } = setup();
    expect(codeOf(ping(world, web, "8.8.8.8"))).toBe("ENETUNREACH");
    expect(codeOf(ping(world, laptop.ns, "10.0.0.1"))).toBe("ok");
    expect(codeOf(ping(world, laptop.ns, "10.0.0.99"))).toBe("EHOSTUNREACH");
    must(removeRoute(world, web, "default"));
    expect(codeOf(ping(world, web, SERVER))).toBe("ENETUNREACH");
    expect(codeOf(removeRoute(world, web, "default"))).toBe("ESRCH");
    expect(codeOf(ping(world, web, "172.17.0.1"))).toBe("ok");
  });

  it("T18: routes that lead in a circle end in no answer", () => {
    const { world, laptop, server } = setup();
    for (const [host, via] of [
      [laptop, SERVER],
      [server, LAPTOP],
    ] as const) {
      setForwarding(world, host.ns, true);
      must(addRoute(world, { ns: host.ns, to: "10.77.0.0/16", via, device: "eth0" }));
    }
    expect(ping(world, laptop.ns, "10.77.0.1")).toMatchObject({
      refusal: { code: "ETIMEDOUT", why: "the routes lead in a circle" },
    });
  });
});

describe("walls", () => {
  it("T19: different isolated bridges of a host cannot reach each other, but the host reaches both", () => {
    const { world, laptop, web } = setup();
    const second = network(world, laptop, "br-2", "172.18", "isolated");
    const db = member(world, laptop, second, "172.18.0.2", "172.18.0.1");
    serve(world, laptop, db, 5432);
    expect(codeOf(connect(world, web, "172.18.0.2", 5432, "tcp"))).toBe("ETIMEDOUT");
    expect(codeOf(ping(world, db, "172.17.0.2"))).toBe("ETIMEDOUT");
    expect(codeOf(connect(world, laptop.ns, "172.18.0.2", 5432, "tcp"))).toBe("ok");
    expect(codeOf(ping(world, laptop.ns, "172.17.0.2"))).toBe("ok");
  });

  it("T19: from outside nobody gets in to an isolated bridge, even with a route to it", () => {
    const { world, server, web, laptop } = setup();
    serve(world, laptop, web, 80);
    must(addRoute(world, { ns: server.ns, to: "172.17.0.0/16", via: LAPTOP, device: "eth0" }));
    expect(codeOf(connect(world, server.ns, "172.17.0.2", 80, "tcp"))).toBe("ETIMEDOUT");
  });

  it("T20: an internal network leads neither out nor in, except from its host", () => {
    const { world, laptop } = setup();
    const bridge = network(world, laptop, "br-in", "172.19", "internal");
    const inside = member(world, laptop, bridge, "172.19.0.2", "172.19.0.1");
    const mate = member(world, laptop, bridge, "172.19.0.3", "172.19.0.1");
    expect(codeOf(ping(world, inside, SERVER))).toBe("ETIMEDOUT");
    expect(codeOf(ping(world, inside, "172.19.0.3"))).toBe("ok");
    expect(codeOf(ping(world, mate, "172.19.0.1"))).toBe("ok");
    expect(codeOf(ping(world, laptop.ns, "172.19.0.2"))).toBe("ok");
  });
});

describe("published ports", () => {
  function published() {
    const all = setup();
    const { world, laptop, web } = all;
    const process = serve(world, laptop, web, 80);
    const rule = {
      protocol: "tcp",
      address: "0.0.0.0",
      port: 8080,
      toAddress: "172.17.0.2",
      toPort: 80,
    } as const;
    must(publish(world, { ...rule, ns: laptop.ns, owner: 1 }));
    return { ...all, process, rule };
  }

  it("T21: lead in from other machines on the wire, from the host by any of its addresses, and from its namespaces", () => {
    const { world, laptop, server, web, process } = published();
    const bridge = network(world, laptop, "br-2", "172.18", "isolated");
    const other = member(world, laptop, bridge, "172.18.0.2", "172.18.0.1");
    for (const [ns, address] of [
      [server.ns, LAPTOP],
      [laptop.ns, LAPTOP],
      [laptop.ns, "127.0.0.1"],
      [laptop.ns, "172.17.0.1"],
      [web, "172.17.0.1"],
      [web, LAPTOP],
      [other, "172.18.0.1"],
      [other, LAPTOP],
    ] as const)
      expect(must(connect(world, ns, address, 8080, "tcp")).process).toBe(process);
    expect(must(connect(world, server.ns, LAPTOP, 8080, "tcp")).path).toEqual([
      "server/kernel:eth0",
      "lan",
      "laptop/kernel:eth0",
      "laptop/kernel:docker0",
      "laptop/kernel:eth0",
    ]);
  });

  it("T21: nobody behind them is a refusal; other ports are the host's own", () => {
    const { world, laptop, server, rule } = published();
    must(publish(world, { ...rule, port: 8081, toPort: 81, ns: laptop.ns, owner: 1 }));
    must(publish(world, { ...rule, port: 8082, toAddress: "172.17.0.9", ns: laptop.ns, owner: 1 }));
    expect(codeOf(connect(world, server.ns, LAPTOP, 8081, "tcp"))).toBe("ECONNREFUSED");
    expect(codeOf(connect(world, server.ns, LAPTOP, 8082, "tcp"))).toBe("EHOSTUNREACH");
    expect(codeOf(connect(world, server.ns, LAPTOP, 80, "tcp"))).toBe("ECONNREFUSED");
    expect(codeOf(connect(world, server.ns, LAPTOP, 8080, "udp"))).toBe("ECONNREFUSED");
    expect(codeOf(connect(world, server.ns, "172.17.0.2", 80, "tcp"))).toBe("ENETUNREACH");
  });

  it("T21: a port that is published on one address is not there on others", () => {
    const { world, laptop, server, rule, process } = published();
    must(publish(world, { ...rule, address: "127.0.0.1", port: 9000, ns: laptop.ns, owner: 1 }));
    expect(must(connect(world, laptop.ns, "127.0.0.1", 9000, "tcp")).process).toBe(process);
    expect(codeOf(connect(world, server.ns, LAPTOP, 9000, "tcp"))).toBe("ECONNREFUSED");
  });
});

describe("kernels that do not answer", () => {
  it("T22: while a machine is held nobody gets an answer from it; afterwards all is as before", () => {
    const { world, laptop, server, web } = setup();
    const { cpuNode } = world.must(kernels, server.kernel);
    pauseKernel(world, server.kernel);
    expect(codeOf(ping(world, laptop.ns, SERVER))).toBe("ETIMEDOUT");
    resumeKernel(world, server.kernel);
    expect(codeOf(ping(world, web, SERVER))).toBe("ok");
    changeFlowNode(world, cpuNode, { frozen: true });
    expect(codeOf(ping(world, laptop.ns, SERVER))).toBe("ETIMEDOUT");
    changeFlowNode(world, cpuNode, { frozen: false });
    expect(codeOf(ping(world, laptop.ns, SERVER))).toBe("ok");
  });

  it("T22: a kernel that has stopped or panicked is gone from the wire", () => {
    for (const end of [stopKernel, (world: World, id: number) => panicKernel(world, id, "a fault")]) {
      const { world, laptop, server } = setup();
      end(world, server.kernel);
      expect(codeOf(ping(world, laptop.ns, SERVER))).toBe("EHOSTUNREACH");
      expect(world.find(netInterfaces, "ns", 0).map(({ name }) => name)).toHaveLength(2);
    }
  });
});
