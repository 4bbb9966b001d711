import { describe, expect, it } from "vitest";
import { phases } from "../../core/work";
import type { World } from "../../core/world";
import { guestRestore } from "../../costs/guest";
import { hypervisorCosts } from "../../costs/hypervisors";
import { writeFile } from "../../kernel/files/change";
import { freeOnDisk } from "../../kernel/files/disk";
import { readFile } from "../../kernel/files/read";
import { disks } from "../../kernel/files/tables";
import { type View, viewOf } from "../../kernel/files/view";
import { processes } from "../../kernel/process/table";
import { addVm, GIB, refusal, runningVm, testHost, until, value, vmNow, wait } from "../../testing/hosts";
import { kernelOf } from "../access";
import { installApp } from "../apps/install";
import { startApp } from "../apps/start";
import { apps, machines, type VirtualMachine, virtualMachines } from "../tables";
import { pauseVm, startVm, stopVm } from "./power";
import { deleteSnapshot, restoreVm, snapshotVm } from "./snapshots";

function viewIn(world: World, vm: VirtualMachine): View {
  const kernel = kernelOf(world, vm.machine);
  if (kernel === undefined) throw new Error("no kernel");
  return viewOf(world, world.must(processes, kernel.init));
}

const used = (world: World, machine: number) =>
  world.must(disks, world.must(machines, machine).disk).usedBytes;

