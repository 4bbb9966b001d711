/** Published ports that are in each other's way, and ports through virtual machines. */
import { describe, expect, it } from "vitest";
import { listen } from "../../kernel/net/listen";
import { listeners, natRules } from "../../kernel/net/tables";
import { endProcess } from "../../kernel/process/exit";
import { kernelOf, machineNamed } from "../../machine/access";
import { engineLab, type Lab, runIn, stateOf, testLab, theContainer } from "../../testing/engine";
import { start } from "../../testing/kernel";
import { must } from "../../testing/net";
import { answerer, containerNet, dial, machineNet } from "../../testing/reach";

const box = { machine: "box" };
const nginx = { image: "nginx", command: [] };

const published = ({ world }: Lab) =>
  world.all(natRules).map(({ address, port, protocol }) => `${address}:${port}/${protocol}`);

/** A process of the machine itself that listens. */
function serveOn(lab: Lab, name: string, port: number, address = "0.0.0.0"): number {
  const machine = machineNamed(lab.world, name);
  const kernel = machine.ok ? kernelOf(lab.world, machine.value.id) : undefined;
  const { id } = start(lab.world, kernel?.id ?? 0, {});
  must(listen(lab.world, id, "tcp", address, port));
  return id;
}

describe("a port that a container wants", () => {
  it.each([
    ["8080:80", "8080:81", "Bind for 0.0.0.0:8080 failed: port is already allocated"],
    ["127.0.0.1:8080:80", "8080:80", "Bind for 0.0.0.0:8080 failed: port is already allocated"],
    ["8080:80", "127.0.0.1:8080:80", "Bind for 127.0.0.1:8080 failed: port is already allocated"],
    ["8080-8082:80-82", "8082:80", "Bind for 0.0.0.0:8082 failed: port is already allocated"],
    ["127.0.0.1:8080:80", "10.0.0.2:8080:80", ""],
    ["8080:80", "8080:80/udp", ""],
    ["8080:80", "8081:80", ""],
    ["80", "80", ""],
    ["32768:80", "80", ""],
  ])("O24: where another has %s, %s: %s", (first, second, why) => {
    const lab = engineLab();
    runIn(lab, "one", { ports: [first] });
    const before = published(lab);
    runIn(lab, "two", { ports: [second] });
    expect(stateOf(lab, "two")).toBe(why === "" ? "running" : "created 128");
    expect(theContainer(lab, "two").error).toBe(
      why === "" ? "" : `driver failed programming external connectivity on endpoint two: ${why}`,
    );
    if (why !== "") expect(published(lab)).toEqual(before);
    else expect(published(lab).length).toBe(before.length + 1);
  });

  it.each([
    ["0.0.0.0", "8080:80", false],
    ["127.0.0.1", "8080:80", false],
    ["127.0.0.1", "10.0.0.2:8080:80", true],
    ["0.0.0.0", "8080:80/udp", true],
  ])("O24: where a process of the host listens on %s, %s: %s", (address, ports, free) => {
    const lab = engineLab();
    serveOn(lab, "box", 8080, address);
    runIn(lab, "web", { ports: [ports] });
    expect(stateOf(lab, "web")).toBe(free ? "running" : "created 128");
    if (!free)
      expect(theContainer(lab, "web").error).toBe(
        "driver failed programming external connectivity on endpoint web: failed to bind host port 0.0.0.0:8080/tcp: address already in use",
      );
  });

  it("O24: on an address that the host has not got is refused in Docker's words", () => {
    const lab = engineLab();
    runIn(lab, "web", { ports: ["10.9.9.9:8080:80"] });
    expect(stateOf(lab, "web")).toBe("created 128");
    expect(theContainer(lab, "web").error).toContain(
      "failed to bind host port 10.9.9.9:8080/tcp: cannot assign requested address",
    );
    runIn(lab, "ok", { ports: ["10.0.0.2:8080:80"] });
    expect(stateOf(lab, "ok")).toBe("running");
    expect(published(lab)).toEqual(["10.0.0.2:8080/tcp"]);
  });

  it("O25: is free again when its process has ended, its container has ended, or was removed by force", () => {
    const lab = engineLab();
    const process = serveOn(lab, "box", 8080);
    runIn(lab, "one", { ports: ["8080:80"] });
    expect(stateOf(lab, "one")).toBe("created 128");
    endProcess(lab.world, process, { code: 0 });
    lab.act({ do: "startContainer", ...box, container: "one" });
    expect(published(lab)).toEqual(["0.0.0.0:8080/tcp"]);
    lab.act({ do: "removeContainer", ...box, container: "one", force: true });
    expect(published(lab)).toEqual([]);
    runIn(lab, "two", { ports: ["8080:80"], command: ["sleep", "2"] });
    expect(published(lab)).toEqual(["0.0.0.0:8080/tcp"]);
    lab.pass(2_500);
    expect(stateOf(lab, "two")).toBe("exited 0");
    expect(published(lab)).toEqual([]);
  });

  it("O26: on the host's network the program's own port counts: two web servers get in each other's way", () => {
    const lab = engineLab(["nginx"]);
    runIn(lab, "one", { ...nginx, network: "host", ports: ["8080:80"] });
    lab.pass(2_000);
    expect(answerer(lab, machineNet(lab, "box"), "10.0.0.2:80")).toBe("box/container/one");
    expect(dial(lab, machineNet(lab, "box"), "10.0.0.2:8080")).toBe("ECONNREFUSED");
    runIn(lab, "two", { ...nginx, network: "host" });
    lab.pass(2_000);
    expect(stateOf(lab, "two")).toBe("exited 1");
    runIn(lab, "three", { ...nginx, ports: ["80:80"] });
    expect(stateOf(lab, "three")).toBe("created 128");
    lab.act({ do: "killContainer", ...box, container: "one" });
    lab.act({ do: "startContainer", ...box, container: "three" });
    lab.pass(2_000);
    expect(answerer(lab, machineNet(lab, "box"), "10.0.0.2:80")).toBe("box/container/three");
  });

  it("O26: containers that share a network share its ports", () => {
    const lab = engineLab(["nginx", "redis"]);
    runIn(lab, "web", nginx);
    lab.pass(2_000);
    runIn(lab, "same", { ...nginx, network: "container:web" });
    runIn(lab, "beside", { image: "redis", command: [], network: "container:web" });
    lab.pass(3_000);
    expect(stateOf(lab, "same")).toBe("exited 1");
    expect(answerer(lab, containerNet(lab, "beside"), "localhost:80")).toBe("box/container/web");
    expect(answerer(lab, containerNet(lab, "web"), "localhost:6379")).toBe("box/container/beside");
    expect(lab.world.find(listeners, "ns", containerNet(lab, "web")).map(({ port }) => port)).toEqual([
      80, 6379,
    ]);
    lab.act({ do: "killContainer", ...box, container: "beside" });
    expect(dial(lab, containerNet(lab, "web"), "localhost:6379")).toBe("ECONNREFUSED");
    expect(dial(lab, containerNet(lab, "web"), "localhost:80")).toBe("ok");
  });
});

