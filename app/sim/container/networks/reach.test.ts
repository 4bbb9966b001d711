/** Who reaches whom on a server with two networks of its own and a neighbour, by address, by name and by published port. */
import { describe, expect, it } from "vitest";
import { ping } from "../../kernel/net/reach";
import { natRules } from "../../kernel/net/tables";
import { engineLab, type Lab, runIn, stateOf } from "../../testing/engine";
import { codeOf } from "../../testing/net";
import { answerer, containerNet, dial, machineNet, reachTable } from "../../testing/reach";

const box = { machine: "box" };
const BOX = "10.0.0.2";

const ADDRESSES = ["172.17.0.2:80", "172.18.0.2:80", "172.18.0.3:80", "172.19.0.2:80", "172.19.0.3:80"];

/** Web servers a (bridge), c (one), d (one and two), e (two); and x beside c, h on host, n on none; `other` on the LAN. */
function setup() {
  const lab = engineLab(["nginx", "alpine"]);
  lab.act({ do: "addMachine", name: "other", preset: "desktop", os: "debian-13" });
  lab.act({ do: "powerOn", machine: "other" });
  for (const name of ["one", "two"]) lab.act({ do: "createNetwork", ...box, name });
  const web = (name: string, network: string, ports: string[] = []) =>
    runIn(lab, name, { image: "nginx", command: [], network, ports });
  web("aa", "bridge", ["8080:80"]);
  web("cc", "one", ["9090:80", "127.0.0.1:9091:80"]);
  web("dd", "one");
  lab.act({ do: "connectNetwork", ...box, network: "two", container: "dd", aliases: ["bridgehead"] });
  web("ee", "two");
  runIn(lab, "xx", { network: "container:cc" });
  runIn(lab, "hh", { network: "host" });
  runIn(lab, "nn", { network: "none" });
  lab.pass(2_000);
  const askers = () => ({
    ...Object.fromEntries(
      ["aa", "cc", "dd", "ee", "xx", "hh", "nn"].map((name) => [name, containerNet(lab, name)]),
    ),
    box: machineNet(lab, "box"),
    other: machineNet(lab, "other"),
  });
  return { lab, askers };
}

const restart = (lab: Lab, container: string) => {
  lab.act({ do: "restartContainer", ...box, container, timeout: 0 });
  lab.pass(2_000);
};

describe("by address", () => {
  it("O2 O7 O8 O11: on a network together, and from the host; nobody else", () => {
    const { lab, askers } = setup();
    expect(reachTable(lab, askers(), ADDRESSES)).toEqual({
      aa: "ok ETIMEDOUT ETIMEDOUT ETIMEDOUT ETIMEDOUT",
      cc: "ETIMEDOUT ok ok ETIMEDOUT ETIMEDOUT",
      dd: "ETIMEDOUT ok ok ok ok",
      ee: "ETIMEDOUT ETIMEDOUT ETIMEDOUT ok ok",
      xx: "ETIMEDOUT ok ok ETIMEDOUT ETIMEDOUT",
      hh: "ok ok ok ok ok",
      nn: "ENETUNREACH ENETUNREACH ENETUNREACH ENETUNREACH ENETUNREACH",
      box: "ok ok ok ok ok",
      other: "ENETUNREACH ENETUNREACH ENETUNREACH ENETUNREACH ENETUNREACH",
    });
  });

  it("O11: everybody has a localhost: one's own server, the other's of a shared network, the host's", () => {
    const { lab, askers } = setup();
    const table = Object.entries(askers()).map(([name, net]) => [name, answerer(lab, net, "localhost:80")]);
    expect(Object.fromEntries(table)).toEqual({
      aa: "box/container/aa",
      cc: "box/container/cc",
      dd: "box/container/dd",
      ee: "box/container/ee",
      xx: "box/container/cc",
      hh: "ECONNREFUSED",
      nn: "ECONNREFUSED",
      box: "ECONNREFUSED",
      other: "ECONNREFUSED",
    });
  });

  it("O1: all but the lonely one reach the machines on the LAN and their host's bridges", () => {
    const { lab, askers } = setup();
    const all = Object.entries(askers());
    const pings = (address: string) => all.map(([, net]) => codeOf(ping(lab.world, net, address)));
    for (const address of ["10.0.0.3", BOX])
      expect(pings(address)).toEqual(all.map(([name]) => (name === "nn" ? "ENETUNREACH" : "ok")));
    for (const address of ["172.17.0.1", "172.19.0.1"])
      expect(pings(address)).toEqual(
        all.map(([name]) => (name === "nn" || name === "other" ? "ENETUNREACH" : "ok")),
      );
  });
});

