import { describe, expect, it } from "vitest";
import { flowNodes } from "../../core/flow";
import { hypervisorCosts } from "../../costs/hypervisors";
import { freeMemory } from "../../kernel/memory/account";
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
import { machines } from "../tables";
import { createVm } from "./create";
import { pauseVm, resumeVm, startVm, stopVm } from "./power";

const _OVERHEAD = hypervisorCosts.microVmMemory.value;

function hostKernelOf({ world, host }: Host): number {
  const kernel = kernelOf(world, host);
  if (kernel === undefined) throw new Error("the host has no kernel");
  return kernel.id;
}

describe("pausing a virtual machine", () => {
  it("V14: its boot stands still for as long, and takes no longer otherwise", () => {
    const { world, hypervisor } = testHost("kvm");
    const duration = (pauseMs: number, name: string) => {
      const vm = addVm(world, hypervisor, { name, profile: "os" });
      const from = world.now;
      value(startVm(world, vm.id));
      wait(world, 7000);
      if (pauseMs > 0) {
        value(pauseVm(world, vm.id));
        expect(world.must(machines, vm.machine).power).toBe("paused");
        wait(world, pauseMs);
        expect(world.must(machines, vm.machine).readyAt).toBeNull();
        value(resumeVm(world, vm.id));
        expect(vmNow(world, vm).state).toBe("starting");
      }
      until(world, () => vmNow(world, vm).state === "running");
      return (world.must(machines, vm.machine).readyAt ?? 0) - from;
    };
    const undisturbed = duration(0, "one");
    expect(duration(600_000, "two")).toBeCloseTo(undisturbed + 600_000, 3);
  });

  it("V14: its processes get no processor time and its clock stands, while its memory stays taken", () => {
    const host = testHost("kvm");
    const { world, hypervisor } = host;
    const vm = runningVm(world, hypervisor);
    const kernel = kernelOf(world, vm.machine);
    if (kernel === undefined) throw new Error("no kernel");
    const child = (program: Parameters<typeof spawn>[1]["program"]) =>
      value(spawn(world, { kernel: kernel.id, parent: kernel.init, argv: ["x"], program })).id;
    const sleeper = child({ kind: "sleep", ms: 1000 });
    const worker = child({ kind: "work", cpuMs: 500, code: 0 });
    wait(world, 100);
    const free = freeMemory(world, hostKernelOf(host));
    value(pauseVm(world, vm.id));
    wait(world, 60_000);
    expect(world.get(processes, sleeper)?.exit).toBeNull();
    expect(world.get(processes, worker)?.exit).toBeNull();
    expect(freeMemory(world, hostKernelOf(host))).toBe(free);
    value(resumeVm(world, vm.id));
    wait(world, 500);
    expect(world.get(processes, worker)).toBeUndefined();
    expect(world.get(processes, sleeper)?.exit).toBeNull();
    wait(world, 500);
    expect(world.get(processes, sleeper)).toBeUndefined();
    expect(world.must(machines, vm.machine).power).toBe("on");
  });

  it("V14: only one that runs can be paused, only one that is paused can go on", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = addVm(world, hypervisor);
    expect(refusal(pauseVm(world, vm.id)).code).toBe("not-running");
    expect(refusal(resumeVm(world, vm.id)).code).toBe("not-paused");
  });

  it("V14: one that is switched off while it is paused starts afresh later", () => {
    const { world, hypervisor } = testHost("kvm");
    const vm = runningVm(world, hypervisor);
    value(pauseVm(world, vm.id));
    value(stopVm(world, vm.id));
    value(startVm(world, vm.id));
    wait(world, 1000);
    expect(vmNow(world, vm).state).toBe("running");
  });
});

describe("a virtual machine in a virtual machine", () => {
  it("V23: needs processors that were granted with the ability", () => {
    const { world, hypervisor } = testHost("kvm");
    const plain = value(createVm(world, { hypervisor, name: "plain", os: "debian-13" }));
    expect(world.must(machines, plain.machine).canVirtualise).toBe(false);
    const nested = value(createVm(world, { hypervisor, name: "nested", os: "debian-13", nested: true }));
    expect(world.must(machines, nested.machine).canVirtualise).toBe(true);
    const slow = testHost("qemu", { canVirtualise: false });
    const refused = createVm(slow.world, {
      hypervisor: slow.hypervisor,
      name: "vm1",
      os: "debian-13",
      nested: true,
    });
    expect(refusal(refused).code).toBe("no-nesting");
  });

  it("V23: stands still with the one around it, unless it was paused itself", () => {
    const { world, hypervisor } = testHost("kvm");
    const outer = runningVm(world, hypervisor, {
      name: "outer",
      nested: true,
      vcpus: 2,
      memoryBytes: 8 * GIB,
    });
    const inside = value(installHypervisor(world, outer.machine, "kvm")).id;
    const inner = addVm(world, inside, { name: "inner", diskBytes: 2 * GIB });
    const asleep = runningVm(world, inside, { name: "asleep", diskBytes: 2 * GIB });
    value(pauseVm(world, asleep.id));
    value(startVm(world, inner.id));
    wait(world, 100);
    value(pauseVm(world, outer.id));
    wait(world, 60_000);
    expect(vmNow(world, inner).state).toBe("starting");
    value(resumeVm(world, outer.id));
    wait(world, 1000);
    expect([inner, asleep].map((vm) => vmNow(world, vm).state)).toEqual(["running", "paused"]);
    expect(world.must(flowNodes, world.must(machines, asleep.machine).cpuNode).frozen).toBe(true);
    expect(world.must(flowNodes, world.must(machines, inner.machine).cpuNode).frozen).toBe(false);
  });

  it("V23: has its memory from the one around it", () => {
    const { world, hypervisor } = testHost("kvm");
    const outer = runningVm(world, hypervisor, { name: "outer", nested: true, memoryBytes: 4 * GIB });
    const inside = value(installHypervisor(world, outer.machine, "kvm")).id;
    const inner = addVm(world, inside, { name: "inner", diskBytes: 2 * GIB, memoryBytes: 4 * GIB });
    const { code, why } = refusal(startVm(world, inner.id));
    expect(code).toBe("no-memory");
    expect(why).toContain("outer itself has");
  });
});