describe("snapshots", () => {
  it("V19: a restored guest has the files of that moment, and runs again after its memory is read back", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = runningVm(world, hypervisor);
    value(writeFile(world, viewIn(world, vm), "/root/note", "before"));
    const disk = used(world, vm.machine);
    value(snapshotVm(world, vm.id, "good"));
    value(writeFile(world, viewIn(world, vm), "/root/note", "after, and longer"));
    value(writeFile(world, viewIn(world, vm), "/root/more", "", { size: GIB }));
    const from = world.now;
    value(restoreVm(world, vm.id, "good"));
    expect(vmNow(world, vm).state).toBe("starting");
    until(world, () => vmNow(world, vm).state === "running");
    const expected = (guestRestore.time.value * GIB) / hypervisorCosts.restoreMemory.value;
    expect((world.must(machines, vm.machine).readyAt ?? 0) - from).toBeCloseTo(expected, 3);
    expect(world.find(phases, "layer", "vm1").map((phase) => phase.name)).toEqual(["restore"]);
    expect(value(readFile(world, viewIn(world, vm), "/root/note"))).toBe("before");
    expect(refusal(readFile(world, viewIn(world, vm), "/root/more")).code).toBe("ENOENT");
    expect(used(world, vm.machine)).toBe(disk);
  });

  it("V19: the snapshot stays as it was: one can go back to it again and again", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = runningVm(world, hypervisor);
    value(writeFile(world, viewIn(world, vm), "/root/note", "before"));
    const disk = used(world, vm.machine);
    value(snapshotVm(world, vm.id, "good"));
    for (const text of ["one", "two"]) {
      value(writeFile(world, viewIn(world, vm), "/root/note", text));
      value(restoreVm(world, vm.id, "good"));
      until(world, () => vmNow(world, vm).state === "running");
      expect(value(readFile(world, viewIn(world, vm), "/root/note"))).toBe("before");
      expect(used(world, vm.machine)).toBe(disk);
    }
  });

  it("V19: the apps that ran then run again, though they do not start with the system", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = runningVm(world, hypervisor, { diskBytes: 20 * GIB });
    for (const name of ["crm", "idle"]) value(installApp(world, vm.machine, { name, autostart: false }));
    value(startApp(world, "vm1", "crm"));
    until(world, () => world.first(apps, "layer", "vm1/app/crm")?.process != null);
    value(snapshotVm(world, vm.id, "good"));
    value(stopVm(world, vm.id));
    value(restoreVm(world, vm.id, "good"));
    until(world, () => vmNow(world, vm).state === "running");
    wait(world, 0);
    const runs = world.find(apps, "machine", vm.machine).map((app) => [app.name, app.process !== null]);
    expect(runs).toEqual([
      ["crm", true],
      ["idle", false],
    ]);
  });

  it("V19: apps that were installed later are not on the disk of then; going forward again brings them back", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = runningVm(world, hypervisor, { diskBytes: 20 * GIB });
    value(installApp(world, vm.machine, { name: "old", autostart: false }));
    value(snapshotVm(world, vm.id, "before"));
    value(installApp(world, vm.machine, { name: "crm", autostart: false }));
    value(startApp(world, "vm1", "crm"));
    until(world, () => world.first(apps, "layer", "vm1/app/crm")?.process != null);
    value(snapshotVm(world, vm.id, "after"));
    const back = (name: string) => {
      value(restoreVm(world, vm.id, name));
      until(world, () => vmNow(world, vm).state === "running");
      wait(world, 0);
      return world.find(apps, "machine", vm.machine).map((app) => [app.name, app.process !== null]);
    };
    expect(back("before")).toEqual([["old", false]]);
    const after = [
      ["old", false],
      ["crm", true],
    ];
    expect(back("after")).toEqual(after);
    expect(back("after")).toEqual(after);
    expect(back("before")).toEqual([["old", false]]);
    value(installApp(world, vm.machine, { name: "crm", autostart: false }));
  });

  it("V19: a snapshot of one that is off takes it back to being off", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = addVm(world, hypervisor);
    value(snapshotVm(world, vm.id, "fresh"));
    value(startVm(world, vm.id));
    wait(world, 1000);
    value(restoreVm(world, vm.id, "fresh"));
    wait(world, 5000);
    expect(vmNow(world, vm)).toMatchObject({ state: "off", process: null });
    expect(world.must(machines, vm.machine).power).toBe("off");
  });

  it("V19: a paused one can be kept too", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = runningVm(world, hypervisor);
    value(pauseVm(world, vm.id));
    value(snapshotVm(world, vm.id, "good"));
    value(restoreVm(world, vm.id, "good"));
    wait(world, 5000);
    expect(vmNow(world, vm).state).toBe("running");
  });

  it("V19: disk and memory of the moment take room on the host's disk until the snapshot is thrown away", () => {
    const { world, host, hypervisor } = testHost("kvm");
    const vm = runningVm(world, hypervisor);
    const free = () => freeOnDisk(world, world.must(machines, host).disk);
    const before = free();
    value(snapshotVm(world, vm.id, "good"));
    expect(before - free()).toBe(used(world, vm.machine) + GIB);
    value(deleteSnapshot(world, vm.id, "good"));
    expect(free()).toBe(before);
    expect(refusal(deleteSnapshot(world, vm.id, "good")).code).toBe("no-snapshot");
  });

  it("V19: refused: a name that is taken or not there, a full disk, a machine on its way, a management VM", () => {
    const { world, hypervisor } = testHost("kvm", { diskBytes: 6 * GIB });
    const vm = addVm(world, hypervisor, { diskBytes: 4 * GIB });
    const missing = refusal(restoreVm(world, vm.id, "good"));
    expect([missing.code, missing.why]).toEqual(["no-snapshot", "it has none at all"]);
    value(startVm(world, vm.id));
    expect(refusal(snapshotVm(world, vm.id, "good")).code).toBe("not-still");
    expect(refusal(restoreVm(world, vm.id, "good")).code).toBe("not-still");
    wait(world, 1000);
    value(snapshotVm(world, vm.id, "good"));
    expect(refusal(snapshotVm(world, vm.id, "good")).code).toBe("name-taken");
    expect(refusal(restoreVm(world, vm.id, "bad")).why).toBe("it has: good");
    value(snapshotVm(world, vm.id, "better"));
    const full = refusal(snapshotVm(world, vm.id, "best"));
    expect([full.code, full.wayOut]).toEqual(["ENOSPC", "Delete a snapshot or something else there"]);
    const xen = testHost("xen", { os: null });
    const dom0 = xen.world.first(virtualMachines, "hypervisor", xen.hypervisor);
    wait(xen.world, 300_000);
    expect(refusal(snapshotVm(xen.world, dom0?.id ?? 0, "good")).code).toBe("management");
  });

  it("V19: going back needs the memory that the guest had then", () => {
    const { world, hypervisor } = testHost("kvm", { memoryBytes: 8 * GIB });
    const vm = runningVm(world, hypervisor, { memoryBytes: 4 * GIB });
    value(snapshotVm(world, vm.id, "good"));
    value(stopVm(world, vm.id));
    runningVm(world, hypervisor, { name: "vm2", memoryBytes: 4 * GIB });
    const before = JSON.stringify(world);
    expect(refusal(world.attempt(1, () => restoreVm(world, vm.id, "good"))).code).toBe("no-memory");
    expect(JSON.stringify(world)).toBe(before);
  });
});
