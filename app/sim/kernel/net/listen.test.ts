import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { start } from "../../testing/kernel";
import { card, codeOf, must, serve, testHost, testNs } from "../../testing/net";
import { endProcess } from "../process/exit";
import { addAddress, setUp, vethPair } from "./interfaces";
import { closeListeners, listen } from "./listen";
import { choosePort, publish, unpublish } from "./nat";
import { connect } from "./reach";
import { netState, setUnprivilegedPort } from "./state";
import { listeners, natRules, netStates } from "./tables";

function setup() {
  const world = new World(1);
  const host = testHost(world, "laptop");
  const { id } = start(world, host.kernel);
  return { world, host, ns: host.ns, id };
}

describe("listening", () => {
  it("T12: who connects reaches the process that listens on the port, and nobody on another", () => {
    const { world, host, ns, id } = setup();
    must(listen(world, id, "tcp", "0.0.0.0", 80));
    expect(must(connect(world, ns, "127.0.0.1", 80, "tcp"))).toEqual({
      process: id,
      path: ["laptop/kernel:lo"],
    });
    expect(must(connect(world, ns, "0.0.0.0", 80, "tcp")).process).toBe(id);
    expect(codeOf(connect(world, ns, "127.0.0.1", 81, "tcp"))).toBe("ECONNREFUSED");
    expect(codeOf(connect(world, ns, "127.0.0.1", 80, "udp"))).toBe("ECONNREFUSED");
    expect(codeOf(connect(world, testNs(world, host), "127.0.0.1", 80, "tcp"))).toBe("ENETUNREACH");
    expect(codeOf(connect(world, ns, "localhost", 80, "tcp"))).toBe("EINVAL");
  });

  it("T12: one port is one process's, unless their addresses differ; each namespace has ports of its own", () => {
    const { world, host, ns, id } = setup();
    must(addAddress(world, card(world, ns, "lo"), "10.0.0.9/32"));
    must(listen(world, id, "tcp", "127.0.0.1", 80));
    expect(codeOf(listen(world, id, "tcp", "127.0.0.1", 80))).toBe("EADDRINUSE");
    expect(codeOf(listen(world, id, "tcp", "0.0.0.0", 80))).toBe("EADDRINUSE");
    expect(codeOf(listen(world, id, "tcp", "10.0.0.9", 80))).toBe("ok");
    expect(codeOf(listen(world, id, "udp", "0.0.0.0", 80))).toBe("ok");
    expect(serve(world, host, testNs(world, host), 80)).toBeGreaterThan(0);
    expect(codeOf(listen(world, id, "tcp", "10.0.0.10", 81))).toBe("EADDRNOTAVAIL");
    expect(codeOf(connect(world, ns, "10.0.0.9", 80, "tcp"))).toBe("ok");
  });

  it("T13: ports below 1024 are root's, or below what the namespace says", () => {
    const { world, host, ns } = setup();
    const { id } = start(world, host.kernel, { uid: 1000 });
    expect(codeOf(listen(world, id, "tcp", "0.0.0.0", 80))).toBe("EACCES");
    expect(codeOf(listen(world, id, "tcp", "0.0.0.0", 1024))).toBe("ok");
    setUnprivilegedPort(world, ns, 0);
    expect(codeOf(listen(world, id, "tcp", "0.0.0.0", 80))).toBe("ok");
    for (const port of [0, -1, 65_536, 1.5])
      expect(codeOf(listen(world, id, "tcp", "0.0.0.0", port))).toBe("EINVAL");
  });

  it("T14: a process that ends, or closes its sockets, listens no more", () => {
    const { world, ns, id } = setup();
    must(listen(world, id, "tcp", "0.0.0.0", 80));
    closeListeners(world, id);
    expect(codeOf(connect(world, ns, "127.0.0.1", 80, "tcp"))).toBe("ECONNREFUSED");
    must(listen(world, id, "tcp", "0.0.0.0", 80));
    endProcess(world, id, { code: 0 });
    expect(codeOf(connect(world, ns, "127.0.0.1", 80, "tcp"))).toBe("ECONNREFUSED");
    expect(world.count(listeners)).toBe(0);
  });

  it("T12: who listens on one address only is not there on others", () => {
    const { world, host, ns, id } = setup();
    const far = testNs(world, host);
    const { a, b } = must(vethPair(world, ns, "va", far, "vb"));
    must(addAddress(world, a.id, "10.1.0.1/24"));
    must(addAddress(world, b.id, "10.1.0.2/24"));
    for (const end of [a, b]) setUp(world, end.id, true);
    must(listen(world, id, "tcp", "127.0.0.1", 80));
    expect(codeOf(connect(world, far, "10.1.0.1", 80, "tcp"))).toBe("ECONNREFUSED");
    expect(codeOf(connect(world, ns, "127.0.0.1", 80, "tcp"))).toBe("ok");
  });
});

describe("published ports", () => {
  const rule = {
    protocol: "tcp",
    address: "0.0.0.0",
    port: 8080,
    toAddress: "172.17.0.2",
    toPort: 80,
  } as const;

  it("T15: a port is published once, and not where a process listens; the reasons are in Docker's words", () => {
    const { world, ns, id } = setup();
    must(publish(world, { ...rule, ns, owner: 1 }));
    const again = publish(world, { ...rule, ns, owner: 2 });
    expect(again).toMatchObject({
      ok: false,
      refusal: { code: "port-allocated", why: "Bind for 0.0.0.0:8080 failed: port is already allocated" },
    });
    expect(codeOf(publish(world, { ...rule, ns, address: "127.0.0.1", owner: 2 }))).toBe("port-allocated");
    expect(codeOf(listen(world, id, "tcp", "0.0.0.0", 8080))).toBe("EADDRINUSE");
    must(listen(world, id, "tcp", "0.0.0.0", 9090));
    expect(publish(world, { ...rule, ns, port: 9090, owner: 2 })).toMatchObject({
      refusal: { why: "failed to bind host port 0.0.0.0:9090/tcp: address already in use" },
    });
    expect(codeOf(publish(world, { ...rule, ns, protocol: "udp", owner: 2 }))).toBe("ok");
  });

  it("T15: what an owner published goes with it, and nothing else", () => {
    const { world, ns } = setup();
    must(publish(world, { ...rule, ns, owner: 1 }));
    must(publish(world, { ...rule, ns, port: 8081, owner: 2 }));
    unpublish(world, 1);
    expect(world.all(natRules).map(({ port }) => port)).toEqual([8081]);
    expect(codeOf(publish(world, { ...rule, ns, owner: 3 }))).toBe("ok");
  });

  it("T15: addresses and ports that cannot be are refused", () => {
    const { world, ns } = setup();
    const made = (change: object) => codeOf(publish(world, { ...rule, ...change, ns, owner: 1 }));
    expect(made({ address: "80:80" })).toBe("EINVAL");
    expect(made({ port: 0 })).toBe("EINVAL");
    expect(made({ toPort: 65_536 })).toBe("EINVAL");
  });

  it("T16: a port that nobody chose is the next free one from 32768 on, and after 60999 from the start again", () => {
    const { world, ns, id } = setup();
    expect(must(choosePort(world, ns, "tcp"))).toBe(32_768);
    must(listen(world, id, "tcp", "0.0.0.0", 32_769));
    must(publish(world, { ...rule, ns, port: 32_770, owner: 1 }));
    expect(must(choosePort(world, ns, "tcp"))).toBe(32_771);
    world.update(netStates, netState(world, ns).id, { lastChosenPort: 60_999 });
    expect(must(choosePort(world, ns, "tcp"))).toBe(32_768);
  });
});
