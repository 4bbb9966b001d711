/** The life of a kernel. */
import { describe, expect, it } from "vitest";
import { call, defineEvent } from "../../core/events";
import { flowJobs } from "../../core/flow";
import { handler } from "../../core/handlers";
import { happenings } from "../../core/happenings";
import { World } from "../../core/world";
import { addTestKernel, pass, start, testKernel } from "../../testing/kernel";
import { INITIAL_NAMESPACE_INODES } from "../abi";
import { cgroups } from "../cgroup/table";
import { writeFile } from "../files/change";
import { mountsOf } from "../files/mounts";
import { readFile } from "../files/read";
import { fileSystems, inodes, mounts } from "../files/tables";
import { createTree } from "../files/tree";
import { kernelView } from "../files/view";
import { kernels } from "../kernel";
import { freeMemory, usedMemory } from "../memory/account";
import { createNamespace } from "../namespace/create";
import { namespaces } from "../namespace/table";
import { listeners, netInterfaces } from "../net/tables";
import { createStream, linesOf } from "../output";
import { processes } from "../process/table";
import { timers } from "../process/timer";
import { panicKernel } from "./panic";
import { pauseKernel, resumeKernel } from "./pause";
import { startKernel } from "./start";
import { stopKernel } from "./stop";

const died = defineEvent<{ readonly machine: string }>("test.died");
const ended = defineEvent<{ readonly who: string }>("test.ended");
const MIB = 1024 * 1024;

const SERVER = { kind: "serve", port: 80, protocol: "tcp", cpuMs: 1, bytes: MIB, line: "ready" } as const;

/** Everything in memory that a kernel could leave behind. */
function leftovers(world: World) {
  const tables = [
    processes,
    namespaces,
    cgroups,
    mounts,
    fileSystems,
    netInterfaces,
    listeners,
    timers,
    flowJobs,
  ];
  return Object.fromEntries(tables.map((table) => [table.name, world.count(table as typeof processes)]));
}

describe("starting", () => {
  it("K1: a kernel starts with process 1, root in the initial namespaces with the numbers that Linux gives them", () => {
    const { world, kernel, init } = testKernel({ hostname: "laptop", layer: "laptop/kernel" });
    const first = world.must(processes, init);
    expect(first).toMatchObject({ parent: 0, uid: 0, gid: 0, root: "/", cwd: "/", layer: "laptop/kernel" });
    expect(first.pids.map(({ pid }) => pid)).toEqual([1]);
    const inodesOf = Object.entries(first.ns).map(([kind, id]) => [kind, world.must(namespaces, id).inode]);
    expect(Object.fromEntries(inodesOf)).toEqual(INITIAL_NAMESPACE_INODES);
    expect(world.must(namespaces, first.ns.uts).hostname).toBe("laptop");
    expect(world.must(kernels, kernel)).toMatchObject({ state: "running", init, startedAt: 0 });
    expect(world.find(happenings, "layer", "laptop/kernel").map(({ what }) => what)).toEqual(["started"]);
  });

  it("K2: it has its root file system, the system's mounts and lo", () => {
    const { world, init } = testKernel({ files: [{ path: "/etc/motd", content: "hello" }] });
    const { ns } = world.must(processes, init);
    expect(mountsOf(world, ns.mnt).map(({ path }) => path)).toEqual(
      expect.arrayContaining(["/", "/proc", "/sys", "/sys/fs/cgroup", "/dev", "/run", "/tmp"]),
    );
    expect(readFile(world, kernelView(world, ns.mnt), "/etc/motd")).toEqual({ ok: true, value: "hello" });
    expect(world.find(netInterfaces, "ns", ns.net).map(({ name, up }) => [name, up])).toEqual([["lo", true]]);
  });

  it("K3: memory in use is what the kernel keeps and what processes have touched", () => {
    const { world, kernel, init } = testKernel({ memoryBytes: 1024 * MIB, ownBytes: 100 * MIB });
    const { rssBytes } = world.must(processes, init);
    expect(usedMemory(world, kernel)).toBe(100 * MIB + rssBytes);
    start(world, kernel, { rssBytes: 5 * MIB });
    expect(freeMemory(world, kernel)).toBe((1024 - 105) * MIB - rssBytes);
  });

  it("K4: pid_max is 32768, or 1024 for each of many processors", () => {
    const pidMax = (cpus: number) => {
      const { world, kernel } = testKernel({ cpus });
      return world.must(kernels, kernel).pidMax;
    };
    expect([1, 32, 64].map(pidMax)).toEqual([32_768, 32_768, 65_536]);
  });

  it("K5: kernels of other families start the same way, with a process 1 of their own", () => {
    const name = (family: "nt" | "xnu") => {
      const { world, init } = testKernel({ family });
      return world.must(processes, init).name;
    };
    expect([name("nt"), name("xnu")]).toEqual(["wininit.exe", "launchd"]);
  });

  it("K1: a kernel without memory for process 1 panics", () => {
    const { world, cpuNode, disk } = testKernel();
    const tiny = startKernel(world, {
      machine: 0,
      layer: "tiny/kernel",
      family: "linux",
      release: "6.12.48",
      arch: "arm64",
      cpus: 1,
      memoryBytes: 100 * MIB,
      ownBytes: 99 * MIB,
      cpuNode,
      disk,
      rootTree: createTree(world),
      hostname: "tiny",
      onPanic: null,
    });
    expect(tiny.state).toBe("panicked");
    pass(world, 10);
  });
});

