import { describe, expect, it } from "vitest";
import type { Command } from "../../commands/all";
import { cgroupPath } from "../../kernel/cgroup/tree";
import { connect } from "../../kernel/net/reach";
import { endProcess } from "../../kernel/process/exit";
import { type Process, processes } from "../../kernel/process/table";
import { engineLab, engineNow, type Lab, stateOf, storyOf, theContainer } from "../../testing/engine";
import { networks } from "../tables";

const box = { machine: "box" };
type Options = Partial<Extract<Command, { do: "runContainer" }>>;
const run = (lab: Lab, name: string, options: Options = {}) =>
  lab.act({ do: "runContainer", ...box, image: "alpine", command: ["sleep", "100000"], name, ...options });
const process = (lab: Lab, id: number | null): Process => lab.world.must(processes, id ?? 0);
const started = (lab: Lab, name: string) => theContainer(lab, name).startedAt;

describe("an engine on a machine", () => {
  it("E80: is a daemon and containerd below process 1, each in a group of its own, with the default networks", () => {
    const lab = engineLab([]);
    const engine = engineNow(lab);
    expect(engine).toMatchObject({
      state: "running",
      product: "docker",
      layer: "box/engine",
      liveRestore: false,
    });
    const daemon = process(lab, engine.daemon);
    const containerd = process(lab, engine.containerd);
    expect([daemon.name, containerd.name]).toEqual(["dockerd", "containerd"]);
    expect(daemon.parent).toBe(containerd.parent);
    expect(process(lab, daemon.parent).pids[0]?.pid).toBe(1);
    expect(cgroupPath(lab.world, daemon.cgroup)).toBe("/system.slice/docker.service");
    expect(cgroupPath(lab.world, containerd.cgroup)).toBe("/system.slice/containerd.service");
    expect(lab.world.find(networks, "engine", engine.id).map(({ name }) => name)).toEqual([
      "bridge",
      "host",
      "none",
    ]);
    expect(storyOf(lab, "box/engine")).toEqual(["installed", "ready"]);
  });

  it("E81: a second one is refused, one without a Linux kernel below it too", () => {
    const lab = engineLab([]);
    expect(lab.refused({ do: "installEngine", ...box }).code).toBe("has-engine");
    lab.act({ do: "addMachine", name: "win", preset: "laptop", os: "windows-11" });
    expect(lab.refused({ do: "installEngine", machine: "win" })).toMatchObject({
      code: "wrong-os",
      wayOut: expect.stringContaining("Docker Desktop"),
    });
    lab.act({ do: "addMachine", name: "bare", preset: "server" });
    expect(lab.refused({ do: "installEngine", machine: "bare" }).code).toBe("no-os");
    expect(lab.refused({ do: "startEngine", machine: "bare" }).code).toBe("no-engine");
  });
});

