import { describe, expect, it } from "vitest";
import { flowNodes, nodeRate } from "../../core/flow";
import { happenings } from "../../core/happenings";
import { phases } from "../../core/work";
import { hypervisorCosts } from "../../costs/hypervisors";
import { cgroupByPath } from "../../kernel/cgroup/tree";
import { kernels } from "../../kernel/kernel";
import { freeMemory } from "../../kernel/memory/account";
import { exec } from "../../kernel/process/exec";
import { endProcess } from "../../kernel/process/exit";
import { spawn } from "../../kernel/process/spawn";
import { processes } from "../../kernel/process/table";
import {
  addVm,
  GIB,
  type Host,
  refusal,
  runningVm,
  testHost,
  until,
  value,
  vmNow,
  wait,
} from "../../testing/hosts";
import { kernelOf } from "../access";
import { installHypervisor } from "../hypervisors/install";
import { powerOff } from "../power/off";
import { machines, virtualMachines } from "../tables";
import { startVm, stopVm } from "./power";

const OVERHEAD = hypervisorCosts.microVmMemory.value;

function hostKernelOf({ world, host }: Host): number {
  const kernel = kernelOf(world, host);
  if (kernel === undefined) throw new Error("the host has no kernel");
  return kernel.id;
}

describe("starting a virtual machine", () => {
  it("V4: it is a process of the host's kernel, whose memory is the guest's and what the hypervisor adds", () => {
    const host = testHost("kvm");
    const { world, hypervisor } = host;
    const vm = runningVm(world, hypervisor);
    const process = world.must(processes, vm.process ?? 0);
    expect(process).toMatchObject({
      kernel: hostKernelOf(host),
      program: { kind: "machine" },
      rssBytes: GIB + OVERHEAD,
      layer: "vm1",
    });
    const group = cgroupByPath(world, hostKernelOf(host), "/machine.slice/vm1");
    expect(process.cgroup).toBe(group?.id);
    expect(group?.memoryCurrent).toBe(GIB + OVERHEAD);
    expect(world.must(flowNodes, world.must(machines, vm.machine).cpuNode).parent).toBe(group?.flow);
  });

  it("V4: an ordinary VM costs more beside its guest than a microVM", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = runningVm(world, hypervisor, { profile: "pc" });
    expect(world.must(processes, vm.process ?? 0).rssBytes).toBe(GIB + hypervisorCosts.hostedVmMemory.value);
  });

  it("V12: goes through its boot to a kernel of its own", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = addVm(world, hypervisor);
    value(startVm(world, vm.id));
    expect(vmNow(world, vm).state).toBe("starting");
    expect(world.must(machines, vm.machine).power).toBe("booting");
    wait(world, 1000);
    expect(vmNow(world, vm).state).toBe("running");
    expect(kernelOf(world, vm.machine)).toMatchObject({ memoryBytes: GIB, cpus: 1, state: "running" });
    expect(world.find(phases, "layer", "vm1").map((phase) => phase.name)).toContain("kernel");
  });

  it("V12: a full system from disk takes a minute or two", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = addVm(world, hypervisor, { profile: "os", vcpus: 2 });
    const from = world.now;
    value(startVm(world, vm.id));
    until(world, () => vmNow(world, vm).state === "running");
    expect(world.now - from).toBeGreaterThan(45_000);
    expect(world.now - from).toBeLessThan(120_000);
  });

  it("V9: memory is given once: whoever does not fit is refused, told who has it and what would help", () => {
    const { world, hypervisor } = testHost("kvm", { memoryBytes: 8 * GIB });
    runningVm(world, hypervisor, { name: "one", memoryBytes: 4 * GIB });
    const two = addVm(world, hypervisor, { name: "two", memoryBytes: 4 * GIB });
    const before = JSON.stringify(world);
    const { code, why, wayOut } = refusal(world.attempt(1, () => startVm(world, two.id)));
    expect(code).toBe("no-memory");
    expect(why).toMatch(
      /it takes 4 GiB of memory, and 3\.\d GiB of 8 GiB is free: one has 4 GiB, server itself has /,
    );
    expect(wayOut).toMatch(/Stop a virtual machine on server, give two less memory, or add memory to server/);
    expect(JSON.stringify(world)).toBe(before);
  });

  it("V9: on bare hardware too", () => {
    const { world, hypervisor } = testHost("esxi", { os: null, memoryBytes: 4 * GIB });
    const vm = addVm(world, hypervisor, { memoryBytes: 4 * GIB });
    const { code, why } = refusal(startVm(world, vm.id));
    expect([code, why]).toEqual([
      "no-memory",
      "it takes 4 GiB of memory, and 3 GiB of 4 GiB is free: server itself has 1 GiB",
    ]);
  });

  it("V9: when one is stopped, the other fits", () => {
    const { world, hypervisor } = testHost("kvm", { memoryBytes: 8 * GIB });
    const one = runningVm(world, hypervisor, { name: "one", memoryBytes: 5 * GIB });
    const two = addVm(world, hypervisor, { name: "two", memoryBytes: 5 * GIB });
    expect(startVm(world, two.id).ok).toBe(false);
    value(stopVm(world, one.id));
    value(startVm(world, two.id));
  });

  it("V10: virtual processors may be promised twice; then they share the real ones", () => {
    const { world, hypervisor } = testHost("kvm", { cpus: 4 });
    const vms = ["one", "two"].map((name) => runningVm(world, hypervisor, { name, vcpus: 4 }));
    for (const vm of vms) {
      const kernel = kernelOf(world, vm.machine);
      if (kernel === undefined) throw new Error("no kernel");
      const program = { kind: "busy", threads: 4 } as const;
      value(spawn(world, { kernel: kernel.id, parent: kernel.init, argv: ["stress"], program }));
    }
    wait(world, 100);
    for (const vm of vms) expect(nodeRate(world, world.must(machines, vm.machine).cpuNode)).toBeCloseTo(2);
  });

  it("V11: the same guest boots ten times slower where its processor is emulated", () => {
    const times = [true, false].map((canVirtualise) => {
      const { world, hypervisor } = testHost("qemu", { canVirtualise });
      const vm = addVm(world, hypervisor);
      const from = world.now;
      value(startVm(world, vm.id));
      until(world, () => vmNow(world, vm).state === "running");
      return (world.must(machines, vm.machine).readyAt ?? 0) - from;
    });
    expect((times[1] ?? 0) / (times[0] ?? 1)).toBeCloseTo(1 / hypervisorCosts.emulationShare.value, 1);
  });

  it("V12: one that is on, or whose host is off, cannot be started", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = runningVm(world, hypervisor);
    expect(refusal(startVm(world, vm.id)).code).toBe("already-on");
    const cold = testHost("kvm", { off: true });
    const other = addVm(cold.world, cold.hypervisor);
    const { code, wayOut } = refusal(startVm(cold.world, other.id));
    expect([code, wayOut]).toEqual(["machine-off", "Switch server on"]);
    const bare = testHost("esxi", { os: null, off: true });
    expect(refusal(startVm(bare.world, addVm(bare.world, bare.hypervisor).id)).code).toBe("hypervisor-down");
  });
});

