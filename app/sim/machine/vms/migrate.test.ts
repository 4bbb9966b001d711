import { describe, expect, it } from "vitest";
import { flowNodes } from "../../core/flow";
import { happenings } from "../../core/happenings";
import { phases } from "../../core/work";
import { World } from "../../core/world";
import { hypervisorCosts } from "../../costs/hypervisors";
import { freeOnDisk, useDisk as takeRoom } from "../../kernel/files/disk";
import { disks } from "../../kernel/files/tables";
import { freeMemory } from "../../kernel/memory/account";
import { ping } from "../../kernel/net/reach";
import { netInterfaces } from "../../kernel/net/tables";
import { endProcess } from "../../kernel/process/exit";
import { spawn } from "../../kernel/process/spawn";
import { processes } from "../../kernel/process/table";
import { addHost, addVm, GIB, refusal, runningVm, until, value, vmNow, wait } from "../../testing/hosts";
import { kernelOf } from "../access";
import { installHypervisor } from "../hypervisors/install";
import { powerOff } from "../power/off";
import { machines, virtualMachines } from "../tables";
import { migrateVm } from "./migrate";
import { migrations } from "./migrations";
import { pauseVm, stopVm } from "./power";
import { snapshotVm } from "./snapshots";

type HostSpec = Parameters<typeof addHost>[2];

function twoHosts(product = "kvm", spec: HostSpec = {}, second: HostSpec = {}) {
  const world = new World(1);
  const a = addHost(world, product, { name: "a", ...spec });
  const b = addHost(world, product, { name: "b", ...spec, ...second });
  return { world, a, b };
}

function room(world: World, host: number) {
  const { disk, memoryUsed } = world.must(machines, host);
  const kernel = kernelOf(world, host);
  return { memory: kernel ? freeMemory(world, kernel.id) : memoryUsed, disk: freeOnDisk(world, disk) };
}