describe("a daemon that crashes", () => {
  it("E82: leaves shims and containers running, and answers nobody", () => {
    const lab = engineLab(["nginx"]);
    run(lab, "web", { image: "nginx", command: [], ports: ["8080:80"] });
    lab.pass(1_000);
    const { shim, process: first } = theContainer(lab, "web");
    lab.act({ do: "crashEngine", ...box });
    expect(engineNow(lab)).toMatchObject({ state: "crashed", daemon: null });
    expect([process(lab, shim).state, process(lab, first).state]).not.toContain("zombie");
    const hostNet = process(lab, process(lab, shim).parent).ns.net;
    expect(connect(lab.world, hostNet, "127.0.0.1", 8080, "tcp").ok).toBe(true);
    expect(lab.refused({ do: "stopContainer", ...box, container: "web" })).toMatchObject({
      code: "no-daemon",
      why: "the daemon has crashed",
    });
    expect(lab.refused({ do: "crashEngine", ...box }).code).toBe("no-daemon");
  });

  it("E83: without live restore, stops the containers that it finds when it comes back; policies then count", () => {
    const lab = engineLab(["alpine"]);
    run(lab, "plain");
    run(lab, "always", { restart: "always" });
    const before = started(lab, "always");
    lab.act({ do: "crashEngine", ...box });
    lab.act({ do: "startEngine", ...box });
    lab.pass(15_000);
    expect(stateOf(lab, "plain")).toBe("exited 137");
    expect(stateOf(lab, "always")).toBe("running");
    expect(started(lab, "always")).toBeGreaterThan(before ?? 0);
  });

  it("E84: with live restore, finds them running, and they never stopped", () => {
    const lab = engineLab(["alpine"], { liveRestore: true });
    run(lab, "plain");
    const before = theContainer(lab, "plain");
    lab.act({ do: "crashEngine", ...box });
    lab.act({ do: "startEngine", ...box });
    lab.pass(60_000);
    expect(theContainer(lab, "plain")).toEqual(before);
    expect(storyOf(lab, "box/container/plain")).toContain("restored");
    lab.act({ do: "stopContainer", ...box, container: "plain", timeout: 0 });
    lab.pass(10);
    expect(stateOf(lab, "plain")).toBe("exited 137");
  });

  it("E85: a container that ends meanwhile is only then started again or removed", () => {
    const lab = engineLab(["alpine"], { liveRestore: true });
    run(lab, "back", { restart: "always" });
    run(lab, "gone", { autoRemove: true });
    lab.act({ do: "crashEngine", ...box });
    for (const name of ["back", "gone"])
      endProcess(lab.world, theContainer(lab, name).process ?? 0, { code: 1 });
    lab.pass(30_000);
    expect([stateOf(lab, "back"), stateOf(lab, "gone")]).toEqual(["exited 1", "exited 1"]);
    lab.act({ do: "startEngine", ...box });
    lab.pass(1_000);
    expect(stateOf(lab, "back")).toBe("running");
    expect(() => theContainer(lab, "gone")).toThrow();
  });

  it("E86: whoever kills the daemon's process, it has crashed; containerd stays for the next one", () => {
    const lab = engineLab([]);
    const { daemon, containerd } = engineNow(lab);
    endProcess(lab.world, daemon ?? 0, { signal: 11 });
    lab.pass(0);
    expect(engineNow(lab).state).toBe("crashed");
    lab.act({ do: "startEngine", ...box });
    expect(engineNow(lab)).toMatchObject({ state: "running", containerd });
    expect(engineNow(lab).daemon).not.toBe(daemon);
  });

  it("E86: waits for restarts by policy end with it; the policy counts again when it is back", () => {
    const lab = engineLab(["alpine"]);
    run(lab, "app", { restart: "always" });
    endProcess(lab.world, theContainer(lab, "app").process ?? 0, { code: 1 });
    lab.pass(1);
    expect(stateOf(lab, "app")).toBe("restarting 1");
    lab.act({ do: "crashEngine", ...box });
    lab.pass(10_000);
    expect(stateOf(lab, "app")).toBe("restarting 1");
    lab.act({ do: "startEngine", ...box });
    expect(stateOf(lab, "app")).toBe("running");
  });
});

describe("a daemon that is stopped", () => {
  it("E87: stops its containers first, and starts those whose policy says so when it starts", () => {
    const lab = engineLab(["alpine"]);
    run(lab, "plain");
    run(lab, "always", { restart: "always" });
    run(lab, "unless", { restart: "unless-stopped" });
    run(lab, "failure", { restart: "on-failure" });
    run(lab, "byhand", { restart: "unless-stopped" });
    run(lab, "byhand-always", { restart: "always" });
    for (const container of ["byhand", "byhand-always"]) lab.act({ do: "killContainer", ...box, container });
    lab.begin({ do: "stopEngine", ...box });
    expect(engineNow(lab).state).toBe("stopping");
    expect(lab.refused({ do: "startEngine", ...box }).code).toBe("stopping");
    lab.pass(10_000);
    expect(engineNow(lab)).toMatchObject({ state: "stopped", daemon: null });
    const names = ["plain", "always", "unless", "failure", "byhand", "byhand-always"];
    expect(names.map((name) => stateOf(lab, name))).toEqual(names.map(() => "exited 137"));
    lab.act({ do: "startEngine", ...box });
    lab.pass(1_000);
    expect(names.filter((name) => stateOf(lab, name) === "running")).toEqual([
      "always",
      "unless",
      "byhand-always",
    ]);
  });

  it("E87: with live restore it leaves them running", () => {
    const lab = engineLab(["alpine"], { liveRestore: true });
    run(lab, "plain");
    const before = started(lab, "plain");
    lab.act({ do: "stopEngine", ...box });
    expect(engineNow(lab).state).toBe("stopped");
    lab.pass(60_000);
    lab.act({ do: "startEngine", ...box });
    expect([stateOf(lab, "plain"), started(lab, "plain")]).toEqual(["running", before]);
  });

  it("E87: one that does not run cannot be stopped; starting one that runs changes nothing", () => {
    const lab = engineLab([]);
    const before = engineNow(lab);
    lab.act({ do: "startEngine", ...box });
    expect(engineNow(lab)).toEqual(before);
    lab.act({ do: "stopEngine", ...box });
    expect(lab.refused({ do: "stopEngine", ...box }).code).toBe("no-daemon");
  });

  it("E88: that never had a container started does not start it", () => {
    const lab = engineLab(["alpine"]);
    lab.act({
      do: "createContainer",
      ...box,
      image: "alpine",
      command: ["sleep", "9"],
      name: "fresh",
      restart: "always",
    });
    lab.act({ do: "stopEngine", ...box });
    lab.act({ do: "startEngine", ...box });
    lab.pass(1_000);
    expect(stateOf(lab, "fresh")).toBe("created");
  });
});

