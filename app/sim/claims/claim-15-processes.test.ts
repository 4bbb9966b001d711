import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exitCode } from "../kernel/process/exit";
import { pidIn, processesIn } from "../kernel/process/look";
import { processes } from "../kernel/process/table";
import {
  type Acting,
  acting,
  container,
  containerNow,
  dockerHost,
  guests,
  kernelNow,
  mainProcess,
  PATIENCE_MS,
  phasesMs,
  processesOf,
} from "../testing/claims";

const KILL = 9;

/** Numbers in the host's own process table, by row. */
function hostTable(lab: Acting): Map<number, number> {
  const { ns } = lab.sim.world.must(processes, kernelNow(lab, "laptop").init);
  return new Map(
    processesIn(lab.sim.world, ns.pid).map((process) => [
      process.id,
      pidIn(lab.sim.world, process, ns.pid) ?? 0,
    ]),
  );
}

describe("containers are isolated processes, not small machines", { timeout: PATIENCE_MS }, () => {
  it("claim 15: a container's process is in the host's process table, under another number than its own 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), (count) => {
        const lab = acting(...dockerHost("laptop"));
        const before = hostTable(lab).size;
        const names = Array.from({ length: count }, (_, index) => `box${index}`);
        lab.act(...names.map((name) => container("laptop", name)));
        const table = hostTable(lab);
        const pids = names.map((name) => {
          const main = mainProcess(lab, `laptop/container/${name}`);
          expect(pidIn(lab.sim.world, main, main.ns.pid)).toBe(1);
          return table.get(main.id) ?? 0;
        });
        expect(pids.every((pid) => pid > 1)).toBe(true);
        expect(new Set(pids).size).toBe(count);
        // Each container is its own process and the shim that watches it: no more.
        expect(table.size - before).toBe(2 * count);
      }),
      { numRuns: 5 },
    );
  });

  it("claim 15: killing that process from the host ends the container", () => {
    const lab = acting(...dockerHost("laptop"));
    lab.act(container("laptop", "one"), container("laptop", "two"));
    const target = hostTable(lab).get(mainProcess(lab, "laptop/container/one").id) ?? 0;
    lab.act({ do: "signal", machine: "laptop", pid: 1, target, signal: KILL });
    lab.wait(100);
    const { exit } = containerNow(lab, "laptop/container/one");
    expect(exit && exitCode(exit)).toBe(128 + KILL);
    expect(["one", "two"].map((name) => lab.layer(`laptop/container/${name}`).state)).toEqual([
      "exited",
      "running",
    ]);
  });

  it("claim 15: a virtual machine is one process of its host; what runs in it the host does not see", () => {
    const lab = acting(
      ...dockerHost("laptop"),
      ...guests("laptop", ["vm"], { os: "debian-13", profile: "pc" }),
      { do: "installApp", machine: "vm", name: "app" },
    );
    const before = hostTable(lab).size;
    lab.act({ do: "powerOn", machine: "vm" });
    const table = hostTable(lab);
    expect(table.size).toBe(before + 1);
    const inside = processesOf(lab, "vm/app/app");
    expect(inside).toHaveLength(1);
    expect(inside.filter(({ id }) => table.has(id))).toEqual([]);
  });

  it("claim 15: its start has no phase of a boot: nothing is switched on, no kernel and no services are started", () => {
    const lab = acting(...dockerHost("laptop"), ...guests("laptop", ["vm"], { os: "debian-13" }));
    lab.act(container("laptop", "one"), { do: "powerOn", machine: "vm" });
    const [box, vm] = [phasesMs(lab, "laptop/container/one"), phasesMs(lab, "vm")].map((phases) =>
      Object.keys(phases),
    );
    expect(vm).toEqual(expect.arrayContaining(["firmware", "kernel", "init", "services"]));
    expect(box?.filter((phase) => vm?.includes(phase))).toEqual([]);
    expect(box).toEqual(expect.arrayContaining(["namespaces", "cgroup", "process"]));
    expect(processesOf(lab, "laptop/container/one").map(({ argv }) => argv)).toEqual([["sleep", "infinity"]]);
  });
});