describe("live migration", () => {
  it.each([
    ["kvm", "debian-13"],
    ["esxi", null],
    ["hyper-v", "windows-11"],
  ])("V21: on %s a running machine goes to the other host with its files and processes", (product, os) => {
    const { world, a, b } = twoHosts(product, { os });
    const vm = runningVm(world, a.hypervisor);
    value(stopVm(world, vm.id));
    wait(world, 10);
    const empty = [room(world, a.host), room(world, b.host)];
    const again = addVm(world, a.hypervisor, { name: "again" });
    expect(again.id).toBeGreaterThan(0);
    const before = [room(world, a.host), room(world, b.host)];
    expect(before[1]).toEqual(empty[1]);
    const moving = runningVm(world, a.hypervisor, { name: "moving" });
    const kernel = kernelOf(world, moving.machine);
    value(migrateVm(world, moving.id, b.hypervisor));
    expect(vmNow(world, moving).state).toBe("migrating");
    until(world, () => vmNow(world, moving).state === "running");
    wait(world, 10);
    expect(vmNow(world, moving).hypervisor).toBe(b.hypervisor);
    expect(kernelOf(world, moving.machine)).toEqual(kernel && { ...kernel });
    expect(room(world, a.host)).toEqual(before[0]);
    expect(room(world, b.host).memory).not.toBe(before[1]?.memory);
    const { imageBytes, backing } = world.must(disks, world.must(machines, moving.machine).disk);
    expect((before[1]?.disk ?? 0) - room(world, b.host).disk).toBe(imageBytes);
    expect(backing?.disk).toBe(world.must(machines, b.host).disk);
    const disk = world.must(disks, world.must(machines, moving.machine).disk);
    const below = world.must(disks, world.must(machines, b.host).disk);
    expect(world.must(flowNodes, disk.flow).parent).toBe(below.flow);
    const card = world.must(machines, moving.machine).netNode;
    expect(world.must(flowNodes, card).parent).toBe(world.must(machines, b.host).netNode);
    value(powerOff(world, a.host));
    wait(world, 1000);
    expect(vmNow(world, moving).state).toBe("running");
    expect(kernelOf(world, moving.machine)?.state).toBe("running");
    value(stopVm(world, moving.id));
    wait(world, 10);
    expect(room(world, b.host).memory).toBe(before[1]?.memory);
  });

  it("V21: goes through pre-copy, stop-and-copy and resume; the guest stands still only for the last two", () => {
    const { world, a, b } = twoHosts();
    const vm = runningVm(world, a.hypervisor);
    const kernel = kernelOf(world, vm.machine);
    if (kernel === undefined) throw new Error("no kernel");
    value(migrateVm(world, vm.id, b.hypervisor));
    const started = world.now;
    const sleeper = value(
      spawn(world, {
        kernel: kernel.id,
        parent: kernel.init,
        argv: ["sleep"],
        program: { kind: "sleep", ms: 1_000_000 },
      }),
    );
    until(world, () => vmNow(world, vm).state === "running");
    const all = world.find(phases, "layer", "vm1/migration");
    expect(all.map((phase) => phase.name)).toEqual(["pre-copy", "stop-and-copy", "resume"]);
    const [copy, rest, resume] = all.map((phase) => (phase.endedAt ?? 0) - phase.startedAt);
    const net = world.must(flowNodes, world.must(machines, a.host).netNode).cap ?? 0;
    const { usedBytes } = world.must(disks, world.must(machines, vm.machine).disk);
    expect(copy).toBeCloseTo((GIB * (1 + hypervisorCosts.migrationRepeat.value) + usedBytes) / net, 3);
    expect(rest).toBeCloseTo((GIB * hypervisorCosts.migrationRest.value) / net, 3);
    expect(resume).toBe(hypervisorCosts.migrationSwitch.value);
    const still = (rest ?? 0) + (resume ?? 0);
    expect(still).toBeLessThan(500);
    wait(world, started + 1_000_000 + still - world.now - 1);
    expect(world.get(processes, sleeper.id)?.exit).toBeNull();
    wait(world, 2);
    expect(world.get(processes, sleeper.id)).toBeUndefined();
  });

  it("V21: what the guest writes meanwhile comes along", () => {
    const { world, a, b } = twoHosts();
    const vm = runningVm(world, a.hypervisor);
    const { disk } = world.must(machines, vm.machine);
    const before = room(world, b.host).disk;
    value(migrateVm(world, vm.id, b.hypervisor));
    value(takeRoom(world, disk, GIB));
    until(world, () => vmNow(world, vm).state === "running");
    expect(before - room(world, b.host).disk).toBe(world.must(disks, disk).imageBytes);
  });

  it("V21: another product, another kind of processor, or no memory or disk over there is refused", () => {
    const { world, a, b } = twoHosts("kvm", {}, { memoryBytes: 2 * GIB, diskBytes: 10 * GIB });
    const vm = runningVm(world, a.hypervisor, { memoryBytes: 2 * GIB });
    const tried = (to: number) => refusal(world.attempt(1, () => migrateVm(world, vm.id, to))).code;
    expect(tried(b.hypervisor)).toBe("no-memory");
    expect(tried(a.hypervisor)).toBe("same-host");
    const other = value(installHypervisor(world, b.host, "virtualbox")).id;
    expect(tried(other)).toBe("other-hypervisor");
    const arm = addHost(world, "kvm", { name: "arm", arch: "arm64" });
    expect(tried(arm.hypervisor)).toBe("wrong-arch");
    const off = addHost(world, "kvm", { name: "off", off: true });
    expect(tried(off.hypervisor)).toBe("machine-off");
    const narrow = addHost(world, "kvm", { name: "narrow" });
    const { disk } = world.must(machines, narrow.host);
    value(takeRoom(world, disk, freeOnDisk(world, disk) - 1000));
    expect(tried(narrow.hypervisor)).toBe("ENOSPC");
    expect(vmNow(world, vm).state).toBe("running");
  });

  it("V21: one that does not run, has snapshots or guests of its own, or manages its hypervisor stays", () => {
    const { world, a, b } = twoHosts();
    const off = addVm(world, a.hypervisor, { name: "off" });
    expect(refusal(migrateVm(world, off.id, b.hypervisor)).code).toBe("not-running");
    const paused = runningVm(world, a.hypervisor, { name: "paused" });
    value(pauseVm(world, paused.id));
    expect(refusal(migrateVm(world, paused.id, b.hypervisor)).code).toBe("not-running");
    const kept = runningVm(world, a.hypervisor, { name: "kept" });
    value(snapshotVm(world, kept.id, "good"));
    expect(refusal(migrateVm(world, kept.id, b.hypervisor)).code).toBe("has-snapshots");
    const outer = runningVm(world, a.hypervisor, { name: "outer", nested: true });
    value(installHypervisor(world, outer.machine, "kvm"));
    expect(refusal(migrateVm(world, outer.id, b.hypervisor)).code).toBe("nested");
    const xen = twoHosts("xen", { os: null });
    const dom0 = xen.world.first(virtualMachines, "hypervisor", xen.a.hypervisor);
    wait(xen.world, 300_000);
    expect(refusal(migrateVm(xen.world, dom0?.id ?? 0, xen.b.hypervisor)).code).toBe("management");
  });

  it("V21: VMware Workstation moves nothing that runs", () => {
    const { world, a, b } = twoHosts("vmware-workstation");
    const vm = runningVm(world, a.hypervisor);
    expect(refusal(migrateVm(world, vm.id, b.hypervisor)).code).toBe("no-migration");
  });

  it("V22: when the host that it comes from loses its power on the way, it is gone, and the target has its room back", () => {
    const { world, a, b } = twoHosts();
    const vm = runningVm(world, a.hypervisor);
    const before = room(world, b.host);
    value(migrateVm(world, vm.id, b.hypervisor));
    wait(world, 100);
    value(powerOff(world, a.host));
    wait(world, 60_000);
    expect(vmNow(world, vm)).toMatchObject({ state: "crashed", hypervisor: a.hypervisor });
    expect(room(world, b.host)).toEqual(before);
    expect(world.count(migrations)).toBe(0);
  });

  it.each([
    ["kvm", "debian-13"],
    ["esxi", null],
  ])(
    "V22: when the target of a move on %s loses its power, the machine runs on where it was",
    (product, os) => {
      const { world, a, b } = twoHosts(product, { os });
      const vm = runningVm(world, a.hypervisor);
      const before = room(world, a.host);
      value(migrateVm(world, vm.id, b.hypervisor));
      const free = freeOnDisk(world, world.must(machines, b.host).disk);
      value(powerOff(world, b.host));
      wait(world, 120_000);
      expect(vmNow(world, vm)).toMatchObject({ state: "running", hypervisor: a.hypervisor });
      expect(room(world, a.host)).toEqual(before);
      expect(world.must(machines, b.host).memoryUsed).toBe(0);
      expect(freeOnDisk(world, world.must(machines, b.host).disk)).toBeGreaterThan(free);
      expect(world.find(happenings, "layer", "vm1").map((row) => row.what)).toContain("migration-failed");
    },
  );

  it("V22: one that stands still already for the last of its copy goes on again when its target is lost", () => {
    const { world, a, b } = twoHosts();
    const vm = runningVm(world, a.hypervisor);
    value(migrateVm(world, vm.id, b.hypervisor));
    while (world.first(migrations, "vm", vm.id)?.stage === "pre-copy") wait(world, 20);
    const { cpuNode } = world.must(machines, vm.machine);
    expect(world.must(flowNodes, cpuNode).frozen).toBe(true);
    value(powerOff(world, b.host));
    expect(vmNow(world, vm)).toMatchObject({ state: "running", hypervisor: a.hypervisor });
    expect(world.must(flowNodes, cpuNode).frozen).toBe(false);
    expect(kernelOf(world, vm.machine)).toMatchObject({ paused: false });
  });

  it("V22: a target in a virtual machine that is switched off lets the machine stay where it is", () => {
    const { world, a, b } = twoHosts();
    const outer = runningVm(world, b.hypervisor, { name: "outer", nested: true, memoryBytes: 8 * GIB });
    const inside = value(installHypervisor(world, outer.machine, "kvm")).id;
    const vm = runningVm(world, a.hypervisor);
    value(migrateVm(world, vm.id, inside));
    value(stopVm(world, outer.id));
    expect(vmNow(world, vm)).toMatchObject({ state: "running", hypervisor: a.hypervisor });
    expect(world.count(migrations)).toBe(0);
  });

  it("V22: when its process on the target is killed, or it is switched off, nothing stays behind there", () => {
    const { world, a, b } = twoHosts();
    const before = room(world, b.host);
    const one = runningVm(world, a.hypervisor, { name: "one" });
    value(migrateVm(world, one.id, b.hypervisor));
    const migration = world.first(migrations, "vm", one.id);
    endProcess(world, migration?.process ?? 0, { signal: 9 });
    wait(world, 10);
    expect(vmNow(world, one)).toMatchObject({ state: "running", hypervisor: a.hypervisor });
    expect(room(world, b.host)).toEqual(before);
    value(migrateVm(world, one.id, b.hypervisor));
    value(stopVm(world, one.id));
    wait(world, 10);
    expect(vmNow(world, one).state).toBe("off");
    expect(room(world, b.host)).toEqual(before);
  });

  it("V22: a target whose disk has filled up meanwhile lets the machine stay where it is", () => {
    const { world, a, b } = twoHosts();
    const vm = runningVm(world, a.hypervisor);
    value(migrateVm(world, vm.id, b.hypervisor));
    const { disk } = world.must(machines, b.host);
    value(takeRoom(world, disk, freeOnDisk(world, disk)));
    value(takeRoom(world, world.must(machines, vm.machine).disk, GIB));
    wait(world, 120_000);
    expect(vmNow(world, vm)).toMatchObject({ state: "running", hypervisor: a.hypervisor });
    expect(kernelOf(world, vm.machine)?.state).toBe("running");
  });
});

