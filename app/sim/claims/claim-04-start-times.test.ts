import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommandInput } from "../index";
import { acting, container, dockerHost, guests, PATIENCE_MS, phasesMs } from "../testing/claims";

const GIB = 1024 ** 3;
const MACHINE_PHASES = ["power-on", "firmware", "boot loader", "kernel", "initramfs", "init", "services"];

/** How long a virtual machine takes from the switch until it is ready, ms, and its phases. */
function bootOf(spec: Partial<Extract<CommandInput, { do: "createVm" }>>) {
  const lab = acting(...dockerHost("laptop"), ...guests("laptop", ["vm"], { os: "debian-13", ...spec }));
  lab.act({ do: "powerOn", machine: "vm" });
  return { ms: lab.layer("vm").readyMs ?? Number.NaN, phases: phasesMs(lab, "vm"), lab };
}

describe("how long starts take", { timeout: PATIENCE_MS }, () => {
  it("claim 4: a virtual machine takes a minute or two, a container about 50 ms: more than 500 times as long", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("ubuntu-24.04", "debian-13", "rhel-9", "windows-server-2025"),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 2, max: 6 }),
        fc.constantFrom("alpine", "nginx"),
        (os, vcpus, gibibytes, image) => {
          const { ms, lab } = bootOf({ os, vcpus, memoryBytes: gibibytes * GIB });
          expect(ms).toBeGreaterThan(60_000);
          expect(ms).toBeLessThan(120_000);
          lab.act({ do: "pullImage", machine: "laptop", image }, container("laptop", "one", { image }));
          const start = lab.layer("laptop/container/one").readyMs ?? Number.NaN;
          expect(start).toBeGreaterThan(35);
          expect(start).toBeLessThan(65);
          expect(ms / start).toBeGreaterThan(500);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("claim 4: the difference is what a container has no need of: firmware, a kernel, services", () => {
    const { ms, phases, lab } = bootOf({});
    const machine = MACHINE_PHASES.reduce((total, phase) => total + (phases[phase] ?? 0), 0);
    expect(machine / ms).toBeGreaterThan(0.99);
    expect(((phases.firmware ?? 0) + (phases.kernel ?? 0) + (phases.services ?? 0)) / ms).toBeGreaterThan(
      0.5,
    );
    lab.act(container("laptop", "one"));
    expect(
      Object.keys(phasesMs(lab, "laptop/container/one")).filter((phase) => MACHINE_PHASES.includes(phase)),
    ).toEqual([]);
  });

  it("claim 4: guests that leave out more of a computer boot sooner: 10 s or so, then a second, then half of one", () => {
    const times = (["os", "general", "pc", "microvm"] as const).map((profile) => bootOf({ profile }).ms);
    const longest = [120_000, 20_000, 2_000, 1_000];
    for (const [index, ms] of times.entries()) {
      expect(ms).toBeLessThan(longest[index] ?? 0);
      expect(ms).toBeLessThan(times[index - 1] ?? Number.POSITIVE_INFINITY);
    }
    expect(Object.keys(bootOf({ profile: "pc" }).phases)).toContain("firmware");
    expect(Object.keys(bootOf({ profile: "microvm" }).phases)).not.toContain("firmware");
  });

  it("claim 4: a snapshot is restored sooner than a system boots, because nothing of a boot happens", () => {
    const { ms, lab } = bootOf({});
    lab.act({ do: "snapshotVm", machine: "vm", snapshot: "ready" }, { do: "powerOff", machine: "vm" });
    lab.act({ do: "restoreVm", machine: "vm", snapshot: "ready" });
    expect(lab.layer("vm/os").state).toBe("running");
    const restored = lab.layer("vm").readyMs ?? Number.NaN;
    expect(restored).toBeGreaterThan(0);
    expect(restored).toBeLessThan(ms / 10);
    expect(Object.keys(phasesMs(lab, "vm"))).toEqual(["restore"]);
  });

  it("claim 4: on a busy host both take longer, and the order stays", () => {
    const load = Array.from({ length: 40 }, (_, index) =>
      container("laptop", `load${index}`, { command: ["yes"] }),
    );
    const [busy, idle] = [load, []].map((before) => {
      const lab = acting(
        ...dockerHost("laptop", ["alpine"], { cpus: 2 }),
        ...guests("laptop", ["vm"], { os: "debian-13" }),
        ...before,
      );
      lab.act({ do: "powerOn", machine: "vm" }, container("laptop", "one"));
      return ["vm", "laptop/container/one"].map((id) => lab.layer(id).readyMs ?? Number.NaN);
    });
    const [vm = 0, box = 0] = busy ?? [];
    expect(vm).toBeGreaterThan(idle?.[0] ?? 0);
    expect(box).toBeGreaterThan(idle?.[1] ?? 0);
    expect(vm).toBeGreaterThan(50 * box);
  });
});
