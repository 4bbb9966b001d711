import { describe, expect, it } from "vitest";
import type { World } from "../../core/world";
import { panicKernel } from "../../kernel/life/panic";
import { addHost, GIB, refusal, runningVm, testHost, until, value, vmNow, wait } from "../../testing/hosts";
import { kernelOf } from "../access";
import { powerOff } from "../power/off";
import { powerOn } from "../power/on";
import { hypervisors, machines, type VirtualMachine } from "../tables";
import { migrateVm } from "../vms/migrate";
import { startVm } from "../vms/power";
import { crashHypervisor, hypervisorGone } from "./crash";
import { installHypervisor } from "./install";

function panic(world: World, machine: number): void {
  const kernel = kernelOf(world, machine);
  if (kernel === undefined) throw new Error("no kernel");
  panicKernel(world, kernel.id, "a fault");
  wait(world, 0);
}

const states = (world: World, vms: readonly VirtualMachine[]) => vms.map((vm) => vmNow(world, vm).state);
const pair = (world: World, hypervisor: number) =>
  ["vm1", "vm2"].map((name) => runningVm(world, hypervisor, { name }));

describe("the end of a hypervisor", () => {
  it.each([
    ["kvm", "debian-13", "panicked"],
    ["hyper-v", "windows-11", "panicked"],
    ["virtualbox", "debian-13", "running"],
    ["qemu", "debian-13", "running"],
    ["wsl2", "windows-11", "running"],
  ])(
    "V16: when %s crashes all its virtual machines crash at once, and the host's kernel is %3$s",
    (product, os, fate) => {
      const { world, host, hypervisor } = testHost(product, { os });
      const vms = pair(world, hypervisor);
      const kernel = kernelOf(world, host);
      value(crashHypervisor(world, hypervisor));
      wait(world, 0);
      expect(states(world, vms)).toEqual(["crashed", "crashed"]);
      expect(kernelOf(world, host) === undefined ? "panicked" : "running").toBe(fate);
      expect(kernel?.state).toBe("running");
      expect(world.must(hypervisors, hypervisor).state).toBe("crashed");
    },
  );

  it("V16: a hypervisor that is a program is started again with the next virtual machine", () => {
    const { world, hypervisor } = testHost("virtualbox");
    const [vm] = pair(world, hypervisor);
    value(crashHypervisor(world, hypervisor));
    expect(refusal(crashHypervisor(world, hypervisor)).code).toBe("not-running");
    value(startVm(world, vm?.id ?? 0));
    wait(world, 1000);
    expect(world.must(hypervisors, hypervisor).state).toBe("running");
  });

  it.each(["esxi", "xen"])("V16: %s takes its machine down until that is switched off and on", (product) => {
    const { world, host, hypervisor } = testHost(product, { os: null });
    const { management } = world.must(hypervisors, hypervisor);
    if (management !== null) until(world, () => world.must(machines, management).power === "on");
    const vms = pair(world, hypervisor);
    value(crashHypervisor(world, hypervisor));
    wait(world, 0);
    expect(states(world, vms)).toEqual(["crashed", "crashed"]);
    expect(world.must(machines, host).memoryUsed).toBe(0);
    const { code, wayOut } = refusal(startVm(world, vms[0]?.id ?? 0));
    expect([code, wayOut]).toEqual(["hypervisor-down", "Switch server off and on again"]);
    value(powerOff(world, host));
    value(powerOn(world, host));
    until(world, () => world.must(hypervisors, hypervisor).state === "running");
    if (management !== null) until(world, () => world.must(machines, management).power === "on");
    value(startVm(world, vms[0]?.id ?? 0));
  });

  it("V16: a hypervisor that does not run has nothing to lose", () => {
    const { world, hypervisor } = testHost("kvm", { off: true });
    const before = JSON.stringify(world);
    hypervisorGone(world, hypervisor, "nothing");
    expect(JSON.stringify(world)).toBe(before);
    expect(refusal(crashHypervisor(world, hypervisor)).code).toBe("not-running");
  });
});

