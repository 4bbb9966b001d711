import { describe, expect, it } from "vitest";
import {
  type CommandInput,
  type Inspection,
  inspectLayer,
  type LayerView,
  readyScenarioNames,
  viewsOf,
} from "../../index";
import { cgroupByPath } from "../../kernel/cgroup/tree";
import { namespaces } from "../../kernel/namespace/table";
import { processes } from "../../kernel/process/table";
import {
  type Acting,
  acting,
  actingIn,
  container,
  containerNow,
  dockerHost,
  guests,
  host,
  kernelNow,
  mainProcess,
  PATIENCE_MS,
  started,
} from "../../testing/claims";

function inspect({ sim }: Acting, id: string): Inspection {
  const found = inspectLayer(sim.world, id);
  if (found === null) throw new Error(`no layer ${id}`);
  return found;
}

const figure = (found: Inspection, name: string) => found.figures.find((each) => each.name === name);
const ids = (layers: readonly { readonly id: string }[]) => layers.map(({ id }) => id);
const views = ({ sim }: Acting): LayerView[] => viewsOf(sim.world);

const names = readyScenarioNames.filter((name) => !/^fork-bomb/.test(name));

/** Everything that is wrong with what is said of a layer. */
function faults(found: Inspection): string[] {
  const { layer, figures, phases, processes: listed, processCount, standsOn } = found;
  const said = [found.about, found.failure.text, ...[...figures, ...phases].map(({ how }) => how)];
  return [
    ...said.filter((text) => !/^[A-Z0-9].{12,}[.)]$/.test(text) || text.includes("!")),
    ...figures.filter(({ value }) => !(value >= 0)).map(({ name, value }) => `${name} ${value}`),
    ...(listed.length === Math.min(processCount, 200) ? [] : ["processes are missing"]),
    ...((standsOn[0]?.id ?? null) === layer.on ? [] : ["it stands on something else"]),
  ].map((fault) => `${layer.id}: ${fault}`);
}