describe("ending", () => {
  it("K6: a stopped kernel leaves nothing in memory, and nobody is told of ends; the disk keeps its files", () => {
    const world = new World(1);
    const before = leftovers(world);
    const { kernel, disk, rootTree, cpuNode, init } = addTestKernel(world);
    const view = kernelView(world, world.must(processes, init).ns.mnt);
    writeFile(world, view, "/kept", "on disk");
    const withDisk = world.count(inodes);
    writeFile(world, view, "/tmp/lost", "in memory");
    const told: string[] = [];
    start(world, kernel, { program: SERVER, onExit: call(ended, { who: "web" }) });
    start(world, kernel, { program: { kind: "busy", threads: 2 }, newNamespaces: ["pid", "net", "mnt"] });
    start(world, kernel, { program: { kind: "sleep", ms: 500 } });
    pass(world, 100);
    stopKernel(world, kernel);
    expect(leftovers(world)).toEqual(before);
    expect(world.count(inodes)).toBeLessThanOrEqual(withDisk);
    pass(
      world,
      10_000,
      handler(ended, (_, { who }) => told.push(who)),
    );
    expect(told).toEqual([]);
    expect(world.must(kernels, kernel).state).toBe("off");
    const again = addTestKernel(world, { disk, rootTree, cpuNode });
    const newView = kernelView(world, world.must(processes, again.init).ns.mnt);
    expect(readFile(world, newView, "/kept")).toEqual({ ok: true, value: "on disk" });
    expect(readFile(world, newView, "/tmp/lost").ok).toBe(false);
  });

  it("K7: a panic takes everything as well, is noted with its reason, and its machine is told once", () => {
    const { world, kernel } = testKernel({
      onPanic: call(died, { machine: "laptop" }),
      layer: "laptop/kernel",
    });
    start(world, kernel, { program: SERVER, onExit: call(ended, { who: "web" }) });
    panicKernel(world, kernel, "a fault in a driver");
    panicKernel(world, kernel, "again");
    stopKernel(world, kernel);
    const told: string[] = [];
    pass(world, 100, {
      ...handler(died, (_, { machine }) => told.push(machine)),
      ...handler(ended, (_, { who }) => told.push(who)),
    });
    expect(told).toEqual(["laptop"]);
    expect(world.must(kernels, kernel).state).toBe("panicked");
    expect(world.count(processes)).toBe(0);
    expect(world.find(happenings, "layer", "laptop/kernel").at(-1)).toMatchObject({
      what: "panicked",
      text: "The kernel panicked: a fault in a driver",
    });
  });

  it("K8: kernels are apart: the end of one leaves the other as it was", () => {
    const { world, kernel } = testKernel();
    const other = addTestKernel(world, { layer: "vm1/kernel" });
    const server = start(world, other.kernel, { program: SERVER });
    start(world, kernel, { program: SERVER });
    pass(world, 100);
    panicKernel(world, kernel, "a fault");
    pass(world, 100);
    expect(world.must(processes, server.id).state).toBe("sleeping");
    expect(world.find(listeners, "process", server.id)).toHaveLength(1);
    expect(world.find(processes, "kernel", other.kernel)).toHaveLength(2);
  });

  it("K9: numbers of new namespaces count up from 4026532200 on each kernel", () => {
    const { world, kernel } = testKernel();
    const other = addTestKernel(world);
    const next = (id: number) => createNamespace(world, { kernel: id, kind: "ipc" }).inode - 4_026_532_200;
    expect([next(kernel), next(kernel), next(other.kernel), next(kernel)]).toEqual([0, 1, 0, 2]);
  });
});

describe("pausing", () => {
  it("K10: while its machine is held a kernel's timers stand still, and go on with what was left", () => {
    const { world, kernel } = testKernel();
    const output = createStream(world, "vm1/app/log");
    start(world, kernel, { output, program: { kind: "log", everyMs: 100, line: "tick" } });
    const sleeper = start(world, kernel, { program: { kind: "sleep", ms: 1000 } });
    pass(world, 250);
    pauseKernel(world, kernel);
    pauseKernel(world, kernel);
    pass(world, 60_000);
    expect(linesOf(world, output)).toHaveLength(2);
    resumeKernel(world, kernel);
    resumeKernel(world, kernel);
    pass(world, 49);
    expect(linesOf(world, output)).toHaveLength(2);
    pass(world, 1);
    expect(linesOf(world, output)).toHaveLength(3);
    pass(world, 699);
    expect(world.get(processes, sleeper.id)?.state).toBe("sleeping");
    pass(world, 1);
    expect(world.get(processes, sleeper.id)).toBeUndefined();
  });

  it("K10: a process that begins in the very instant of the pause waits as well", () => {
    const { world, kernel } = testKernel();
    const sleeper = start(world, kernel, { program: { kind: "sleep", ms: 100 } });
    pauseKernel(world, kernel);
    pass(world, 1000);
    expect(world.get(processes, sleeper.id)?.state).toBe("sleeping");
    resumeKernel(world, kernel);
    pass(world, 100);
    expect(world.get(processes, sleeper.id)).toBeUndefined();
  });
});
