import { describe, expect, it } from "vitest";
import type { Command } from "../../commands/all";
import { works } from "../../core/work";
import { cgroups } from "../../kernel/cgroup/table";
import { cgroupPath } from "../../kernel/cgroup/tree";
import { mountsOf } from "../../kernel/files/mounts";
import { list, readFile, stat } from "../../kernel/files/read";
import { viewOf } from "../../kernel/files/view";
import { kernels } from "../../kernel/kernel";
import { namespaces } from "../../kernel/namespace/table";
import { connect } from "../../kernel/net/reach";
import { netInterfaces } from "../../kernel/net/tables";
import { processes } from "../../kernel/process/table";
import {
  engineLab,
  engineNow,
  type Lab,
  phasesOf,
  stateOf,
  storyOf,
  theContainer,
} from "../../testing/engine";
import { kernelUnder } from "../engine/access";
import { isStarting } from "./starting";

const box = { machine: "box" };
const run = (lab: Lab, name: string, options: Partial<Extract<Command, { do: "runContainer" }>> = {}) =>
  lab.act({ do: "runContainer", ...box, image: "alpine", command: ["sleep", "1000"], name, ...options });

function inside(lab: Lab, name: string) {
  const { process, shim } = theContainer(lab, name);
  const first = lab.world.must(processes, process ?? 0);
  const kernel = kernelUnder(lab.world, engineNow(lab));
  if (kernel === undefined) throw new Error("no kernel");
  const init = lab.world.must(processes, kernel.init);
  return { first, shim: lab.world.must(processes, shim ?? 0), init, kernel, view: viewOf(lab.world, first) };
}

/** Number of rows of each table, apart from those that only remember. */
function census({ world }: Lab): Record<string, number> {
  const remembered = ["happening", "phase", "stream", "line", "engine-skeleton", "flow-batch"];
  const { tables } = world.toJSON();
  return Object.fromEntries(
    Object.entries(tables)
      .filter(([name]) => !remembered.includes(name))
      .map(([name, rows]) => [name, rows.length]),
  );
}