describe("the network of a moved machine", () => {
  const cards = (world: World, machine: number) => {
    const kernel = kernelOf(world, machine);
    const net = kernel && world.must(processes, kernel.init).ns.net;
    return world.find(netInterfaces, "ns", net ?? 0).filter(({ kind }) => kind !== "loopback");
  };

  it("V21: one that its host kept a network for is plugged into the new host's, and outlives the old one", () => {
    const { world, a, b } = twoHosts("virtualbox");
    const vm = runningVm(world, a.hypervisor);
    const before = cards(world, vm.machine);
    expect(before).toHaveLength(1);
    value(migrateVm(world, vm.id, b.hypervisor));
    until(world, () => vmNow(world, vm).state === "running");
    const hostNet = world.must(processes, kernelOf(world, b.host)?.init ?? 0).ns.net;
    const [card, ...others] = cards(world, vm.machine);
    expect(others).toEqual([]);
    const far = world.must(netInterfaces, card?.peer ?? 0);
    expect(far.ns).toBe(hostNet);
    value(powerOff(world, a.host));
    wait(world, 10);
    expect(ping(world, card?.ns ?? 0, "192.168.122.1").ok).toBe(true);
  });

  it("V21: one on the LAN keeps its card and its address", () => {
    const { world, a, b } = twoHosts("kvm");
    const vm = runningVm(world, a.hypervisor);
    const before = cards(world, vm.machine);
    expect(before[0]?.addresses).toHaveLength(1);
    value(migrateVm(world, vm.id, b.hypervisor));
    until(world, () => vmNow(world, vm).state === "running");
    expect(cards(world, vm.machine)).toEqual(before);
  });
});