describe("through virtual machines", () => {
  /** A desktop with a hypervisor and a virtual machine `guest` on it with an engine, and `other` beside it on the LAN. */
  function guestLab(product: string): Lab {
    const lab = testLab();
    for (const name of ["desk", "other"]) {
      lab.act({ do: "addMachine", name, preset: "desktop", os: "debian-13" });
      lab.act({ do: "powerOn", machine: name });
    }
    lab.act({ do: "installHypervisor", machine: "desk", product });
    lab.act({ do: "createVm", host: "desk", name: "guest", os: "debian-13", profile: "microvm" });
    lab.act({ do: "powerOn", machine: "guest" });
    lab.act({ do: "installEngine", machine: "guest" });
    lab.act({ do: "runContainer", machine: "guest", ...nginx, name: "web", ports: ["8080:80"] });
    lab.pass(2_000);
    return lab;
  }

  it("T26: behind its host's address only the host reaches it; a published port of the guest is the guest's", () => {
    const lab = guestLab("virtualbox");
    const [desk, other, guest] = ["desk", "other", "guest"].map((name) => machineNet(lab, name));
    if (desk === undefined || other === undefined || guest === undefined) throw new Error("no machine");
    expect(dial(lab, guest, "192.168.122.2:8080")).toBe("ok");
    expect(answerer(lab, desk, "192.168.122.2:8080")).toBe("guest/container/web");
    expect(answerer(lab, desk, "guest:8080")).toBe("EAI_NONAME");
    expect(dial(lab, desk, "localhost:8080")).toBe("ECONNREFUSED");
    expect(dial(lab, desk, "172.17.0.2:80")).toBe("ENETUNREACH");
    expect(dial(lab, other, "192.168.122.2:8080")).toBe("ENETUNREACH");
    expect(dial(lab, other, "desk:8080")).toBe("ECONNREFUSED");
    serveOn(lab, "other", 5432);
    serveOn(lab, "desk", 5433);
    const web = containerNet(lab, "web", "guest");
    expect([dial(lab, web, "other:5432"), dial(lab, web, "desk:5433")]).toEqual(["ok", "ok"]);
    expect(dial(lab, web, "192.168.122.1:5433")).toBe("ok");
  });

  it("T27: on a type 1 hypervisor the guest is a machine of the LAN like others", () => {
    const lab = guestLab("kvm");
    expect(answerer(lab, machineNet(lab, "other"), "guest:8080")).toBe("guest/container/web");
    expect(answerer(lab, machineNet(lab, "desk"), "guest:8080")).toBe("guest/container/web");
    expect(dial(lab, containerNet(lab, "web", "guest"), "desk:8080")).toBe("ECONNREFUSED");
  });

  it("T22: a guest that is held answers nobody, not even its own published ports", () => {
    const lab = guestLab("virtualbox");
    const desk = machineNet(lab, "desk");
    lab.act({ do: "pauseVm", machine: "guest" });
    expect(dial(lab, desk, "192.168.122.2:8080")).toBe("ETIMEDOUT");
    lab.act({ do: "resumeVm", machine: "guest" });
    expect(dial(lab, desk, "192.168.122.2:8080")).toBe("ok");
    lab.begin({ do: "crashKernel", machine: "guest" });
    expect(dial(lab, desk, "192.168.122.2:8080")).toBe("EHOSTUNREACH");
  });

  it("T22: with the host's kernel its guest is gone from everybody's network", () => {
    const lab = guestLab("virtualbox");
    const other = machineNet(lab, "other");
    lab.begin({ do: "crashKernel", machine: "desk" });
    expect(dial(lab, other, "10.0.0.2:8080")).toBe("EHOSTUNREACH");
    expect(() => machineNet(lab, "guest")).toThrow();
    expect(lab.world.all(natRules)).toEqual([]);
  });

  it("O27: Docker Desktop publishes on the laptop, on one address if that is asked for; containers have no address there", () => {
    const lab = testLab();
    lab.act({ do: "addMachine", name: "box", preset: "laptop", os: "macos-26" });
    lab.act({ do: "addMachine", name: "other", preset: "desktop", os: "debian-13" });
    for (const machine of ["box", "other"]) lab.act({ do: "powerOn", machine });
    lab.act({ do: "installDockerDesktop", ...box });
    lab.act({ do: "pullImage", ...box, image: "nginx" });
    const [mac, other] = [machineNet(lab, "box"), machineNet(lab, "other")];
    runIn(lab, "web", { ...nginx, ports: ["8080:80", "127.0.0.1:9000:80"] });
    runIn(lab, "lan", { ...nginx, ports: ["10.0.0.2:9001:80"] });
    lab.pass(2_000);
    expect(theContainer(lab, "lan").error).toBe("");
    for (const target of ["localhost:8080", "localhost:9000", "10.0.0.2:8080"])
      expect(answerer(lab, mac, target)).toBe(theContainer(lab, "web").layer);
    expect(dial(lab, mac, "localhost:9001")).toBe("ECONNREFUSED");
    expect([
      dial(lab, other, "box:8080"),
      dial(lab, other, "box:9000"),
      dial(lab, other, "box:9001"),
    ]).toEqual(["ok", "ECONNREFUSED", "ok"]);
    expect(dial(lab, mac, "172.17.0.2:80")).toBe("ENETUNREACH");
    serveOn(lab, "box", 9002);
    runIn(lab, "late", { ...nginx, ports: ["9002:80"] });
    expect(theContainer(lab, "late").error).toContain("address already in use");
  });
});
