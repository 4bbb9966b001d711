import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cgroups } from "../kernel/cgroup/table";
import { cgroupPath } from "../kernel/cgroup/tree";
import { processes } from "../kernel/process/table";
import {
  acting,
  container,
  containerNow,
  dockerHost,
  kernelNow,
  mainProcess,
  PATIENCE_MS,
  processesOf,
} from "../testing/claims";

describe("the daemon and the host's system", { timeout: PATIENCE_MS }, () => {
  it("claim 16: a container's process is a child of a shim on the host's kernel, not of the daemon", () => {
    const lab = acting(...dockerHost("laptop"));
    lab.act(container("laptop", "one"));
    const { world } = lab.sim;
    const main = mainProcess(lab, "laptop/container/one");
    const shim = world.must(processes, main.parent);
    expect([shim.name, shim.layer, shim.kernel, main.kernel]).toEqual([
      "containerd-shim",
      "laptop/engine",
      kernelNow(lab, "laptop").id,
      kernelNow(lab, "laptop").id,
    ]);
    const daemon = processesOf(lab, "laptop/engine").find(({ name }) => name === "dockerd");
    const { init } = kernelNow(lab, "laptop");
    expect(daemon?.parent).toBe(init);
    expect(shim.parent).toBe(init);
  });

  it("claim 16: when the daemon crashes its containers run on, the same processes as before; nothing new can be started", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 100, max: 100_000 }), (count, ms) => {
        const lab = acting(...dockerHost("laptop"));
        const names = Array.from({ length: count }, (_, index) => `box${index}`);
        lab.act(...names.map((name) => container("laptop", name)));
        const mains = () => names.map((name) => mainProcess(lab, `laptop/container/${name}`).id);
        const before = mains();
        lab.act({ do: "crashEngine", machine: "laptop" });
        lab.wait(ms);
        expect(lab.layer("laptop/engine").state).toBe("crashed");
        expect(lab.layers("container").map(({ state }) => state)).toEqual(Array(count).fill("running"));
        expect(mains()).toEqual(before);
        expect(lab.refused(container("laptop", "more")).why).toMatch(/daemon|engine/i);
      }),
      { numRuns: 6 },
    );
  });

  it("claim 16: resources are shared out by control groups of the host: what is written there holds at once", () => {
    const lab = acting(...dockerHost("laptop", ["alpine"], { cpus: 2 }));
    lab.act(container("laptop", "one", { command: ["yes"] }));
    lab.wait(100);
    const { cgroup, containerId } = containerNow(lab, "laptop/container/one");
    const group = lab.sim.world.must(cgroups, cgroup ?? 0);
    expect(group.kernel).toBe(kernelNow(lab, "laptop").id);
    const path = cgroupPath(lab.sim.world, group.id);
    expect(path).toBe(`/system.slice/docker-${containerId}.scope`);
    expect(lab.layer("laptop/container/one").cpu).toBe(1);
    lab.act({
      do: "writeCgroupFile",
      machine: "laptop",
      pid: 1,
      path,
      file: "cpu.max",
      text: "25000 100000",
    });
    expect(lab.layer("laptop/container/one").cpu).toBeCloseTo(0.25, 6);
    lab.act({ do: "crashEngine", machine: "laptop" });
    expect(lab.layer("laptop/container/one").cpu).toBeCloseTo(0.25, 6);
  });
});