describe("the machine below", () => {
  const names = ["plain", "always", "unless", "brief"];
  function powered(): Lab {
    const lab = engineLab(["alpine"]);
    run(lab, "plain", { ports: ["8080:80"] });
    run(lab, "always", { restart: "always" });
    run(lab, "unless", { restart: "unless-stopped" });
    run(lab, "brief", { autoRemove: true });
    return lab;
  }

  it("E89: loses power: the engine starts with it again, and so do containers by their policies; others are found dead: 137", () => {
    const lab = powered();
    lab.act({ do: "powerOff", ...box });
    expect(engineNow(lab)).toMatchObject({ state: "stopped", daemon: null, containerd: null });
    expect(names.map((name) => stateOf(lab, name))).toEqual(names.map(() => "exited 137"));
    expect(lab.refused({ do: "startContainer", ...box, container: "plain" }).code).toBe("machine-off");
    lab.pass(60_000);
    lab.act({ do: "powerOn", ...box });
    lab.pass(1_000);
    expect(engineNow(lab).state).toBe("running");
    expect(names.slice(0, 3).map((name) => stateOf(lab, name))).toEqual(["exited 137", "running", "running"]);
    expect(() => theContainer(lab, "brief")).toThrow();
    lab.act({ do: "startContainer", ...box, container: "plain" });
    expect(stateOf(lab, "plain")).toBe("running");
  });

  it("E89: panics: every container on its kernel is gone until it is up again", () => {
    const lab = powered();
    const first = theContainer(lab, "always").process;
    lab.act({ do: "crashKernel", ...box });
    expect(lab.world.get(processes, first ?? 0)).toBeUndefined();
    expect(names.map((name) => stateOf(lab, name))).toEqual(names.map(() => "exited 137"));
    lab.act({ do: "powerOff", ...box });
    lab.act({ do: "powerOn", ...box });
    lab.pass(1_000);
    expect(names.slice(0, 3).map((name) => stateOf(lab, name))).toEqual(["exited 137", "running", "running"]);
  });

  it("E89: loses power in the middle of a start: it is given up", () => {
    const lab = engineLab(["alpine"]);
    lab.begin({
      do: "runContainer",
      ...box,
      image: "alpine",
      command: ["sleep", "9"],
      name: "half",
      ports: ["80"],
    });
    lab.pass(30);
    lab.act({ do: "powerOff", ...box });
    lab.act({ do: "powerOn", ...box });
    lab.pass(1_000);
    expect(stateOf(lab, "half")).toBe("created");
    lab.act({ do: "startContainer", ...box, container: "half" });
    expect(stateOf(lab, "half")).toBe("running");
  });

  it("E90: shuts down in order: its daemon has not crashed", () => {
    const lab = powered();
    lab.act({ do: "shutDown", ...box });
    lab.pass(120_000);
    expect(storyOf(lab, "box/engine")).not.toContain("crashed");
    lab.act({ do: "powerOn", ...box });
    lab.pass(1_000);
    expect(names.slice(1, 3).map((name) => stateOf(lab, name))).toEqual(["running", "running"]);
  });

  it("E91: an engine installed while it is off starts when it boots", () => {
    const lab = engineLab([]);
    lab.act({ do: "addMachine", name: "late", preset: "server", os: "alpine-3.22" });
    lab.act({ do: "installEngine", machine: "late" });
    expect(engineNow(lab, "late").state).toBe("stopped");
    expect(lab.refused({ do: "startEngine", machine: "late" }).code).toBe("machine-off");
    lab.act({ do: "powerOn", machine: "late" });
    expect(engineNow(lab, "late").state).toBe("running");
  });
});
