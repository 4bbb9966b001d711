import { describe, expect, it } from "vitest";
import { cgroups } from "../../kernel/cgroup/table";
import { cgroupPath } from "../../kernel/cgroup/tree";
import { mountsOf } from "../../kernel/files/mounts";
import { list, readFile, stat } from "../../kernel/files/read";
import { namespaces } from "../../kernel/namespace/table";
import { connect } from "../../kernel/net/reach";
import { netInterfaces } from "../../kernel/net/tables";
import { processes } from "../../kernel/process/table";
import { engineLab, insideOf, phasesOf, runIn, storyOf, theContainer } from "../../testing/engine";

const box = { machine: "box" };

describe("a start, stage by stage", () => {
  const lab = engineLab(["alpine", "nginx"]);
  runIn(lab, "web", { memory: 67_108_864, cpus: 0.5, pidsLimit: 50, hostname: "wonder" });

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
    const { first, init } = insideOf(lab, "web");
    const own = Object.entries(first.ns).filter(([kind, ns]) => ns !== init.ns[kind as keyof typeof init.ns]);
    expect(own.map(([kind]) => kind).sort()).toEqual(["cgroup", "ipc", "mnt", "net", "pid", "uts"]);
    expect(first.pids).toHaveLength(2);
    expect(first.pids[1]?.pid).toBe(1);
    expect(lab.world.must(namespaces, first.ns.uts).hostname).toBe("wonder");
    expect(lab.world.must(namespaces, first.ns.cgroup).cgroupRoot).toBe(first.cgroup);
  });

  it("E12: leaves no namespaces behind where it cannot join another container's network", () => {
    const { world } = lab;
    runIn(lab, "gone", { command: ["true"] });
    lab.pass(1_000);
    const before = world.count(namespaces);
    lab.act({ do: "createContainer", ...box, image: "alpine", name: "guest", network: "container:gone" });
    lab.begin({ do: "startContainer", ...box, container: "guest" });
    lab.pass(1_000);
    expect(theContainer(lab, "guest").error).toContain("cannot join network of a non running container");
    expect(world.count(namespaces)).toBe(before);
  });

  it("E13: fails where its shim is killed for its memory at once", () => {
    const tight = engineLab();
    const path = "/system.slice/containerd.service";
    const limit = { file: "memory.max", text: "4096" };
    tight.begin({ do: "writeCgroupFile", ...box, pid: 1, path, ...limit });
    tight.pass(1_000);
    runIn(tight, "web");
    expect(theContainer(tight, "web")).toMatchObject({ state: "created", exit: { code: 128 }, shim: null });
    expect(theContainer(tight, "web").error).toContain("cannot allocate memory");
  });

  it("E13: puts its first process below a shim that is a child of process 1, not of the daemon", () => {
    const { first, shim, init } = insideOf(lab, "web");
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
    const { view } = insideOf(lab, "web");
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
    const { first } = insideOf(lab, "web");
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
    const { first } = insideOf(lab, "web");
    const cards = lab.world.find(netInterfaces, "ns", first.ns.net);
    expect(cards.map(({ name, up }) => [name, up])).toEqual([
      ["lo", true],
      ["eth0", true],
    ]);
    expect(cards[1]?.addresses).toEqual(["172.17.0.2/16"]);
  });

  it("E16: a published port leads from the host to the program", () => {
    runIn(lab, "site", { image: "nginx", command: [], ports: ["8080:80"] });
    lab.pass(5_000);
    const { init, first } = insideOf(lab, "site");
    const reached = connect(lab.world, init.ns.net, "127.0.0.1", 8080, "tcp");
    expect(reached.ok && lab.world.must(processes, reached.value.process).ns.net).toBe(first.ns.net);
  });

  it("E17: gives its process the environment, capabilities, user and directory that Docker gives", () => {
    runIn(lab, "env", { env: { A: "1" }, tty: true, workdir: "/srv/app", user: "1000:1001" });
    const { first, view } = insideOf(lab, "env");
    expect(Object.entries(first.env).slice(0, 3)).toEqual([
      ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      ["HOSTNAME", theContainer(lab, "env").containerId.slice(0, 12)],
      ["TERM", "xterm"],
    ]);
    expect(first.env).toMatchObject({ A: "1", HOME: "/" });
    expect(first).toMatchObject({ uid: 1000, gid: 1001, cwd: "/srv/app", capabilities: "0000000000000000" });
    expect(stat(lab.world, view, "/srv/app")).toMatchObject({ ok: true, value: { kind: "dir" } });
    expect(insideOf(lab, "web").first).toMatchObject({ uid: 0, capabilities: "00000000a80425fb", cwd: "/" });
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