describe("by name", () => {
  it("O2 O6 O7 O14: of containers on networks together, and of machines on the LAN", () => {
    const { lab, askers } = setup();
    expect(
      reachTable(lab, askers(), ["aa:80", "cc:80", "dd:80", "ee:80", "bridgehead:80", "box:8080"]),
    ).toEqual({
      aa: "EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME ok",
      cc: "EAI_NONAME ok ok EAI_NONAME EAI_NONAME ok",
      dd: "EAI_NONAME ok ok ok ok ok",
      ee: "EAI_NONAME EAI_NONAME ok ok ok ok",
      xx: "EAI_NONAME ok ok EAI_NONAME EAI_NONAME ok",
      hh: "EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME ok",
      nn: "EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME",
      box: "EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME ok",
      other: "EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME EAI_NONAME ok",
    });
  });

  it("O6: which address a name has depends on the network that is asked by", () => {
    const { lab } = setup();
    expect(answerer(lab, containerNet(lab, "cc"), "dd:80")).toBe("box/container/dd");
    lab.act({ do: "disconnectNetwork", ...box, network: "one", container: "dd" });
    expect(dial(lab, containerNet(lab, "cc"), "dd:80")).toBe("EAI_NONAME");
    expect(dial(lab, containerNet(lab, "xx"), "dd:80")).toBe("EAI_NONAME");
    expect(answerer(lab, containerNet(lab, "ee"), "dd:80")).toBe("box/container/dd");
    expect(dial(lab, containerNet(lab, "dd"), "cc:80")).toBe("EAI_NONAME");
    expect(dial(lab, containerNet(lab, "dd"), "172.18.0.2:80")).toBe("ETIMEDOUT");
    expect(dial(lab, containerNet(lab, "dd"), "bridgehead:80")).toBe("ok");
  });
});

describe("by published port", () => {
  const PORTS = [`${BOX}:8080`, `${BOX}:9090`, `${BOX}:9091`, `${BOX}:80`];

  it("O23: from everywhere but where there is no network; one of 127.0.0.1 for the host alone", () => {
    const { lab, askers } = setup();
    const everywhere = "ok ok ECONNREFUSED ECONNREFUSED";
    expect(reachTable(lab, askers(), PORTS)).toEqual({
      aa: everywhere,
      cc: everywhere,
      dd: everywhere,
      ee: everywhere,
      xx: everywhere,
      hh: everywhere,
      nn: "ENETUNREACH ENETUNREACH ENETUNREACH ENETUNREACH",
      box: everywhere,
      other: everywhere,
    });
    const local = ["127.0.0.1:8080", "127.0.0.1:9091", "172.19.0.1:8080"];
    const { hh, box: host, ee } = reachTable(lab, askers(), local);
    expect([hh, host, ee]).toEqual(["ok ok ok", "ok ok ok", "ECONNREFUSED ECONNREFUSED ok"]);
    expect(answerer(lab, machineNet(lab, "other"), `${BOX}:9090`)).toBe("box/container/cc");
  });

  it("O39: lead to another network's address when the container leaves the one that they led to", () => {
    const { lab } = setup();
    const other = machineNet(lab, "other");
    lab.act({ do: "connectNetwork", ...box, network: "two", container: "cc" });
    lab.act({ do: "disconnectNetwork", ...box, network: "one", container: "cc" });
    runIn(lab, "heir", { image: "nginx", command: [], network: "one" });
    lab.pass(2_000);
    expect(dial(lab, machineNet(lab, "box"), "172.18.0.2:80")).toBe("ok");
    expect(answerer(lab, other, `${BOX}:9090`)).toBe("box/container/cc");
    lab.act({ do: "disconnectNetwork", ...box, network: "two", container: "cc" });
    expect(dial(lab, other, `${BOX}:9090`)).toBe("ECONNREFUSED");
    expect(lab.world.all(natRules).map(({ port }) => port)).toEqual([8080]);
    lab.act({ do: "connectNetwork", ...box, network: "two", container: "cc" });
    expect(answerer(lab, other, `${BOX}:9090`)).toBe("box/container/cc");
  });

  it("O39: a port that was taken in the meantime keeps the container from coming back", () => {
    const { lab } = setup();
    lab.act({ do: "disconnectNetwork", ...box, network: "bridge", container: "aa" });
    runIn(lab, "thief", { image: "nginx", command: [], ports: ["8080:80"] });
    lab.pass(2_000);
    expect(lab.refused({ do: "connectNetwork", ...box, network: "bridge", container: "aa" }).why).toBe(
      "Bind for 0.0.0.0:8080 failed: port is already allocated",
    );
    expect(answerer(lab, machineNet(lab, "other"), `${BOX}:8080`)).toBe("box/container/thief");
  });
});