describe("a start, stage by stage", () => {
  const lab = engineLab(["alpine", "nginx"]);
  run(lab, "web", { memory: 67_108_864, cpus: 0.5, pidsLimit: 50, hostname: "wonder" });

  it("E11: takes about 50 ms on an idle machine that has the image, in these phases", () => {
    const phases = phasesOf(lab, "box/container/web");
    expect(phases.map(([name]) => name)).toEqual([
      "client",
      "daemon",
      "image",
      "namespaces",
      "network",
      "cgroup",
      "root file system",
      "process",
      "app",
    ]);
    const total = phases.reduce((sum, [, ms]) => sum + ms, 0);
    expect(total).toBeGreaterThan(40);
    expect(total).toBeLessThan(60);
    expect(storyOf(lab, "box/container/web")).toEqual(["created", "started"]);
  });

  it("E12: gives it six namespaces of its own, and leaves it in two of its host's", () => {
    const { first, init } = inside(lab, "web");
    const own = Object.entries(first.ns).filter(([kind, ns]) => ns !== init.ns[kind as keyof typeof init.ns]);
    expect(own.map(([kind]) => kind).sort()).toEqual(["cgroup", "ipc", "mnt", "net", "pid", "uts"]);
    expect(first.pids).toHaveLength(2);
    expect(first.pids[1]?.pid).toBe(1);
    expect(lab.world.must(namespaces, first.ns.uts).hostname).toBe("wonder");
    expect(lab.world.must(namespaces, first.ns.cgroup).cgroupRoot).toBe(first.cgroup);
  });

  it("E13: puts its first process below a shim that is a child of process 1, not of the daemon", () => {
    const { first, shim, init } = inside(lab, "web");
    expect(first).toMatchObject({ parent: shim.id, layer: "box/container/web", name: "sleep" });
    expect(shim).toMatchObject({ parent: init.id, name: "containerd-shim", subreaper: true });
    expect(cgroupPath(lab.world, shim.cgroup)).toBe("/system.slice/containerd.service");
  });

  it("E14: writes its limits into a control group of its own", () => {
    const { cgroup, containerId } = theContainer(lab, "web");
    expect(lab.world.must(cgroups, cgroup ?? 0)).toMatchObject({
      memoryMax: 67_108_864,
      swapMax: 67_108_864,
      cpuQuotaUs: 50_000,
      cpuPeriodUs: 100_000,
      pidsMax: 50,
      pidsCurrent: 1,
    });
    expect(cgroupPath(lab.world, cgroup ?? 0)).toBe(`/system.slice/docker-${containerId}.scope`);
  });

  it("E15: shows it its image's files and its own /etc/hostname, hosts and resolv.conf", () => {
    const { view } = inside(lab, "web");
    const text = (path: string) => {
      const read = readFile(lab.world, view, path);
      return read.ok ? read.value : read.refusal.code;
    };
    expect(text("/etc/hostname")).toBe("wonder\n");
    expect(text("/etc/hosts")).toMatch(/^127\.0\.0\.1\tlocalhost\n[\s\S]*\n172\.17\.0\.2\twonder\n$/);
    expect(stat(lab.world, view, "/bin/busybox").ok).toBe(true);
    expect(stat(lab.world, view, "/.dockerenv").ok).toBe(true);
    expect(list(lab.world, view, "/dev")).toMatchObject({
      ok: true,
      value: expect.arrayContaining(["null"]),
    });
  });

  it("E15: mounts for it what Docker mounts", () => {
    const { first } = inside(lab, "web");
    const mounted = mountsOf(lab.world, first.ns.mnt).map(
      ({ path, readOnly }) => `${path}${readOnly ? " ro" : ""}`,
    );
    expect(mounted).toEqual([
      "/",
      "/proc",
      "/dev",
      "/dev/pts",
      "/sys ro",
      "/sys/fs/cgroup ro",
      "/dev/mqueue",
      "/dev/shm",
      "/etc/hostname",
      "/etc/hosts",
      "/etc/resolv.conf",
    ]);
  });

  it("E16: plugs it into the default bridge", () => {
    const { first } = inside(lab, "web");
    const cards = lab.world.find(netInterfaces, "ns", first.ns.net);
    expect(cards.map(({ name, up }) => [name, up])).toEqual([
      ["lo", true],
      ["eth0", true],
    ]);
    expect(cards[1]?.addresses).toEqual(["172.17.0.2/16"]);
  });

  it("E16: a published port leads from the host to the program", () => {
    run(lab, "site", { image: "nginx", command: [], ports: ["8080:80"] });
    lab.pass(5_000);
    const { init, first } = inside(lab, "site");
    const reached = connect(lab.world, init.ns.net, "127.0.0.1", 8080, "tcp");
    expect(reached.ok && lab.world.must(processes, reached.value.process).ns.net).toBe(first.ns.net);
  });

  it("E17: gives its process the environment, capabilities, user and directory that Docker gives", () => {
    run(lab, "env", { env: { A: "1" }, tty: true, workdir: "/srv/app", user: "1000:1001" });
    const { first, view } = inside(lab, "env");
    expect(Object.entries(first.env).slice(0, 3)).toEqual([
      ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      ["HOSTNAME", theContainer(lab, "env").containerId.slice(0, 12)],
      ["TERM", "xterm"],
    ]);
    expect(first.env).toMatchObject({ A: "1", HOME: "/" });
    expect(first).toMatchObject({ uid: 1000, gid: 1001, cwd: "/srv/app", capabilities: "0000000000000000" });
    expect(stat(lab.world, view, "/srv/app")).toMatchObject({ ok: true, value: { kind: "dir" } });
    expect(inside(lab, "web").first).toMatchObject({ uid: 0, capabilities: "00000000a80425fb", cwd: "/" });
  });

  it("E18: starting one that runs changes nothing, a paused one is refused", () => {
    const before = theContainer(lab, "web");
    lab.act({ do: "startContainer", ...box, container: "web" });
    expect(theContainer(lab, "web")).toEqual(before);
    lab.act({ do: "pauseContainer", ...box, container: "web" });
    expect(lab.refused({ do: "startContainer", ...box, container: "web" }).what).toBe(
      "cannot start a paused container, try unpause instead",
    );
    lab.act({ do: "unpauseContainer", ...box, container: "web" });
  });
});