describe("what stands on what", () => {
  it.each([
    ["kvm", "debian-13"],
    ["virtualbox", "debian-13"],
    ["virtualbox", "windows-11"],
    ["hyper-v", "windows-11"],
  ])("V17: a panic of the host's kernel is the end of every VM of %s on %s", (product, os) => {
    const { world, host, hypervisor } = testHost(product, { os });
    const vms = pair(world, hypervisor);
    panic(world, host);
    expect(states(world, vms)).toEqual(["crashed", "crashed"]);
    wait(world, 10_000);
    expect(vms.map((vm) => kernelOf(world, vm.machine))).toEqual([undefined, undefined]);
    value(powerOff(world, host));
    value(powerOn(world, host));
    until(world, () => world.must(machines, host).power === "on");
    for (const vm of vms) value(startVm(world, vm.id));
    wait(world, 5000);
    expect(states(world, vms)).toEqual(["running", "running"]);
  });

  it("V17: a guest whose kernel panics in the middle of work leaves its neighbour and the hypervisor running", () => {
    const { world, host, hypervisor } = testHost("kvm");
    const vms = pair(world, hypervisor);
    panic(world, vms[0]?.machine ?? 0);
    expect(vmNow(world, vms[1] ?? { id: 0 }).state).toBe("running");
    expect(kernelOf(world, vms[1]?.machine ?? 0)?.state).toBe("running");
    expect(world.must(hypervisors, hypervisor).state).toBe("running");
    expect(kernelOf(world, host)?.state).toBe("running");
  });

  it("V17: a guest whose kernel has panicked can be started anew", () => {
    const { world, hypervisor } = testHost("kvm");
    const [vm] = pair(world, hypervisor);
    panic(world, vm?.machine ?? 0);
    value(startVm(world, vm?.id ?? 0));
    wait(world, 1000);
    expect(kernelOf(world, vm?.machine ?? 0)?.state).toBe("running");
  });

  it.each([
    ["kvm", "debian-13"],
    ["esxi", null],
  ])(
    "V17: when the host of %s loses its power, everything on it is gone, and can come back",
    (product, os) => {
      const { world, host, hypervisor } = testHost(product, { os });
      const vms = pair(world, hypervisor);
      value(powerOff(world, host));
      expect(states(world, vms)).toEqual(["crashed", "crashed"]);
      expect(world.must(machines, host).memoryUsed).toBe(0);
      value(powerOn(world, host));
      until(world, () => world.must(machines, host).power === "on");
      value(startVm(world, vms[1]?.id ?? 0));
      wait(world, 5000);
      expect(states(world, vms)).toEqual(["crashed", "running"]);
    },
  );

  it("V18: the loss of its management VM takes Xen down with all guests", () => {
    const { world, host, hypervisor } = testHost("xen", { os: null });
    const dom0 = world.must(hypervisors, hypervisor).management ?? 0;
    until(world, () => world.must(machines, dom0).power === "on");
    const vms = pair(world, hypervisor);
    panic(world, dom0);
    wait(world, 0);
    expect(states(world, vms)).toEqual(["crashed", "crashed"]);
    expect(world.must(hypervisors, hypervisor).state).toBe("crashed");
    expect(world.must(machines, host).memoryUsed).toBe(0);
  });

  it("V23: what runs in a virtual machine's virtual machine ends with the outer one", () => {
    const { world, hypervisor } = testHost("kvm");
    const outer = runningVm(world, hypervisor, {
      name: "outer",
      nested: true,
      memoryBytes: 4 * GIB,
      vcpus: 2,
    });
    const installed = value(installHypervisor(world, outer.machine, "kvm")).id;
    const inner = runningVm(world, installed, { name: "inner", diskBytes: 2 * GIB });
    value(powerOff(world, outer.machine));
    wait(world, 0);
    expect(states(world, [outer, inner])).toEqual(["off", "crashed"]);
    expect(world.must(machines, inner.machine).power).toBe("off");
    expect(world.must(hypervisors, installed).state).toBe("off");
  });

  it("V22: a virtual machine on its way to a hypervisor that crashes stays where it is", () => {
    const { world, hypervisor } = testHost("kvm", { name: "a" });
    const target = addHost(world, "kvm", { name: "b" });
    const vm = runningVm(world, hypervisor);
    value(migrateVm(world, vm.id, target.hypervisor));
    panic(world, target.host);
    expect(vmNow(world, vm)).toMatchObject({ state: "running", hypervisor });
    wait(world, 120_000);
    expect(vmNow(world, vm)).toMatchObject({ state: "running", hypervisor });
    expect(kernelOf(world, vm.machine)?.state).toBe("running");
  });
});
