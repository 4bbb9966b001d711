import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { connect } from "../../kernel/net/reach";
import { natRules } from "../../kernel/net/tables";
import { attachToHost, attachToLan } from "../../kernel/net/wire";
import { runOn, testContainer, testEngine, testMachine } from "../../testing/engines";
import { codeOf, must, serve, testHost } from "../../testing/net";
import { engines, type PortMapping } from "../tables";
import { detachContainer } from "./connect";
import { createNetwork } from "./create";
import { publishPorts, unpublishPorts } from "./ports";

const mapping = (hostPort: number | null, port = 80, hostAddress = "0.0.0.0"): PortMapping => ({
  hostAddress,
  hostPort,
  port,
  protocol: "tcp",
});

function setup(product = "docker") {
  const world = new World(1);
  const engine = testEngine(world, "laptop", product);
  const run = (name: string, ports: readonly PortMapping[], network = "bridge") => {
    const container = testContainer(world, engine, name, { ports, network });
    return { container, ...runOn(world, engine, container) };
  };
  return { world, engine, ns: engine.host.ns, run };
}

describe("published ports", () => {
  it("O23: lead from the host's port to the container's, also for other machines on the LAN", () => {
    const { world, ns, run } = setup();
    attachToLan(world, { ns, name: "laptop" });
    const other = testHost(world, "other");
    attachToLan(world, { ns: other.ns, name: "other" });
    const web = run("web", [mapping(8080)]);
    expect(codeOf(connect(world, ns, "127.0.0.1", 8080, "tcp"))).toBe("ECONNREFUSED");
    must(publishPorts(world, web.container.id));
    expect(must(connect(world, ns, "127.0.0.1", 8080, "tcp")).process).toBe(web.process);
    expect(must(connect(world, other.ns, "10.0.0.2", 8080, "tcp")).process).toBe(web.process);
    unpublishPorts(world, web.container.id);
    expect(codeOf(connect(world, other.ns, "10.0.0.2", 8080, "tcp"))).toBe("ECONNREFUSED");
  });

  it("O24: a port that is taken is refused in Docker's words, and then none of the container's is published", () => {
    const { world, ns, engine, run } = setup();
    must(publishPorts(world, run("web", [mapping(8080)]).container.id));
    const late = run("late", [mapping(8081), mapping(8080)]);
    expect(publishPorts(world, late.container.id)).toMatchObject({
      refusal: {
        code: "port-allocated",
        what: "driver failed programming external connectivity on endpoint late",
        why: "Bind for 0.0.0.0:8080 failed: port is already allocated",
      },
    });
    expect(world.all(natRules).map(({ port }) => port)).toEqual([8080]);
    serve(world, engine.host, ns, 9000);
    expect(publishPorts(world, run("x1", [mapping(9000)]).container.id)).toMatchObject({
      refusal: { why: "failed to bind host port 0.0.0.0:9000/tcp: address already in use" },
    });
  });

  it("O25: where the host's port is left open, it is the next one from 32768 on", () => {
    const { world, run } = setup();
    must(publishPorts(world, run("a1", [mapping(null), mapping(null, 81)]).container.id));
    must(publishPorts(world, run("b1", [mapping(null)]).container.id));
    expect(world.all(natRules).map(({ port, toPort }) => [port, toPort])).toEqual([
      [32_768, 80],
      [32_769, 81],
      [32_770, 80],
    ]);
  });

  it("O25: they go when the container stops", () => {
    const { world, run } = setup();
    const { container } = run("web", [mapping(8080)]);
    must(publishPorts(world, container.id));
    detachContainer(world, container.id);
    expect(world.count(natRules)).toBe(0);
    must(publishPorts(world, container.id));
    expect(world.count(natRules)).toBe(0);
  });

  it("O26: nothing is published on none, on host, and on internal networks", () => {
    const { world, engine, run } = setup();
    must(createNetwork(world, engine.engine.id, { name: "vault", internal: true }));
    for (const network of ["none", "host", "vault"])
      must(publishPorts(world, run(`on-${network}`, [mapping(8080)], network).container.id));
    expect(world.count(natRules)).toBe(0);
  });

  it("O27: with Docker Desktop they are published on the person's own machine too, with others they are not", () => {
    for (const product of ["docker-desktop", "docker-toolbox"]) {
      const { world, engine, ns, run } = setup(product);
      const mac = testMachine(world, "mac");
      world.update(engines, engine.engine.id, { client: mac.machine.id });
      attachToHost(world, { ns, hostNs: mac.host.ns });
      const web = run("web", [mapping(8080), mapping(null)]);
      must(publishPorts(world, web.container.id));
      const local = connect(world, mac.host.ns, "127.0.0.1", 8080, "tcp");
      if (product === "docker-toolbox") expect(codeOf(local)).toBe("ECONNREFUSED");
      else expect(must(local).process).toBe(web.process);
      const chosen = connect(world, mac.host.ns, "127.0.0.1", 32_768, "tcp");
      expect(codeOf(chosen)).toBe(product === "docker-toolbox" ? "ECONNREFUSED" : "ok");
      expect(must(connect(world, mac.host.ns, "192.168.122.2", 8080, "tcp")).process).toBe(web.process);
    }
  });
});