describe("starts that fail", () => {
  it("E19: a program that is not there: 127, and the container stays as created with Docker's words", () => {
    const lab = engineLab();
    run(lab, "warm");
    const before = census(lab);
    run(lab, "none", { command: ["foo"] });
    expect(stateOf(lab, "none")).toBe("created 127");
    expect(theContainer(lab, "none").error).toBe(
      'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "foo": executable file not found in $PATH: unknown',
    );
    expect(storyOf(lab, "box/container/none")).toEqual(["created", "start-failed"]);
    lab.act({ do: "removeContainer", ...box, container: "none" });
    expect(census(lab)).toEqual(before);
  });

  it("E19: a path that is not there: 127; a file that cannot be run: 126", () => {
    const lab = engineLab();
    run(lab, "path", { command: ["/no/such"] });
    expect(stateOf(lab, "path")).toBe("created 127");
    expect(theContainer(lab, "path").error).toMatch(/exec: "\/no\/such": stat \/no\/such: no such file/);
    run(lab, "dir", { command: ["/etc"] });
    expect(stateOf(lab, "dir")).toBe("created 126");
    expect(theContainer(lab, "dir").error).toMatch(/exec: "\/etc": .*permission denied/);
  });

  it("E19: a user that the image does not have", () => {
    const lab = engineLab();
    run(lab, "who", { user: "nosuch" });
    expect(theContainer(lab, "who").error).toBe(
      "unable to find user nosuch: no matching entries in passwd file",
    );
    expect(stateOf(lab, "who")).toBe("created 128");
  });

  it("E19: a working directory that is a file", () => {
    const lab = engineLab();
    run(lab, "file", { workdir: "/bin/busybox" });
    expect(theContainer(lab, "file").error).toBe("Cannot mkdir: /bin/busybox is not a directory");
  });

  it("E22: a published port that is taken: 128, and everything is taken back", () => {
    const lab = engineLab();
    run(lab, "first", { ports: ["8080:80"] });
    const before = census(lab);
    run(lab, "second", { ports: ["8080:80"] });
    expect(stateOf(lab, "second")).toBe("created 128");
    expect(theContainer(lab, "second").error).toMatch(
      /^driver failed programming external connectivity on endpoint second.*Bind for 0\.0\.0\.0:8080 failed: port is already allocated$/,
    );
    lab.act({ do: "removeContainer", ...box, container: "second" });
    expect(census(lab)).toEqual(before);
  });

  it("E22: a network that is not there", () => {
    const lab = engineLab();
    run(lab, "lost", { network: "nosuch" });
    expect(theContainer(lab, "lost").error).toBe("network nosuch not found");
  });

  it("E22: with --rm, a container that cannot start is removed", () => {
    const lab = engineLab();
    run(lab, "gone", { command: ["foo"], autoRemove: true });
    expect(() => theContainer(lab, "gone")).toThrow();
    expect(storyOf(lab, "box/container/gone")).toEqual(["created", "start-failed", "removed"]);
  });
});

describe("starts that are given up", () => {
  it.each([1, 10, 18, 25, 30, 36, 45, 49])(
    "E23: removed by force after %i ms, it leaves nothing behind",
    (ms) => {
      const lab = engineLab();
      run(lab, "keep");
      const before = census(lab);
      lab.begin({
        do: "runContainer",
        ...box,
        image: "alpine",
        command: ["sleep", "9"],
        name: "brief",
        ports: ["80"],
      });
      lab.pass(ms);
      lab.begin({ do: "removeContainer", ...box, container: "brief", force: true });
      lab.pass(100);
      expect(() => theContainer(lab, "brief")).toThrow();
      expect(census(lab)).toEqual(before);
    },
  );

  it.each([3, 12, 20, 28, 40])("E23: stopped after %i ms, it is as it was before", (ms) => {
    const lab = engineLab();
    run(lab, "warm");
    lab.act({ do: "createContainer", ...box, image: "alpine", command: ["sleep", "9"], name: "brief" });
    const before = census(lab);
    lab.begin({ do: "startContainer", ...box, container: "brief" });
    lab.pass(ms);
    expect(isStarting(lab.world, theContainer(lab, "brief"))).toBe(true);
    lab.begin({ do: "stopContainer", ...box, container: "brief" });
    lab.pass(100);
    expect(stateOf(lab, "brief")).toBe("created");
    expect(lab.world.count(works)).toBe(0);
    const { endpoint: _, ...rest } = census(lab);
    const { endpoint: __, ...was } = before;
    expect(rest).toEqual(was);
    lab.act({ do: "startContainer", ...box, container: "brief" });
    expect(stateOf(lab, "brief")).toBe("running");
  });

  it("E23: a daemon that crashes in the middle takes the start with it", () => {
    const lab = engineLab();
    lab.begin({ do: "runContainer", ...box, image: "alpine", command: ["sleep", "9"], name: "brief" });
    lab.pass(30);
    lab.begin({ do: "crashEngine", ...box });
    lab.pass(100);
    expect(stateOf(lab, "brief")).toBe("created");
    expect(lab.world.count(works)).toBe(0);
    lab.act({ do: "startEngine", ...box });
    expect(stateOf(lab, "brief")).toBe("created");
  });
});

