import { describe, expect, it } from "vitest";
import type { CommandInput } from "../index";
import { type Acting, acting, container, dockerHost, host, PATIENCE_MS } from "../testing/claims";

const laptopWithVm: readonly CommandInput[] = [
  ...host("laptop", "ubuntu-24.04"),
  { do: "installHypervisor", machine: "laptop", product: "virtualbox" },
  { do: "createVm", host: "laptop", name: "vm1", os: "debian-13" },
  { do: "installApp", machine: "vm1", name: "web" },
];

describe("states of layers", { timeout: PATIENCE_MS }, () => {
  it("L6: while something starts it says in which phase, and afterwards how long it took", () => {
    const lab = acting(
      ...laptopWithVm,
      { do: "installEngine", machine: "laptop" },
      { do: "pullImage", machine: "laptop", image: "nginx" },
    );
    lab.begin({ do: "powerOn", machine: "vm1" });
    const seen = new Set<string | null>();
    for (let time = 0; lab.layer("vm1").state === "starting"; time++) {
      seen.add(lab.layer("vm1").phase);
      expect(lab.layer("vm1/os")).toMatchObject({
        state: "starting",
        readyMs: null,
        phase: lab.layer("vm1").phase,
      });
      expect(lab.layer("vm1").readyMs).toBeNull();
      expect(time).toBeLessThan(200);
      lab.wait(1_000);
    }
    expect([...seen]).toEqual([
      "power-on",
      "firmware",
      "boot loader",
      "kernel",
      "initramfs",
      "init",
      "services",
      "app",
    ]);
    const begun = lab.sim.now;
    expect(lab.layer("vm1")).toMatchObject({ state: "running", phase: null });
    expect(lab.layer("vm1").readyMs).toBe(lab.layer("vm1/os").readyMs);
    lab.begin(container("laptop", "web", { image: "nginx", command: [] }));
    expect(lab.layer("laptop/container/web")).toMatchObject({
      state: "starting",
      phase: "client",
      readyMs: null,
    });
    lab.settle();
    const { readyMs } = lab.layer("laptop/container/web");
    expect(readyMs).toBeCloseTo(lab.sim.now - begun, 6);
  });

  it("L23: a container that has ended tells how; one that runs, or never ran, tells nothing", () => {
    const lab = acting(...dockerHost("laptop"));
    const run = (name: string, more: object) =>
      lab.act({
        ...{ do: "runContainer", machine: "laptop", image: "alpine", name, command: ["sleep", "infinity"] },
        ...more,
      } as CommandInput);
    const ended = (name: string) => lab.layer(`laptop/container/${name}`).ended;
    run("leak", { command: ["tail", "/dev/zero"], memory: 64 * 1024 ** 2 });
    lab.wait(2_000);
    expect(lab.layer("laptop/container/leak")).toMatchObject({
      state: "exited",
      ended: { code: 137, outOfMemory: true },
    });
    run("short", { command: ["sleep", "1"] });
    expect(ended("short")).toBeUndefined();
    lab.wait(2_000);
    expect(ended("short")).toEqual({ code: 0, outOfMemory: false });
    lab.act({ do: "startContainer", machine: "laptop", container: "short" });
    expect(lab.layer("laptop/container/short").state).toBe("running");
    expect(ended("short")).toBeUndefined();
    lab.act({ do: "createContainer", machine: "laptop", image: "alpine", name: "new" });
    expect(ended("new")).toBeUndefined();
    run("killed", {});
    lab.act({ do: "killContainer", machine: "laptop", container: "killed", signal: "SIGKILL" });
    expect(ended("killed")).toEqual({ code: 137, outOfMemory: false });
    lab.act({ do: "crashKernel", machine: "laptop" });
    expect(lab.layer("laptop/container/killed").state).toBe("exited");
    expect(ended("killed")).toBeUndefined();
  });

  it("L7: a container that never came up has no start time; one that has ended keeps its last", () => {
    const lab = acting(...dockerHost("laptop"));
    lab.act(
      container("laptop", "broken", { command: ["nosuch"] }),
      container("laptop", "short", { command: ["true"] }),
    );
    expect(lab.layer("laptop/container/broken")).toMatchObject({ state: "created", readyMs: null });
    lab.wait(1_000);
    expect(lab.layer("laptop/container/short").state).toBe("exited");
    expect(lab.layer("laptop/container/short").readyMs).toBeGreaterThan(30);
    lab.act(container("laptop", "held"), { do: "pauseContainer", machine: "laptop", container: "held" });
    expect(lab.layer("laptop/container/held/app")).toMatchObject({ state: "paused", cpu: 0 });
  });

  it("L8: what was alive on a system goes the way of the system: it stands still, or has ended", () => {
    const setup: CommandInput[] = [
      ...host("server", "debian-13", { preset: "server" }),
      { do: "installHypervisor", machine: "server", product: "kvm" },
      { do: "createVm", host: "server", name: "vm1", os: "debian-13", profile: "microvm" },
      { do: "installApp", machine: "vm1", name: "web" },
      { do: "powerOn", machine: "vm1" },
      { do: "installEngine", machine: "vm1" },
      { do: "pullImage", machine: "vm1", image: "alpine" },
    ];
    const states = (lab: Acting) =>
      [
        "vm1/os",
        "vm1/kernel",
        "vm1/engine",
        "vm1/app/web",
        "vm1/container/up",
        "vm1/container/up/app",
        "vm1/container/done",
      ].map((id) => lab.layer(id).state);
    const outcome = (...commands: CommandInput[]) => {
      const lab = acting(...setup);
      lab.act(container("vm1", "up"), container("vm1", "done", { command: ["true"] }));
      lab.wait(100);
      lab.act(...commands);
      return [lab.layer("vm1").state, ...states(lab)];
    };
    const all = (state: string) => [...Array(6).fill(state), "exited"];
    const gone = ["off", "off", "exited", "exited", "exited"];
    expect(outcome()).toEqual(["running", ...all("running")]);
    expect(outcome({ do: "pauseVm", machine: "vm1" })).toEqual(["paused", ...all("paused")]);
    expect(outcome({ do: "crashKernel", machine: "vm1" }).slice(1)).toEqual([
      "panicked",
      "panicked",
      ...gone,
    ]);
    expect(outcome({ do: "powerOff", machine: "vm1" })).toEqual(["off", "off", "off", ...gone]);
    expect(outcome({ do: "crashHypervisor", machine: "server" })).toEqual(["crashed", "off", "off", ...gone]);
  });

  it("L9: what was broken into is told of whole systems and containers, and of nothing beside them", () => {
    const lab = acting(...dockerHost("laptop"), ...laptopWithVm.slice(2), { do: "powerOn", machine: "vm1" });
    lab.act(container("laptop", "one"), { do: "exploitKernel", machine: "vm1", layer: "vm1/app/web" });
    const taken = () =>
      lab
        .layers()
        .filter(({ compromised }) => compromised)
        .map(({ id }) => id);
    expect(taken()).toEqual(["vm1/os", "vm1/kernel", "vm1/userland", "vm1/app/web/libs", "vm1/app/web"]);
  });

  it("L10: labels tell machines, products and hidden machines apart", () => {
    const lab = acting(
      ...host("pc", "windows-11", { label: "My laptop" }),
      { do: "installDockerDesktop", machine: "pc" },
      { do: "addMachine", name: "bare", preset: "server" },
      { do: "installHypervisor", machine: "bare", product: "xen" },
      { do: "powerOn", machine: "bare" },
    );
    const labels = Object.fromEntries(lab.layers().map(({ id, label }) => [id, label]));
    expect(labels).toMatchObject({
      pc: "pc: My laptop",
      "pc/kernel": "Windows NT 10.0.26100",
      "pc/engine-client": "Docker Desktop (client)",
      "pc-linux": "pc-linux: hidden virtual hardware of Docker Desktop",
      "pc-linux/engine": "Docker Engine",
      "bare/hypervisor": "Xen",
      "bare-dom0": "bare-dom0: Management VM (dom0)",
    });
    expect(lab.layer("pc/engine-client").uses).toEqual(["pc-linux/engine"]);
    expect(lab.layer("bare-dom0").on).toBe("bare/hypervisor");
    expect(
      new Set(
        lab
          .layers()
          .filter(({ kind }) => kind.endsWith("hardware"))
          .map(({ label }) => label),
      ).size,
    ).toBe(4);
  });

  it("L11: hardware and containers say how many processors work for everything in them", () => {
    const lab = acting(...dockerHost("laptop", ["alpine"], { cpus: 4 }));
    expect(lab.layer("laptop").cpu).toBe(0);
    lab.act(
      container("laptop", "busy", { command: ["yes"], cpus: 0.5 }),
      container("laptop", "free", { command: ["yes"] }),
    );
    lab.wait(100);
    const cpu = (id: string) => lab.layer(id).cpu;
    expect([
      cpu("laptop/container/busy"),
      cpu("laptop/container/busy/app"),
      cpu("laptop/container/free"),
    ]).toEqual([0.5, 0.5, 1]);
    expect(cpu("laptop")).toBe(1.5);
  });
});
