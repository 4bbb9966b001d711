import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowJobs, flowNodes } from "../../core/flow";
import type { Row, Table } from "../../core/table";
import { works } from "../../core/work";
import { cgroups } from "../../kernel/cgroup/table";
import { freeOnDisk, useDisk as takeRoom } from "../../kernel/files/disk";
import { disks, inodes } from "../../kernel/files/tables";
import { freeMemory } from "../../kernel/memory/account";
import { processes } from "../../kernel/process/table";
import { addVm, type Host, refusal, runningVm, testHost, value, vmNow, wait } from "../../testing/hosts";
import { kernelOf } from "../access";
import { bootHooks } from "../boot/hooks";
import { installHypervisor } from "../hypervisors/install";
import { machines, systems, virtualMachines } from "../tables";
import { deleteVm } from "./delete";
import { pauseVm, resumeVm, startVm, stopVm, vmGone } from "./power";
import { snapshots } from "./snapshot-store";
import { deleteSnapshot, restoreVm, snapshotVm } from "./snapshots";

/** All that a virtual machine may take of a host, and all rows that it may leave behind. */
function footprint({ world, host }: Host) {
  const { disk, memoryUsed } = world.must(machines, host);
  const kernel = kernelOf(world, host);
  return {
    memory: kernel ? freeMemory(world, kernel.id) : memoryUsed,
    disk: freeOnDisk(world, disk),
    rows: [
      machines,
      systems,
      virtualMachines,
      processes,
      disks,
      inodes,
      flowNodes,
      flowJobs,
      works,
      cgroups,
      bootHooks,
      snapshots,
    ].map((table) => [table.name, world.count(table as unknown as Table<Row>)]),
  };
}

describe("deleting a virtual machine", () => {
  it("V20: frees its disk on the host, thin or full, with what its guest wrote and its snapshots", () => {
    const host = testHost("kvm");
    const { world, hypervisor } = host;
    const first = addVm(world, hypervisor, { name: "first" });
    value(startVm(world, first.id));
    wait(world, 1000);
    value(stopVm(world, first.id));
    value(deleteVm(world, first.id));
    const before = footprint(host);
    for (const disk of ["thin", "full"] as const) {
      const vm = addVm(world, hypervisor, { disk });
      value(takeRoom(world, world.must(machines, vm.machine).disk, 1_000_000_000));
      value(snapshotVm(world, vm.id, "before"));
      expect(footprint(host).disk).toBeLessThan(before.disk);
      value(takeRoom(world, world.must(machines, vm.machine).disk, -1_000_000_000));
      value(deleteVm(world, vm.id));
      expect(footprint(host)).toEqual(before);
    }
  });

  it("V20: its name is free again", () => {
    const { world, hypervisor } = testHost("kvm");
    value(deleteVm(world, addVm(world, hypervisor).id));
    expect(world.first(machines, "name", "vm1")).toBeUndefined();
    addVm(world, hypervisor);
  });

  it("V20: one that runs, manages its hypervisor, or has a hypervisor of its own stays", () => {
    const { world, hypervisor } = testHost("kvm");
    const running = runningVm(world, hypervisor);
    const { code, wayOut } = refusal(deleteVm(world, running.id));
    expect([code, wayOut]).toEqual(["still-on", "Switch vm1 off first"]);
    const outer = addVm(world, hypervisor, { name: "outer", nested: true });
    value(installHypervisor(world, outer.machine, "kvm"));
    expect(refusal(deleteVm(world, outer.id)).code).toBe("nested");
    const xen = testHost("xen", { os: null, off: true });
    const dom0 = xen.world.first(virtualMachines, "hypervisor", xen.hypervisor);
    expect(refusal(deleteVm(xen.world, dom0?.id ?? 0)).code).toBe("management");
  });

  const step = fc.constantFrom(
    "start",
    "stop",
    "pause",
    "resume",
    "wait",
    "snapshot",
    "restore",
    "drop",
    "gone",
  );

  it.each([
    ["kvm", "debian-13"],
    ["virtualbox", "windows-11"],
    ["esxi", null],
  ])(
    "V13, V20: whatever was done with it, a VM of %s that is deleted has given everything back",
    (product, os) => {
      const prepared = testHost(product, { os });
      value(deleteVm(prepared.world, stopped(prepared).id));
      const before = footprint(prepared);
      fc.assert(
        fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), (steps, full) => {
          const host = { ...prepared, world: prepared.world.clone() };
          const { world } = host;
          const vm = addVm(world, host.hypervisor, { disk: full ? "full" : "thin" });
          for (const one of steps) act(host, vm.id, one);
          if (vmNow(world, vm).state !== "off") world.attempt(1, () => stopVm(world, vm.id));
          wait(world, 10);
          value(deleteVm(world, vm.id));
          wait(world, 10_000);
          expect(footprint(host)).toEqual(before);
        }),
        { seed: 20, numRuns: 60 },
      );
    },
  );
});

/** A machine that has run once: what a host keeps for the sake of guests is there from then on. */
function stopped({ world, hypervisor }: Host) {
  const vm = runningVm(world, hypervisor, { name: "first" });
  value(stopVm(world, vm.id));
  wait(world, 10);
  return vm;
}

function act({ world }: Host, vm: number, step: string): void {
  const acts: Readonly<Record<string, () => unknown>> = {
    start: () => world.attempt(1, () => startVm(world, vm)),
    stop: () => world.attempt(1, () => stopVm(world, vm)),
    pause: () => world.attempt(1, () => pauseVm(world, vm)),
    resume: () => world.attempt(1, () => resumeVm(world, vm)),
    wait: () => wait(world, 300),
    snapshot: () => world.attempt(1, () => snapshotVm(world, vm, "moment")),
    restore: () => world.attempt(1, () => restoreVm(world, vm, "moment")),
    drop: () => world.attempt(1, () => deleteSnapshot(world, vm, "moment")),
    gone: () => vmGone(world, vm, "it was killed"),
  };
  acts[step]?.();
  wait(world, 0);
}