describe("what a container shares", () => {
  it("E24: with the host's network it has the host's name and ports, and publishes none", () => {
    const lab = engineLab(["nginx"]);
    run(lab, "near", { image: "nginx", command: [], network: "host", ports: ["8080:80"] });
    const { first, init } = inside(lab, "near");
    expect([first.ns.net, first.ns.uts]).toEqual([init.ns.net, init.ns.uts]);
    expect(theContainer(lab, "near").spec.ports).toEqual([]);
    lab.act({ do: "removeContainer", ...box, container: "near", force: true });
    expect(lab.world.get(namespaces, init.ns.net)).toBeDefined();
  });

  it("E24: without a network it has a loopback interface alone", () => {
    const lab = engineLab();
    run(lab, "alone", { network: "none" });
    const cards = lab.world.find(netInterfaces, "ns", inside(lab, "alone").first.ns.net);
    expect(cards.map(({ name }) => name)).toEqual(["lo"]);
  });

  it("E24: in another container's network; that one must run", () => {
    const lab = engineLab();
    run(lab, "main");
    run(lab, "side", { network: "container:main" });
    expect(inside(lab, "side").first.ns.net).toBe(inside(lab, "main").first.ns.net);
    lab.act({ do: "killContainer", ...box, container: "main" });
    run(lab, "late", { network: "container:main" });
    expect(stateOf(lab, "late")).toBe("created 128");
    expect(theContainer(lab, "late").error).toMatch(/^cannot join network of a non running container: /);
  });

  it("E24: with the host's processes it is no process 1, and ends like any other", () => {
    const lab = engineLab();
    run(lab, "seer", { pidMode: "host" });
    expect(inside(lab, "seer").first.pids).toHaveLength(1);
    lab.act({ do: "stopContainer", ...box, container: "seer" });
    expect(stateOf(lab, "seer")).toBe("exited 143");
  });

  it("E25: mounts volumes, directories of the host and memory, and nothing of them shows up as a change", () => {
    const lab = engineLab();
    run(lab, "full", {
      mounts: ["data:/data", "/srv/site:/site:ro", { kind: "tmpfs", target: "/scratch" }],
      readOnly: true,
    });
    const { first, view } = inside(lab, "full");
    const mounted = mountsOf(lab.world, first.ns.mnt).filter(({ path }) =>
      ["/", "/data", "/site", "/scratch"].includes(path),
    );
    expect(mounted.map(({ path, readOnly }) => [path, readOnly])).toEqual([
      ["/", true],
      ["/data", false],
      ["/site", true],
      ["/scratch", false],
    ]);
    expect(stat(lab.world, view, "/site").ok).toBe(true);
  });

  it("E26: with an init of the engine's, that is process 1, passes signals on and ends as the program does", () => {
    const lab = engineLab();
    run(lab, "tini", { init: true });
    const { first, kernel } = inside(lab, "tini");
    expect(first.argv).toEqual(["/sbin/docker-init", "--", "sleep", "1000"]);
    expect(lab.world.find(processes, "parent", first.id).map(({ argv }) => argv)).toEqual([
      ["sleep", "1000"],
    ]);
    lab.act({ do: "stopContainer", ...box, container: "tini" });
    expect(stateOf(lab, "tini")).toBe("exited 143");
    expect(lab.world.must(kernels, kernel.id).state).toBe("running");
  });

  it("E27: privileged, it has all capabilities and may write to /sys and its groups", () => {
    const lab = engineLab();
    run(lab, "root", { privileged: true });
    const { first } = inside(lab, "root");
    expect(first.capabilities).toBe("000001ffffffffff");
    const system = mountsOf(lab.world, first.ns.mnt).filter(({ path }) => path.startsWith("/sys"));
    expect(system.map(({ readOnly }) => readOnly)).toEqual([false, false]);
  });
});

describe("bookkeeping", () => {
  it("E28: started, ended and removed, containers leave no row behind", () => {
    const lab = engineLab(["alpine", "nginx"]);
    run(lab, "warm");
    lab.act({ do: "removeContainer", ...box, container: "warm", force: true });
    const before = census(lab);
    for (const name of ["a1", "b1", "c1"]) run(lab, name, { ports: ["80"], mounts: ["/anon"] });
    run(lab, "n1", { image: "nginx", command: [], init: true });
    lab.act({ do: "execInContainer", ...box, container: "a1", command: ["sleep", "500"] });
    lab.pass(1_000);
    lab.act({ do: "restartContainer", ...box, container: "b1", timeout: 0 });
    lab.pass(1_000);
    for (const name of ["a1", "b1", "c1", "n1"])
      lab.act({ do: "removeContainer", ...box, container: name, force: true, volumes: true });
    lab.pass(20_000);
    expect(census(lab)).toEqual(before);
  });
});
