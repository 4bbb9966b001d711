import { beforeEach, describe, expect, it } from "vitest";
import { pass, start, type TestKernel, testKernel } from "../../testing/kernel";
import { takeMemory } from "../memory/take";
import { endProcess } from "../process/exit";
import { pidIn } from "../process/look";
import { processes } from "../process/table";
import { runOnCpu } from "./cpu";
import { cgroupFiles, readCgroupFile, writeCgroupFile } from "./files";
import { setLimits } from "./limits";
import { type Cgroup, cgroups } from "./table";
import { createCgroup, ensureCgroup } from "./tree";

const MIB = 1024 * 1024;

let box: TestKernel;
let web: Cgroup;
beforeEach(() => {
  box = testKernel();
  web = ensureCgroup(box.world, box.kernel, "/slice/web");
});

/** What a file shows, or the error's name. */
const read = (file: string, group: { readonly id: number } = web, pidNs = box.pidNs) => {
  const result = readCgroupFile(box.world, group.id, file, pidNs);
  return result.ok ? result.value : result.refusal.code;
};
/** `ok`, or the error's name. */
const write = (file: string, text: string, group: { readonly id: number } = web, pidNs?: number) => {
  const result = writeCgroupFile(box.world, group.id, file, text, pidNs);
  return result.ok ? "ok" : result.refusal.code;
};
const pidOf = (id: number) => pidIn(box.world, box.world.must(processes, id), box.pidNs) ?? 0;
const mkdir = (parent: { readonly id: number }, name: string): Cgroup => {
  const made = createCgroup(box.world, { parent: parent.id, name });
  if (!made.ok) throw new Error(made.refusal.why);
  return made.value;
};

