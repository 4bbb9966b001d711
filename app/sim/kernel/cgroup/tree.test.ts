import { beforeEach, describe, expect, it } from "vitest";
import { addFlowJob, addFlowNode, flowNodes, nodeRate } from "../../core/flow";
import { pass, start, type TestKernel, testKernel } from "../../testing/kernel";
import { panicKernel } from "../life/panic";
import { freeMemory } from "../memory/account";
import { endProcess, reap } from "../process/exit";
import { processes } from "../process/table";
import { joinCgroup } from "./membership";
import { cgroups } from "./table";
import {
  cgroupByPath,
  cgroupPath,
  createCgroup,
  createRootCgroup,
  dropCgroups,
  ensureCgroup,
  isPopulated,
  removeCgroup,
} from "./tree";

let box: TestKernel;
beforeEach(() => {
  box = testKernel();
});

const code = (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
  result.ok ? "ok" : result.refusal?.code;

describe("processors of a virtual machine below a group", () => {
  const guest = () => {
    const { world, kernel, cpuNode } = box;
    const { id, flow } = ensureCgroup(world, kernel, "/machine.slice/vm1");
    const node = addFlowNode(world, { parent: flow, weight: 100, cap: 2 }).id;
    addFlowJob(world, { node, remaining: null, cap: null, done: null });
    return { world, kernel, cpuNode, id, node };
  };

  it("C23: stay with the machine when the kernel and its groups are gone", () => {
    const { world, kernel, cpuNode, node } = guest();
    panicKernel(world, kernel, "a fault");
    expect([world.must(flowNodes, node).parent, nodeRate(world, node)]).toEqual([cpuNode, 2]);
    expect(world.find(flowNodes, "parent", cpuNode)).toHaveLength(1);
  });

  it("C23: go to the group above when their own is removed", () => {
    const { world, kernel, id, node } = guest();
    expect(code(removeCgroup(world, id))).toBe("ok");
    const { flow } = ensureCgroup(world, kernel, "/machine.slice");
    expect([world.must(flowNodes, node).parent, nodeRate(world, node)]).toEqual([flow, 2]);
  });
});

describe("the tree of control groups", () => {
  it("C1: groups are found by their path, and made with all that is missing above them", () => {
    const { world, kernel, rootCgroup } = box;
    const web = ensureCgroup(world, kernel, "/system.slice/web.service");
    expect(cgroupPath(world, web.id)).toBe("/system.slice/web.service");
    expect(cgroupPath(world, rootCgroup)).toBe("/");
    expect(cgroupByPath(world, kernel, "/system.slice/web.service")).toEqual(web);
    expect(cgroupByPath(world, kernel, "/")?.id).toBe(rootCgroup);
    expect(cgroupByPath(world, kernel, "/system.slice/db.service")).toBeUndefined();
    expect(cgroupByPath(world, kernel, "/nothing/at/all")).toBeUndefined();
    expect(ensureCgroup(world, kernel, "/system.slice/web.service")).toEqual(web);
    expect(world.find(cgroups, "parent", rootCgroup)).toHaveLength(1);
  });

  it("C1: each kernel has a tree of its own", () => {
    const { world, kernel, cpuNode } = box;
    const other = createRootCgroup(world, { kernel: 999, cpuNode });
    const mine = ensureCgroup(world, kernel, "/a");
    expect(cgroupByPath(world, 999, "/a")).toBeUndefined();
    const theirs = ensureCgroup(world, 999, "/a");
    expect([mine.kernel, theirs.kernel, theirs.parent]).toEqual([kernel, 999, other.id]);
    expect(() => cgroupByPath(world, 1000, "/a")).toThrow("kernel 1000 has no control groups");
  });

  it("C2: a new group has no limits of its own and nothing in it", () => {
    const { world, rootCgroup } = box;
    const made = createCgroup(world, { parent: rootCgroup, name: "box" });
    expect(made).toMatchObject({
      ok: true,
      value: {
        ...{
          name: "box",
          parent: rootCgroup,
          memoryMax: null,
          memoryHigh: null,
          memoryLow: 0,
          swapMax: null,
        },
        ...{ memoryCurrent: 0, memoryPeak: 0, pidsMax: null, pidsCurrent: 0, pidsEvents: 0, oomGroup: false },
        ...{ cpuQuotaUs: null, cpuPeriodUs: 100_000, cpuWeight: 100, cpus: null, frozen: false, subtree: [] },
      },
    });
  });

  it("C3: a name is taken once, and is one that a directory can have", () => {
    const { world, rootCgroup } = box;
    const make = (name: string) => code(createCgroup(world, { parent: rootCgroup, name }));
    expect(["box", "box", "", ".", "..", "a/b", "a\nb"].map(make)).toEqual([
      ...["ok", "EEXIST", "EINVAL", "EINVAL", "EINVAL", "EINVAL", "EINVAL"],
    ]);
    expect(() => createCgroup(world, { parent: 12_345, name: "x" })).toThrow();
  });

  it("C4: only an empty group without groups below it can be removed", () => {
    const { world, kernel, rootCgroup } = box;
    const leaf = ensureCgroup(world, kernel, "/slice/leaf");
    const slice = leaf.parent;
    const { id } = start(world, kernel, { cgroup: leaf.id });
    expect([rootCgroup, slice, leaf.id].map((at) => code(removeCgroup(world, at)))).toEqual([
      "EBUSY",
      "EBUSY",
      "EBUSY",
    ]);
    endProcess(world, id, { code: 0 });
    pass(world, 0);
    expect([leaf.id, slice].map((at) => code(removeCgroup(world, at)))).toEqual(["ok", "ok"]);
    expect([world.get(cgroups, leaf.id), world.get(flowNodes, leaf.flow)]).toEqual([undefined, undefined]);
    expect(() => removeCgroup(world, leaf.id)).toThrow();
  });

  it("C4: a group with nothing but zombies counts as empty; they go on counting above it until they are reaped", () => {
    const { world, kernel } = box;
    const leaf = ensureCgroup(world, kernel, "/slice/leaf");
    const parent = start(world, kernel, { cgroup: leaf.parent });
    const child = start(world, kernel, { cgroup: leaf.id, parent: parent.id });
    expect([isPopulated(world, leaf.id), isPopulated(world, leaf.parent)]).toEqual([true, true]);
    endProcess(world, child.id, { code: 3 });
    pass(world, 10);
    expect(world.must(processes, child.id).state).toBe("zombie");
    expect([isPopulated(world, leaf.id), isPopulated(world, leaf.parent)]).toEqual([false, true]);
    expect(world.must(cgroups, leaf.id).pidsCurrent).toBe(1);
    expect(code(removeCgroup(world, leaf.id))).toBe("ok");
    expect(world.must(cgroups, leaf.parent).pidsCurrent).toBe(2);
    expect(reap(world, child.id)).toEqual({ code: 3 });
    expect(world.must(cgroups, leaf.parent).pidsCurrent).toBe(1);
  });

  it("C5: all groups of a kernel go with it, and with them what hung under their shares", () => {
    const { world, kernel, rootCgroup } = box;
    const other = createRootCgroup(world, { kernel: 999, cpuNode: box.cpuNode });
    const leaf = ensureCgroup(world, kernel, "/a/b");
    dropCgroups(world, kernel);
    expect([rootCgroup, leaf.id, leaf.parent].map((id) => world.get(cgroups, id))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(world.get(flowNodes, leaf.flow)).toBeUndefined();
    expect(world.get(cgroups, other.id)).toEqual(other);
    expect(freeMemory(world, kernel)).toBeGreaterThan(0);
  });

  it("C6: thousands of groups side by side make another no dearer", () => {
    const { world, kernel } = box;
    const cost = (from: number, to: number) => {
      const before = world.written;
      for (let n = from; n < to; n++)
        joinCgroup(world, ensureCgroup(world, kernel, `/system.slice/c${n}`).id);
      return (world.written - before) / (to - from);
    };
    const first = cost(0, 100);
    cost(100, 5000);
    expect(cost(5000, 5100)).toBeLessThanOrEqual(first);
  });
});