describe("stopping a virtual machine", () => {
  it.each([
    ["kvm", "debian-13"],
    ["virtualbox", "windows-11"],
    ["hyper-v", "windows-11"],
    ["esxi", null],
  ])("V13: on %s, what it had of its host's memory is free again", (product, os) => {
    const host = testHost(product, { os });
    const { world, hypervisor } = host;
    const vm = addVm(world, hypervisor);
    const used = () => {
      const kernel = kernelOf(world, host.host);
      return kernel ? freeMemory(world, kernel.id) : world.must(machines, host.host).memoryUsed;
    };
    const before = [used(), world.count(processes), world.count(flowNodes)];
    value(startVm(world, vm.id));
    wait(world, 1000);
    expect(used()).not.toBe(before[0]);
    value(stopVm(world, vm.id));
    wait(world, 1000);
    expect([used(), world.count(processes)]).toEqual(before.slice(0, 2));
    expect(vmNow(world, vm)).toMatchObject({ state: "off", process: null });
    expect(world.must(machines, vm.machine)).toMatchObject({ power: "off", memoryUsed: 0 });
    expect(kernelOf(world, vm.machine)).toBeUndefined();
  });

  it("V13: one that is off, and a management VM, cannot be switched off", () => {
    const { world, hypervisor } = testHost("kvm");
    expect(refusal(stopVm(world, addVm(world, hypervisor).id)).code).toBe("already-off");
    const xen = testHost("xen", { os: null });
    const dom0 = xen.world.first(virtualMachines, "hypervisor", xen.hypervisor);
    const { code, wayOut } = refusal(stopVm(xen.world, dom0?.id ?? 0));
    expect([code, wayOut]).toEqual(["management", "Switch server off"]);
  });

  it("V13: in the middle of its boot nothing of the boot goes on", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = addVm(world, hypervisor);
    value(startVm(world, vm.id));
    wait(world, 100);
    value(powerOff(world, vm.machine));
    wait(world, 5000);
    expect(vmNow(world, vm).state).toBe("off");
    expect(world.must(machines, vm.machine).power).toBe("off");
    value(startVm(world, vm.id));
    wait(world, 1000);
    expect(vmNow(world, vm).state).toBe("running");
  });
});