describe("after something has happened", () => {
  it("O3: a container that has ended answers nowhere; who shares its network has lost it for good", () => {
    const { lab } = setup();
    lab.act({ do: "killContainer", ...box, container: "cc" });
    const [host, dd, xx] = [machineNet(lab, "box"), containerNet(lab, "dd"), containerNet(lab, "xx")];
    expect(dial(lab, host, "172.18.0.2:80")).toBe("EHOSTUNREACH");
    expect(dial(lab, dd, "172.18.0.2:80")).toBe("EHOSTUNREACH");
    expect(dial(lab, dd, "cc:80")).toBe("EAI_NONAME");
    expect(dial(lab, machineNet(lab, "other"), `${BOX}:9090`)).toBe("ECONNREFUSED");
    expect(stateOf(lab, "xx")).toBe("running");
    expect(dial(lab, xx, "172.18.0.3:80")).toBe("ENETUNREACH");
    expect(dial(lab, xx, "localhost:80")).toBe("ECONNREFUSED");
    lab.act({ do: "startContainer", ...box, container: "cc" });
    lab.pass(2_000);
    expect(dial(lab, dd, "cc:80")).toBe("ok");
    expect(dial(lab, machineNet(lab, "other"), `${BOX}:9090`)).toBe("ok");
    expect(dial(lab, xx, "172.18.0.3:80")).toBe("ENETUNREACH");
    restart(lab, "xx");
    expect(dial(lab, containerNet(lab, "xx"), "172.18.0.3:80")).toBe("ok");
  });

  it("O3: restarted, it is where it was", () => {
    const { lab, askers } = setup();
    const before = reachTable(lab, askers(), [...ADDRESSES, `${BOX}:8080`, `${BOX}:9090`]);
    for (const name of ["aa", "cc", "dd", "ee"]) restart(lab, name);
    restart(lab, "xx");
    expect(reachTable(lab, askers(), [...ADDRESSES, `${BOX}:8080`, `${BOX}:9090`])).toEqual(before);
  });

  it("T22: the kernel takes connections for a container that is held; it says nothing itself", () => {
    const { lab } = setup();
    lab.act({ do: "pauseContainer", ...box, container: "cc" });
    expect(dial(lab, containerNet(lab, "dd"), "cc:80")).toBe("ok");
    expect(codeOf(ping(lab.world, containerNet(lab, "dd"), "172.18.0.2"))).toBe("ok");
    lab.act({ do: "unpauseContainer", ...box, container: "cc" });
    expect(dial(lab, machineNet(lab, "other"), `${BOX}:9090`)).toBe("ok");
  });

  it("T22 O13: when the kernel panics all of it is gone from the LAN; started again, its containers are not", () => {
    const { lab } = setup();
    const other = machineNet(lab, "other");
    lab.begin({ do: "crashKernel", ...box });
    expect(dial(lab, other, `${BOX}:8080`)).toBe("EHOSTUNREACH");
    expect(dial(lab, other, "box:8080")).toBe("EAI_NONAME");
    expect(lab.world.all(natRules)).toEqual([]);
    lab.act({ do: "restart", ...box });
    lab.pass(120_000);
    expect(dial(lab, other, "box:8080")).toBe("ECONNREFUSED");
    expect(dial(lab, machineNet(lab, "box"), "172.17.0.1:80")).toBe("ECONNREFUSED");
    lab.act({ do: "startContainer", ...box, container: "aa" });
    lab.pass(2_000);
    expect(answerer(lab, other, "box:8080")).toBe("box/container/aa");
  });

  it("O13: containers run on without their daemon, and are reached as before", () => {
    const { lab, askers } = setup();
    const targets = [...ADDRESSES, `${BOX}:8080`];
    const before = reachTable(lab, askers(), targets);
    const nets = askers();
    lab.begin({ do: "crashEngine", ...box });
    expect(reachTable(lab, nets, targets)).toEqual(before);
  });
});
