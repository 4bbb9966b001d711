import { beforeEach, describe, expect, it } from "vitest";
import { call, defineEvent } from "../../core/events";
import { JOB_WEIGHT, nodeRate } from "../../core/flow";
import { handler } from "../../core/handlers";
import { addTestKernel, pass, start, type TestKernel, testKernel } from "../../testing/kernel";
import { endProcess } from "../process/exit";
import { sendSignal } from "../process/signals";
import { processes } from "../process/table";
import { cpuStat, runOnCpu, stopOnCpu } from "./cpu";
import { freezeCgroup, setLimits } from "./limits";
import { type Cgroup, cgroups } from "./table";
import { ensureCgroup } from "./tree";

const done = defineEvent<{ readonly name: string }>("test.done");

let box: TestKernel;
let web: Cgroup;
let db: Cgroup;
let ended: Record<string, number>;
beforeEach(() => {
  box = testKernel();
  web = ensureCgroup(box.world, box.kernel, "/slice/web");
  db = ensureCgroup(box.world, box.kernel, "/slice/db");
  ended = {};
  wait(10);
});

const own = handler(done, (world, { name }) => {
  ended[name] = world.now;
});
const wait = (ms: number) => pass(box.world, ms, own);
/** A process that has begun, and waits. */
const daemon = (group: Cgroup) => {
  const { id } = start(box.world, box.kernel, { cgroup: group.id });
  wait(0);
  return id;
};
const busy = (group: Cgroup, threads: number) => {
  const id = daemon(group);
  runOnCpu(box.world, id, null, threads, null);
  return id;
};
const rates = (...groups: Cgroup[]) => groups.map(({ flow }) => nodeRate(box.world, flow));

describe("processor time of control groups", () => {
  it("C10: busy groups share the processors by weight, and idle ones leave their share to the others", () => {
    const { world } = box;
    setLimits(world, db.id, { cpuWeight: 300 });
    busy(web, 4);
    expect(rates(web)).toEqual([4]);
    busy(db, 4);
    expect(rates(web, db)).toEqual([1, 3]);
  });

  it("C10: a process right in a group counts beside the groups below it like one of them with the default weight", () => {
    const { world } = box;
    expect(web.cpuWeight).toBe(JOB_WEIGHT);
    const slice = world.must(cgroups, web.parent);
    busy(slice, 4);
    busy(web, 4);
    expect(rates(web, slice)).toEqual([2, 4]);
  });

  it("C11: a quota holds although processors are idle, and a set of processors does too", () => {
    const { world } = box;
    busy(web, 4);
    setLimits(world, web.id, { cpuQuotaUs: 50_000 });
    expect(rates(web)).toEqual([0.5]);
    setLimits(world, web.id, { cpuQuotaUs: null, cpus: [0, 2, 3] });
    expect(rates(web)).toEqual([3]);
    setLimits(world, web.id, { cpuQuotaUs: 150_000, cpus: [1, 2] });
    expect(rates(web)).toEqual([1.5]);
    setLimits(world, web.parent, { cpuQuotaUs: 100_000 });
    expect(rates(web)).toEqual([1]);
    setLimits(world, web.parent, { cpuQuotaUs: null });
    setLimits(world, web.id, { cpuQuotaUs: null, cpus: null });
    expect(rates(web)).toEqual([4]);
  });

  it("C12: cpu.stat counts usage, and with a quota the periods, those in which it ran out, and the time stood still", () => {
    const { world } = box;
    setLimits(world, web.id, { cpuQuotaUs: 50_000 });
    busy(web, 1);
    wait(10_000);
    expect(cpuStat(world, web.id)).toEqual({
      usageUs: 5_000_000,
      throttledUs: 5_000_000,
      nrPeriods: 100,
      nrThrottled: 100,
    });
    expect(cpuStat(world, web.parent).usageUs).toBeGreaterThanOrEqual(5_000_000);
    expect(cpuStat(world, db.id)).toEqual({ usageUs: 0, throttledUs: 0, nrPeriods: 0, nrThrottled: 0 });
  });

  it("C13: a process works until it has had its processor time, and is told so once", () => {
    const { world } = box;
    const id = daemon(web);
    wait(10);
    runOnCpu(world, id, 100, 1, call(done, { name: "first" }));
    expect(world.must(processes, id).state).toBe("running");
    wait(50);
    runOnCpu(world, id, 100, 4, call(done, { name: "second" }));
    wait(1000);
    expect(ended).toEqual({ second: 20 + 50 + 25 });
  });

  it("C13: a process that sleeps, has ended or is stopped gets no processor time", () => {
    const { world } = box;
    const id = daemon(web);
    wait(10);
    const began = world.now;
    runOnCpu(world, id, 100, 1, call(done, { name: "dropped" }));
    stopOnCpu(world, id);
    expect(world.must(processes, id)).toMatchObject({ state: "sleeping", job: null });
    sendSignal(world, id, 19, null);
    runOnCpu(world, id, 30, 1, call(done, { name: "held" }));
    wait(500);
    expect([ended, rates(web)]).toEqual([{}, [0]]);
    sendSignal(world, id, 18, null);
    wait(500);
    expect(ended).toEqual({ held: began + 530 });
    endProcess(world, id, { code: 0 });
    wait(0);
    const child = startChild(daemon(web));
    endProcess(world, child, { code: 0 });
    runOnCpu(world, child, 30, 1, call(done, { name: "ended" }));
    wait(500);
    expect(ended).toEqual({ held: began + 530 });
  });

  const startChild = (parent: number) => start(box.world, box.kernel, { parent, cgroup: web.id }).id;

  it("C14: a frozen group stands still with all below it, and goes on where it was", () => {
    const { world } = box;
    const id = daemon(web);
    wait(10);
    runOnCpu(world, id, 100, 1, call(done, { name: "work" }));
    wait(40);
    freezeCgroup(world, web.parent, true);
    freezeCgroup(world, web.id, true);
    wait(1000);
    freezeCgroup(world, web.parent, false);
    wait(1000);
    expect([ended, rates(web)]).toEqual([{}, [0]]);
    freezeCgroup(world, web.id, false);
    wait(1000);
    expect(ended).toEqual({ work: 20 + 40 + 2000 + 60 });
  });

  it("C14: a frozen process can be killed", () => {
    const { world } = box;
    const id = daemon(web);
    freezeCgroup(world, web.id, true);
    sendSignal(world, id, 9, null);
    wait(0);
    expect(world.get(processes, id)).toBeUndefined();
  });

  it("C15: groups of a guest share what the guest gets of its host: nested trees are one tree", () => {
    const { world } = box;
    setLimits(world, web.id, { cpus: [0, 1] });
    const guest = addTestKernel(world, { cpuNode: web.flow, layer: "vm1/kernel", cpus: 2 });
    const inside = ["/a", "/b"].map((path) => ensureCgroup(world, guest.kernel, path));
    wait(10);
    for (const { id } of inside) {
      const process = start(world, guest.kernel, { cgroup: id });
      wait(0);
      runOnCpu(world, process.id, null, 2, null);
    }
    busy(db, 4);
    expect(rates(web, db, ...inside)).toEqual([2, 2, 1, 1]);
  });
});