describe("looking into a layer", { timeout: PATIENCE_MS }, () => {
  const lab = acting(
    ...dockerHost("laptop", ["nginx", "redis", "alpine"]),
    { do: "installHypervisor", machine: "laptop", product: "virtualbox" },
    { do: "createVm", host: "laptop", name: "vm1", os: "debian-13" },
    { do: "installApp", machine: "vm1", name: "crm" },
    { do: "powerOn", machine: "vm1" },
    container("laptop", "web", { image: "nginx", command: [], memory: 536_870_912, cpus: 0.5 }),
    container("laptop", "shared", { network: "host", pidMode: "host" }),
  );
  const kinds = [...new Set(views(lab).map(({ kind }) => kind))];

  it.each(names)("L14: in %s every layer can be looked into, in whole sentences", (name) => {
    const world = started(name);
    const found = views(world).flatMap(({ id }) => faults(inspect(world, id)));
    expect(found).toEqual([]);
  });

  it("L14: the small world of these tests has layers of nearly all kinds; what is not there is null", () => {
    expect(kinds).toEqual([
      "hardware",
      "host-os",
      "kernel",
      "userland",
      "hypervisor",
      "engine",
      "image",
      "container",
      "libs",
      "app",
      "virtual-hardware",
      "guest-os",
    ]);
    expect(inspectLayer(lab.sim.world, "laptop/container/nobody")).toBeNull();
    expect(inspectLayer(lab.sim.world, "")).toBeNull();
  });

  it("L14: what a layer stands on is told down to the hardware, and what stands on it directly", () => {
    expect(ids(inspect(lab, "vm1/app/crm").standsOn)).toEqual([
      "vm1/app/crm/libs",
      "vm1/os",
      "vm1",
      "laptop/hypervisor",
      "laptop/os",
      "laptop",
    ]);
    expect(ids(inspect(lab, "laptop").carries)).toEqual(["laptop/os"]);
    expect(ids(inspect(lab, "laptop/kernel").carries)).toEqual(["laptop/userland"]);
    expect(ids(inspect(lab, "laptop/hypervisor").carries)).toEqual(["vm1"]);
    expect(ids(inspect(lab, "laptop/container/web").carries)).toEqual(["laptop/container/web/libs"]);
  });

  it("L15: every figure of a layer is told with its origin: those of the layer itself, and what machines have", () => {
    for (const layer of views(lab)) {
      const found = inspect(lab, layer.id);
      if (layer.memoryBytes > 0) expect(figure(found, "Memory")?.value, layer.id).toBe(layer.memoryBytes);
      if (layer.diskBytes > 0) expect(figure(found, "Disk")?.value, layer.id).toBe(layer.diskBytes);
      if (layer.readyMs !== null) expect(figure(found, "Last start")?.value, layer.id).toBe(layer.readyMs);
    }
    const hardware = inspect(lab, "laptop");
    expect(figure(hardware, "Memory in all")).toMatchObject({
      value: 17_179_869_184,
      unit: "bytes",
      origin: "modelled",
      how: "Modelled: 16 GiB.",
    });
    const sum = (of: "memoryBytes" | "diskBytes") =>
      views(lab).reduce((total, layer) => total + (layer.within === null ? layer[of] : 0), 0);
    expect(figure(hardware, "Memory in use")?.value).toBe(sum("memoryBytes"));
    expect(figure(hardware, "Disk in use")?.value).toBe(sum("diskBytes"));
    const web = views(lab).find(({ id }) => id === "laptop/container/web/app");
    expect(figure(inspect(lab, "laptop/container/web"), "Memory in use")?.value).toBe(web?.memoryBytes);
    expect(figure(inspect(lab, "laptop/kernel"), "Memory")?.how).toContain("page tables");
    expect(figure(inspect(lab, "laptop/engine"), "Memory")?.how).toContain("80 MiB held by dockerd");
  });

  it("L15: what was asked for is told as that, what follows from a citation or from the real guest as those", () => {
    const micro = acting(
      ...host("server", "debian-13", { preset: "server", memoryBytes: 64_000_000_000 }),
      { do: "installHypervisor", machine: "server", product: "kvm" },
      { do: "createVm", host: "server", name: "vm", os: "alpine-3.22", profile: "microvm" },
      { do: "installApp", machine: "vm", name: "web", memoryBytes: 5_000_000 },
      { do: "powerOn", machine: "vm" },
    );
    expect(figure(inspect(micro, "server"), "Memory in all")?.how).toContain("asked for");
    expect(figure(inspect(micro, "vm/app/web"), "Memory")?.how).toContain("asked for");
    expect(figure(inspect(micro, "vm/app/web"), "Disk")?.how).toContain("own files");
    expect(figure(inspect(micro, "vm"), "Memory")?.how).toContain("NSDI 2020");
    const { phases } = inspect(micro, "vm/kernel");
    expect(phases.length).toBeGreaterThan(0);
    expect(new Set(phases.map(({ origin }) => origin))).toEqual(new Set(["measured"]));
    expect(phases[0]?.how).toMatch(/^Measured with the real guest \(.+\): /);
  });

  it.each(names)("L16: in %s the phases of a layer last as long as its part of the start", (name) => {
    const world = started(name);
    for (const { id, kind, startPartMs } of views(world)) {
      const whole = kind === "hardware" || kind === "virtual-hardware" || kind === "container";
      if (startPartMs === null || whole || (kind === "app" && world.sim.world.count(processes) === 0))
        continue;
      const { phases } = inspect(world, id);
      const ms = phases.reduce((sum, { startedAt, endedAt }) => sum + (endedAt ?? Number.NaN) - startedAt, 0);
      expect(ms, id).toBeCloseTo(startPartMs, 6);
    }
  });

  it("L16: phases are told in their order, the one at work without an end", () => {
    const booting = acting(...host("laptop", "ubuntu-24.04"), ...guests("laptop", ["vm1"]));
    booting.begin({ do: "powerOn", machine: "vm1" });
    booting.wait(3_000);
    expect(inspect(booting, "vm1").phases).toMatchObject([
      { name: "power-on", startedAt: 0, endedAt: 2_500 },
      { name: "firmware", startedAt: 2_500, endedAt: null },
    ]);
    expect(inspect(booting, "vm1/kernel").phases).toEqual([]);
  });

  it("L17: processes are told by their number inside, their number on the kernel, and whose they are", () => {
    const web = inspect(lab, "laptop/container/web");
    const main = mainProcess(lab, "laptop/container/web");
    expect(web.processes[0]).toEqual({
      pid: 1,
      hostPid: main.pids[0]?.pid,
      name: main.name,
      user: "root",
      state: main.state,
      memoryBytes: main.rssBytes,
    });
    expect(main.pids[0]?.pid).toBeGreaterThan(1);
    expect(inspect(lab, "laptop/container/web/app").processes).toEqual(web.processes);
    const sharing = inspect(lab, "laptop/container/shared").processes[0];
    expect(sharing?.pid).toBe(sharing?.hostPid);
    const kernel = kernelNow(lab, "laptop");
    const all = lab.sim.world.find(processes, "kernel", kernel.id).length;
    for (const id of ["laptop/kernel", "laptop/os"]) expect(inspect(lab, id).processCount).toBe(all);
    expect(inspect(lab, "laptop/engine").processes.map(({ name }) => name)).toEqual([
      "containerd",
      "dockerd",
      "containerd-shim",
      "containerd-shim",
    ]);
    expect(inspect(lab, "vm1").processes.map(({ name }) => name)).toEqual(["VBoxHeadless"]);
    expect(inspect(lab, "laptop/image/nginx:latest").processCount).toBe(0);
  });

  it("L17: of very many processes the first are listed and all are counted", () => {
    const crowd = acting(...dockerHost("laptop"));
    for (let number = 0; number < 110; number++) crowd.begin(container("laptop", `c-${number}`));
    crowd.settle();
    const { processes: listed, processCount } = inspect(crowd, "laptop/kernel");
    expect(listed).toHaveLength(200);
    expect(processCount).toBeGreaterThan(220);
  });

  it("L18: namespaces are told with their inodes, and which of them are the host's own", () => {
    const own = (id: string) =>
      inspect(lab, id)
        .namespaces.filter(({ shared }) => !shared)
        .map(({ kind }) => kind);
    expect(own("laptop/container/web")).toEqual(["pid", "mnt", "net", "uts", "ipc", "cgroup"]);
    expect(own("laptop/container/shared")).toEqual(["mnt", "ipc", "cgroup"]);
    for (const id of ["laptop/os", "laptop/kernel", "laptop/userland", "laptop/engine", "vm1/app/crm"]) {
      expect(inspect(lab, id).namespaces).toHaveLength(7);
      expect(own(id)).toEqual([]);
    }
    const { pid } = mainProcess(lab, "laptop/container/web").ns;
    expect(inspect(lab, "laptop/container/web").namespaces[0]).toEqual({
      kind: "pid",
      inode: lab.sim.world.must(namespaces, pid).inode,
      shared: false,
    });
    for (const id of ["laptop", "laptop/image/nginx:latest"]) expect(inspect(lab, id).namespaces).toEqual([]);
  });

  it("L18: kernels other than Linux have neither namespaces nor control groups", () => {
    const windows = acting(...host("pc", "windows-11"));
    expect(inspect(windows, "pc/kernel")).toMatchObject({ namespaces: [], cgroup: null });
    expect(inspect(windows, "pc/kernel").processCount).toBeGreaterThan(3);
  });

  it("L19: a control group is told with its path and its files as the kernel shows them", () => {
    const { cgroup } = inspect(lab, "laptop/container/web");
    const { containerId, cgroup: group } = containerNow(lab, "laptop/container/web");
    const file = (name: string) => cgroup?.files.find((each) => each.name === name)?.text;
    expect(cgroup?.path).toBe(`/system.slice/docker-${containerId}.scope`);
    expect(cgroupByPath(lab.sim.world, kernelNow(lab, "laptop").id, cgroup?.path ?? "")?.id).toBe(group);
    expect([file("memory.max"), file("cpu.max"), file("pids.max")]).toEqual([
      "536870912",
      "50000 100000",
      "max",
    ]);
    expect(file("cgroup.procs")).toBe(String(mainProcess(lab, "laptop/container/web").pids[0]?.pid));
    expect(file("cgroup.kill")).toBeUndefined();
    expect(inspect(lab, "laptop/kernel").cgroup?.path).toBe("/");
    expect(inspect(lab, "laptop/engine").cgroup?.path).toBe("/system.slice/docker.service");
    expect(inspect(lab, "vm1").cgroup?.path).toBe("/machine.slice/vm1");
    expect(inspect(lab, "laptop/hypervisor").cgroup).toBeNull();
  });

  it("L20: an image's layers are told with the lines that made them and the images that have them too", () => {
    const { imageLayers } = inspect(lab, "laptop/image/nginx:latest");
    expect(imageLayers.map(({ sharedWith }) => sharedWith)).toEqual([["redis:latest"], [], []]);
    expect(imageLayers[1]?.madeBy).toContain("apt-get install");
    expect(imageLayers.every(({ digest, madeBy }) => /^sha256:/.test(digest) && madeBy !== "")).toBe(true);
    const disk = figure(inspect(lab, "laptop/image/nginx:latest"), "Disk")?.value;
    expect(imageLayers.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(disk);
    for (const id of ["laptop/container/web", "laptop/container/web/libs"])
      expect(inspect(lab, id).imageLayers).toEqual(imageLayers);
    expect(inspect(lab, "laptop/container/web/app").imageLayers).toEqual([]);
  });

  it("L22: what happened to a layer is told, the newest last, and at most the last fifty", () => {
    const again = acting(...dockerHost("laptop"), container("laptop", "web"));
    expect(inspect(again, "laptop/container/web").history.map(({ text }) => text)).toEqual([
      "Container web is made from alpine",
      "Container web runs",
    ]);
    for (let time = 0; time < 30; time++)
      again.act(
        { do: "pauseContainer", machine: "laptop", container: "web" },
        { do: "unpauseContainer", machine: "laptop", container: "web" },
      );
    const { history } = inspect(again, "laptop/container/web/app");
    expect(history).toHaveLength(50);
    expect(history.at(-1)?.text).toBe("Container web goes on");
  });
});

describe("what stops with a layer", { timeout: PATIENCE_MS }, () => {
  const RUNS = ["starting", "running", "paused", "restarting"];
  const alive = (lab: Acting) =>
    new Set(
      views(lab)
        .filter(({ state }) => RUNS.includes(state))
        .map(({ id }) => id),
    );

  /** The command by which a layer fails at once, and nothing else is done. */
  function failing({ id, kind }: LayerView): CommandInput | undefined {
    const [machine = "", , name = ""] = id.split("/");
    if (kind === "hardware") return { do: "powerOff", machine: id };
    if (kind === "kernel") return { do: "crashKernel", machine };
    if (kind === "hypervisor") return { do: "crashHypervisor", machine };
    if (kind === "engine" && id.endsWith("/engine")) return { do: "crashEngine", machine };
    if (kind === "container") return { do: "killContainer", machine, container: name };
    return kind === "app" && !id.includes("/container/") ? { do: "crashApp", machine, name } : undefined;
  }

  it.each(names)("L21: in %s it is what really stops when that layer fails", (scenario) => {
    const lab = started(scenario);
    const before = alive(lab);
    let compared = 0;
    for (const layer of views(lab)) {
      const command = failing(layer);
      if (command === undefined || !before.has(layer.id)) continue;
      const other = actingIn(lab.sim.fork());
      if (other.tries(command) !== undefined) continue;
      compared++;
      const after = alive(other);
      const told = ids(inspect(lab, layer.id).failure.layers);
      const own = new Set([layer.id, layer.within]);
      const stopped = [...before].filter(
        (id) => !after.has(id) && !own.has(id) && !/\/(kernel|userland|libs)$|\/container\/.+\/app$/.test(id),
      );
      expect(told, `${layer.id} fails`).toEqual(stopped);
    }
    expect(compared).toBeGreaterThan(0);
  });

  it("L21: it is told in a sentence, by kinds, and what runs on is told too", () => {
    const lab = acting(
      ...dockerHost("laptop"),
      container("laptop", "one"),
      container("laptop", "two"),
      container("laptop", "over", { command: ["true"] }),
    );
    lab.wait(1_000);
    const text = (id: string) => inspect(lab, id).failure.text;
    expect(text("laptop/kernel")).toBe("1 engine and 2 containers stop with it.");
    expect(text("laptop")).toBe("1 operating system, 1 engine and 2 containers stop with it.");
    expect(text("laptop/container/one/app")).toBe("1 container stops with it.");
    expect(text("laptop/container/one")).toMatch(/^Nothing else stops: other containers/);
    expect(text("laptop/engine")).toMatch(/^Nothing else stops at once: 2 containers run on/);
    lab.act({ do: "powerOff", machine: "laptop" });
    expect(text("laptop/kernel")).toBe("Nothing else stops: nothing runs on it now.");
  });

  it("L21: process 1 takes its kernel along, and a management VM its hypervisor", () => {
    const lab = acting(
      { do: "addMachine", name: "bare", preset: "server" },
      { do: "installHypervisor", machine: "bare", product: "xen" },
      { do: "powerOn", machine: "bare" },
      { do: "createVm", host: "bare", name: "vm1", os: "debian-13" },
      { do: "powerOn", machine: "vm1" },
    );
    for (const part of ["userland", "kernel", "os"])
      expect(ids(inspect(lab, `bare-dom0/${part}`).failure.layers)).toContain("vm1/os");
    expect(ids(inspect(lab, "vm1/userland").failure.layers)).toEqual([]);
  });
});
