import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acting, container, dockerHost, guests, host, PATIENCE_MS, sum } from "../testing/claims";

const GUEST_DISK = 700_000_000;
const GIB = 1024 ** 3;
const vms = (count: number) => Array.from({ length: count }, (_, index) => `vm${index + 1}`);

describe("what guest operating systems cost", { timeout: PATIENCE_MS }, () => {
  it("claim 3: three guests take 2.1 GB of disk before any app is installed, and so on for every further one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), (count) => {
        const before = acting(...host("laptop", "debian-13"), ...guests("laptop", []));
        const lab = acting(...host("laptop", "debian-13"), ...guests("laptop", vms(count)));
        expect(lab.layers("app")).toEqual([]);
        const guestDisk = sum(lab.layers("guest-os"), "diskBytes");
        expect(guestDisk).toBe(count * GUEST_DISK);
        expect(sum(lab.layers(), "diskBytes") - sum(before.layers(), "diskBytes")).toBe(guestDisk);
        if (count === 3) expect(guestDisk).toBe(2_100_000_000);
      }),
      { numRuns: 6, examples: [[3]] },
    );
  });

  it("claim 3: they take memory as soon as they are switched on, again before any app runs", () => {
    const lab = acting(...host("laptop", "debian-13"), ...guests("laptop", vms(3)));
    const free = () => (lab.layer("laptop").capacity?.memoryBytes ?? 0) - sum(lab.layers(), "memoryBytes");
    const before = free();
    for (const [index, machine] of vms(3).entries()) {
      lab.begin({ do: "powerOn", machine });
      expect(before - free()).toBeGreaterThanOrEqual((index + 1) * 2 * GIB);
    }
    lab.settle();
    expect(before - free()).toBeGreaterThanOrEqual(3 * 2 * GIB);
    for (const { memoryBytes } of lab.layers("guest-os")) expect(memoryBytes).toBeGreaterThan(100_000_000);
    lab.act({ do: "powerOff", machine: "vm2" });
    expect(before - free()).toBeLessThan(3 * 2 * GIB);
  });

  it("claim 3: and their boots keep processors busy", () => {
    const lab = acting(...host("laptop", "debian-13"), ...guests("laptop", vms(3)));
    let busyMs = 0;
    for (const machine of vms(3)) lab.begin({ do: "powerOn", machine });
    while (lab.layers("virtual-hardware").some(({ state }) => state === "starting")) {
      lab.wait(500);
      busyMs += lab.layer("laptop").cpu * 500;
    }
    expect(lab.layers("app")).toEqual([]);
    expect(busyMs).toBeGreaterThan(3 * 10_000);
  });

  it("claim 3: three containers cost no guest system, neither disk nor memory nor processor time for one", () => {
    const lab = acting(...dockerHost("laptop"));
    const [disk, memory] = [sum(lab.layers(), "diskBytes"), sum(lab.layers(), "memoryBytes")];
    lab.act(...vms(3).map((name) => container("laptop", name)));
    expect(lab.layers("guest-os")).toEqual([]);
    expect(sum(lab.layers(), "diskBytes") - disk).toBe(0);
    expect(sum(lab.layers(), "memoryBytes") - memory).toBeLessThan(50_000_000);
  });
});
