import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { happenings } from "../index";
import { namespaces } from "../kernel/namespace/table";
import { pidIn, processesIn } from "../kernel/process/look";
import { processes } from "../kernel/process/table";
import { acting, container, dockerHost, kernelNow, mainProcess, PATIENCE_MS } from "../testing/claims";

const MIB = 1024 ** 2;

describe("control groups share out, namespaces limit the view", { timeout: PATIENCE_MS }, () => {
  it("claim 7: processor time goes by weight where it is short", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 8 }), (cpus, weight) => {
        const lab = acting(...dockerHost("laptop", ["alpine"], { cpus }));
        const command = ["sh", "-c", "while :; do :; done"];
        const load = Array.from({ length: cpus }, (_, index) => [
          container("laptop", `small${index}`, { command, cpuShares: 1024 }),
          container("laptop", `large${index}`, { command, cpuShares: 1024 * weight }),
        ]).flat();
        lab.act(...load);
        lab.wait(100);
        const of = (prefix: string) =>
          lab
            .layers("container")
            .filter(({ label }) => label.startsWith(prefix))
            .reduce((sum, { cpu }) => sum + cpu, 0);
        expect(of("small") + of("large")).toBeCloseTo(cpus, 6);
        const one = of("large") / cpus;
        expect(Math.abs(one - weight / (weight + 1))).toBeLessThan(0.03);
      }),
      { numRuns: 8 },
    );
  });

  it("claim 7: with weights of 1 to 3 on one processor, one gets a quarter; alone it would have all of it", () => {
    const lab = acting(...dockerHost("laptop", ["alpine"], { cpus: 1 }));
    lab.act(container("laptop", "one", { command: ["yes"], cpuShares: 1024 }));
    lab.wait(10);
    expect(lab.layer("laptop/container/one").cpu).toBe(1);
    lab.act(container("laptop", "three", { command: ["yes"], cpuShares: 3072 }));
    lab.wait(10);
    expect(lab.layer("laptop/container/one").cpu).toBeCloseTo(0.25, 2);
    expect(lab.layer("laptop/container/three").cpu).toBeCloseTo(0.75, 2);
  });

  it("claim 7: a quota holds even where processors are idle", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (tenths) => {
        const lab = acting(...dockerHost("laptop", ["polinux/stress"], { cpus: 4 }));
        lab.act(
          container("laptop", "one", {
            image: "polinux/stress",
            command: ["stress", "--cpu", "2"],
            cpus: tenths / 10,
          }),
        );
        lab.wait(10);
        expect(lab.layer("laptop/container/one").cpu).toBeCloseTo(tenths / 10, 6);
      }),
      { numRuns: 8, examples: [[5]] },
    );
  });

  it("claim 7: who goes beyond a memory limit is killed within the group; a neighbour with the same program and more room is not", () => {
    const lab = acting(...dockerHost("laptop", ["polinux/stress"]));
    const command = ["stress", "--vm", "1", "--vm-bytes", "100M"];
    lab.act(
      container("laptop", "tight", { image: "polinux/stress", command, memory: 64 * MIB }),
      container("laptop", "roomy", { image: "polinux/stress", command, memory: 256 * MIB }),
    );
    lab.wait(10_000);
    expect(["tight", "roomy"].map((name) => lab.layer(`laptop/container/${name}`).state)).toEqual([
      "exited",
      "running",
    ]);
    const kills = lab.sim.world.all(happenings).filter(({ what }) => what === "oom-kill");
    expect(kills.map(({ layer }) => layer)).toEqual(["laptop/container/tight"]);
  });

  it("claim 7: inside, a container is process 1 of its own world, with its own host name and network; the host sees all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), (count) => {
        const names = Array.from({ length: count }, (_, index) => `c${index}`);
        const lab = acting(...dockerHost("laptop"));
        lab.act(...names.map((name) => container("laptop", name, { hostname: `host-${name}` })));
        const { world } = lab.sim;
        const init = world.must(processes, kernelNow(lab, "laptop").init);
        const onHost = processesIn(world, init.ns.pid).map(({ id }) => id);
        const seen = new Set<number>();
        for (const name of names) {
          const main = mainProcess(lab, `laptop/container/${name}`);
          const inside = processesIn(world, main.ns.pid);
          expect(inside.map(({ id }) => id)).toEqual([main.id]);
          expect(pidIn(world, main, main.ns.pid)).toBe(1);
          expect(pidIn(world, main, init.ns.pid)).toBeGreaterThan(1);
          expect(onHost).toContain(main.id);
          expect(world.must(namespaces, main.ns.uts).hostname).toBe(`host-${name}`);
          for (const kind of ["pid", "mnt", "net", "uts", "ipc"] as const) {
            expect(main.ns[kind]).not.toBe(init.ns[kind]);
            seen.add(main.ns[kind]);
          }
        }
        expect(seen.size).toBe(5 * count);
        expect(world.must(namespaces, init.ns.uts).hostname).toBe("laptop");
      }),
      { numRuns: 5 },
    );
  });

  it("claim 7: it is the namespace that hides the host: with the host's own, the container sees everything", () => {
    const lab = acting(...dockerHost("laptop"));
    lab.act(container("laptop", "one", { pidMode: "host" }));
    const main = mainProcess(lab, "laptop/container/one");
    const init = lab.sim.world.must(processes, kernelNow(lab, "laptop").init);
    expect(main.ns.pid).toBe(init.ns.pid);
    expect(processesIn(lab.sim.world, main.ns.pid).length).toBeGreaterThan(5);
    expect(main.ns.net).not.toBe(init.ns.net);
  });
});