describe("files of a control group", () => {
  it("C16: a new group shows the kernel's defaults", () => {
    const all = Object.fromEntries(cgroupFiles(box.world, web.id).map((file) => [file, read(file)]));
    expect(all).toEqual({
      "cgroup.controllers": "cpuset cpu io memory pids\n",
      "cgroup.events": "populated 0\nfrozen 0\n",
      "cgroup.freeze": "0\n",
      "cgroup.kill": "EINVAL",
      "cgroup.procs": "",
      "cgroup.subtree_control": "",
      "cgroup.type": "domain\n",
      "cpu.max": "max 100000\n",
      "cpu.stat": "usage_usec 0\nuser_usec 0\nsystem_usec 0\nnice_usec 0\n",
      "cpu.weight": "100\n",
      "cpuset.cpus": "\n",
      "cpuset.cpus.effective": "0-3\n",
      "memory.current": "0\n",
      "memory.events": "low 0\nhigh 0\nmax 0\noom 0\noom_kill 0\noom_group_kill 0\n",
      "memory.high": "max\n",
      "memory.low": "0\n",
      "memory.max": "max\n",
      "memory.oom.group": "0\n",
      "memory.peak": "0\n",
      "memory.swap.current": "0\n",
      "memory.swap.max": "max\n",
      "pids.current": "0\n",
      "pids.events": "max 0\n",
      "pids.max": "max\n",
      "pids.peak": "0\n",
    });
  });

  it("C16: the root has all controllers and no limits", () => {
    const root = { id: box.rootCgroup };
    expect(cgroupFiles(box.world, root.id)).toEqual([
      "cgroup.controllers",
      "cgroup.procs",
      "cgroup.subtree_control",
      "cpu.stat",
      "cpuset.cpus.effective",
    ]);
    expect(read("cgroup.controllers", root)).toBe("cpuset cpu io memory hugetlb pids rdma misc\n");
    expect([read("memory.max", root), write("cpu.max", "max", root), read("nothing", root)]).toEqual([
      ...["ENOENT", "ENOENT", "ENOENT"],
    ]);
  });

  it("C17: what is written is read back as the kernel writes it, and takes effect", () => {
    const { world } = box;
    const pairs: readonly (readonly [string, string, string])[] = [
      ["memory.max", "10M\n", "10485760\n"],
      ["memory.high", "5000", "4096\n"],
      ["memory.low", "max", "max\n"],
      ["memory.swap.max", "0", "0\n"],
      ["memory.oom.group", "1\n", "1\n"],
      ["pids.max", "50\n", "50\n"],
      ["cpu.max", "50000 200000", "50000 200000\n"],
      ["cpu.weight", "300", "300\n"],
      ["cpuset.cpus", "0,2-3", "0,2-3\n"],
      ["cgroup.freeze", "1", "1\n"],
    ];
    for (const [file, text, back] of pairs)
      expect([file, write(file, text), read(file)]).toEqual([file, "ok", back]);
    expect(world.must(cgroups, web.id)).toMatchObject({
      ...{
        memoryMax: 10_485_760,
        memoryHigh: 4096,
        swapMax: 0,
        oomGroup: true,
        pidsMax: 50,
        cpuQuotaUs: 50_000,
      },
      ...{ cpuPeriodUs: 200_000, cpuWeight: 300, cpus: [0, 2, 3], frozen: true },
    });
    for (const [file, text] of [
      ["memory.max", "max"],
      ["pids.max", "max"],
      ["cpu.max", "max 100000"],
      ["memory.low", "0"],
    ] as const)
      expect([write(file, text), read(file)]).toEqual(["ok", `${text}\n`]);
  });

  it("C18: rubbish is an invalid argument and changes nothing; the kernel's own files cannot be written", () => {
    const before = box.world.toJSON();
    const wrong = [
      ...[
        write("memory.max", "lots"),
        write("pids.max", "-1"),
        write("pids.max", "4194305"),
        write("cpu.max", "1"),
      ],
      ...[
        write("cpu.weight", "0"),
        write("cpu.weight", "10001"),
        write("cpu.weight", "x"),
        write("cgroup.freeze", "2"),
      ],
      ...[
        write("cgroup.freeze", "yes"),
        write("memory.oom.group", "2"),
        write("cpuset.cpus", "7"),
        write("cgroup.kill", "2"),
      ],
      ...[write("memory.current", "0"), write("cgroup.type", "threaded"), write("made.up", "1")],
    ];
    expect(wrong).toEqual([
      ...["EINVAL", "EINVAL", "EINVAL", "EINVAL"],
      ...["ERANGE", "ERANGE", "EINVAL", "ERANGE"],
      ...["EINVAL", "EINVAL", "ERANGE", "ERANGE"],
      ...["EACCES", "EACCES", "ENOENT"],
    ]);
    expect(box.world.toJSON()).toEqual(before);
  });

  it("C19: cgroup.procs lists living processes by the numbers of the reader's pid namespace", () => {
    const { world, kernel } = box;
    const [a, b] = [start(world, kernel, { cgroup: web.id }), start(world, kernel, { cgroup: web.id })];
    const inside = start(world, kernel, { cgroup: web.id, newNamespaces: ["pid"] });
    expect(read("cgroup.procs")).toBe([a, b, inside].map(({ id }) => `${pidOf(id)}\n`).join(""));
    expect(read("cgroup.procs", web, inside.ns.pid)).toBe("0\n0\n1\n");
    expect(read("cgroup.events")).toBe("populated 1\nfrozen 0\n");
    expect(read("cgroup.events", { id: web.parent })).toBe("populated 1\nfrozen 0\n");
    endProcess(world, a.id, { code: 0 });
    expect(read("cgroup.procs")).toBe([b, inside].map(({ id }) => `${pidOf(id)}\n`).join(""));
  });

  it("C19: writing a number into cgroup.procs moves the process", () => {
    const { world, kernel } = box;
    const outside = start(world, kernel, {});
    const inside = start(world, kernel, { newNamespaces: ["pid"] });
    expect(write("cgroup.procs", `${pidOf(outside.id)}\n`)).toBe("ok");
    expect(write("cgroup.procs", "1", web, inside.ns.pid)).toBe("ok");
    expect([outside, inside].map(({ id }) => world.must(processes, id).cgroup)).toEqual([web.id, web.id]);
    expect([write("cgroup.procs", "4000"), write("cgroup.procs", "me"), write("cgroup.procs", "")]).toEqual([
      ...["ESRCH", "EINVAL", "EINVAL"],
    ]);
    const parent = start(world, kernel, {});
    const zombie = start(world, kernel, { parent: parent.id });
    endProcess(world, zombie.id, { code: 0 });
    expect(write("cgroup.procs", `${pidOf(zombie.id)}`)).toBe("ESRCH");
  });

  it("C20: a group hands down the controllers in cgroup.subtree_control, and has only those handed to it", () => {
    const hand = mkdir({ id: box.rootCgroup }, "hand");
    const child = mkdir(hand, "child");
    expect([read("cgroup.controllers", child), read("memory.max", child), read("cpu.stat", child)]).toEqual([
      "",
      "ENOENT",
      "usage_usec 0\nuser_usec 0\nsystem_usec 0\nnice_usec 0\n",
    ]);
    expect(write("cgroup.subtree_control", "+pids +memory\n", hand)).toBe("ok");
    expect([read("cgroup.subtree_control", hand), read("cgroup.controllers", child)]).toEqual([
      "memory pids\n",
      "memory pids\n",
    ]);
    expect(cgroupFiles(box.world, child.id).filter((name) => !/^(cgroup|memory|pids)\./.test(name))).toEqual([
      "cpu.stat",
    ]);
    expect(write("memory.max", "64M", child)).toBe("ok");
    expect(write("cgroup.subtree_control", "+cpu", child)).toBe("ENOENT");
    expect(write("cgroup.subtree_control", "+pids", child)).toBe("ok");
    const wrong = ["-pids", "+magic", "memory", "+hugetlb"].map((text) =>
      write("cgroup.subtree_control", text, hand),
    );
    expect(wrong).toEqual(["EBUSY", "EINVAL", "EINVAL", "ENOENT"]);
    expect(write("cgroup.subtree_control", "-memory", hand)).toBe("ok");
    expect(box.world.must(cgroups, child.id).memoryMax).toBeNull();
    expect(read("cgroup.controllers", child)).toBe("pids\n");
  });

  it("C20: a group that hands controllers down has no processes of its own, but for the root", () => {
    const { world, kernel } = box;
    const outside = start(world, kernel, {});
    start(world, kernel, { cgroup: web.id });
    expect(write("cgroup.procs", `${pidOf(outside.id)}`, { id: web.parent })).toBe("EBUSY");
    expect(write("cgroup.subtree_control", "+memory")).toBe("EBUSY");
    expect(write("cgroup.subtree_control", "+rdma", { id: box.rootCgroup })).toBe("ok");
    expect(write("cgroup.procs", `${pidOf(outside.id)}`, { id: box.rootCgroup })).toBe("ok");
  });

  it("C21: counts and events are shown as they are", () => {
    const { world, kernel } = box;
    setLimits(world, web.id, { memoryMax: 100 * MIB, pidsMax: 2 });
    const [a, b] = [20, 60].map((mib) => start(world, kernel, { cgroup: web.id, rssBytes: mib * MIB }));
    takeMemory(world, a?.id ?? 0, 60 * MIB);
    pass(world, 0);
    expect([read("memory.current"), read("memory.peak"), read("pids.current"), read("pids.peak")]).toEqual([
      `${80 * MIB}\n`,
      `${100 * MIB}\n`,
      "1\n",
      "2\n",
    ]);
    expect(world.get(processes, b?.id ?? 0)).toBeUndefined();
    expect(read("memory.events")).toBe("low 0\nhigh 0\nmax 1\noom 1\noom_kill 1\noom_group_kill 0\n");
    start(world, kernel, { cgroup: web.id });
    expect(() => start(world, kernel, { cgroup: web.id })).toThrow("EAGAIN");
    expect(read("pids.events")).toBe("max 1\n");
  });

  it("C21: cpu.stat has the periods of a quota; what a set of processors lets through is shown", () => {
    const { world, kernel } = box;
    const { id } = start(world, kernel, { cgroup: web.id });
    pass(world, 10);
    setLimits(world, web.id, { cpuQuotaUs: 25_000 });
    const usage = Number(/usage_usec (\d+)/.exec(read("cpu.stat"))?.[1]);
    runOnCpu(world, id, null, 1, null);
    pass(world, 1000);
    expect(read("cpu.stat")).toBe(
      [
        ...[`usage_usec ${usage + 250_000}`, `user_usec ${usage + 250_000}`, "system_usec 0", "nice_usec 0"],
        ...["nr_periods 10", "nr_throttled 10", "throttled_usec 750000", "nr_bursts 0", "burst_usec 0", ""],
      ].join("\n"),
    );
    setLimits(world, web.parent, { cpus: [0, 1, 3] });
    setLimits(world, web.id, { cpus: [1, 2, 3] });
    expect([read("cpuset.cpus"), read("cpuset.cpus.effective")]).toEqual(["1-3\n", "1,3\n"]);
    setLimits(world, web.id, { cpus: [2] });
    expect(read("cpuset.cpus.effective")).toBe("0-1,3\n");
  });

  it("C22: cgroup.kill ends everything in a group and below it, frozen or not", () => {
    const { world, kernel } = box;
    const below = ensureCgroup(world, kernel, "/slice/web/below");
    const all = [web, below].map((group) => start(world, kernel, { cgroup: group.id }));
    const other = start(world, kernel, {});
    expect(write("cgroup.freeze", "1")).toBe("ok");
    expect(read("cgroup.events", below)).toBe("populated 1\nfrozen 1\n");
    expect(write("cgroup.kill", "1")).toBe("ok");
    pass(world, 0);
    expect(all.map(({ id }) => world.get(processes, id))).toEqual([undefined, undefined]);
    expect(world.get(processes, other.id)?.state).not.toBe("zombie");
    expect(read("cgroup.events")).toBe("populated 0\nfrozen 1\n");
  });
});