describe("a virtual machine whose process ends", () => {
  it("V15: is gone, says so, and can be started again; its neighbour runs on", () => {
    const host = testHost("kvm");
    const { world, hypervisor } = host;
    const vm = runningVm(world, hypervisor);
    const neighbour = runningVm(world, hypervisor, { name: "vm2" });
    endProcess(world, vm.process ?? 0, { signal: 9 });
    wait(world, 10);
    expect(vmNow(world, vm)).toMatchObject({ state: "crashed", process: null });
    expect(world.must(machines, vm.machine).power).toBe("off");
    expect(vmNow(world, neighbour).state).toBe("running");
    expect(kernelOf(world, neighbour.machine)?.state).toBe("running");
    expect(world.find(happenings, "layer", "vm1").map((row) => row.what)).toContain("crashed");
    value(startVm(world, vm.id));
    wait(world, 1000);
    expect(vmNow(world, vm).state).toBe("running");
  });

  it("V15: the host's memory, when it runs out, takes the largest process: a virtual machine", () => {
    const host = testHost("kvm", { memoryBytes: 8 * GIB });
    const { world, hypervisor } = host;
    const vm = runningVm(world, hypervisor, { memoryBytes: 5 * GIB });
    const kernel = world.must(processes, vm.process ?? 0).kernel;
    const init = kernelOf(world, host.host)?.init ?? 0;
    const hog = { kind: "hog", bytesPerStep: GIB / 2, stepMs: 10, untilBytes: 4 * GIB } as const;
    value(spawn(world, { kernel, parent: init, argv: ["hog"], program: hog }));
    wait(world, 1000);
    expect(vmNow(world, vm).state).toBe("crashed");
    expect(kernelOf(world, host.host)?.state).toBe("running");
  });
});

describe("a host whose process 1 ends", () => {
  it("V15: takes its guests along, whatever they were about to do in that very instant", () => {
    const host = testHost("kvm");
    const { world, hypervisor } = host;
    const outer = runningVm(world, hypervisor, { name: "outer", nested: true, memoryBytes: 8 * GIB });
    const inside = value(installHypervisor(world, outer.machine, "kvm")).id;
    const inner = runningVm(world, inside, { name: "inner", diskBytes: 2 * GIB });
    const hostKernel = world.must(kernels, hostKernelOf(host));
    exec(world, hostKernel.init, ["/bin/fault"], { kind: "crash", afterMs: 1000, code: 1 });
    wait(world, 0);
    for (const { machine } of [outer, inner]) {
      const kernel = kernelOf(world, machine);
      if (kernel === undefined) throw new Error("no kernel");
      const about = { kernel: kernel.id, parent: kernel.init, argv: ["x"] };
      for (const program of [
        { kind: "fork-bomb", everyMs: 1000 },
        { kind: "work", cpuMs: 1000, code: 0 },
        { kind: "sleep", ms: 1000 },
        { kind: "crash", afterMs: 1000, code: 1 },
      ] as const)
        value(spawn(world, { ...about, program }));
    }
    wait(world, 2000);
    expect(world.must(kernels, hostKernel.id).state).toBe("panicked");
    expect([outer, inner].map((vm) => vmNow(world, vm).state)).toEqual(["crashed", "crashed"]);
    expect(world.count(processes)).toBe(0);
  });
});
