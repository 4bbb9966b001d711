import { describe, expect, it } from "vitest";
import { flowNodes } from "../../core/flow";
import type { World } from "../../core/world";
import { disks } from "../../kernel/files/tables";
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
import { machines, type VirtualMachine } from "../tables";
import { createVm } from "./create";
import { pauseVm, resumeVm, startVm, stopVm } from "./power";

function hostKernelOf({ world, host }: Host): number {
  const kernel = kernelOf(world, host);
  if (kernel === undefined) throw new Error("the host has no kernel");
  return kernel.id;
}

/** A virtual machine in a virtual machine, both up. */
function nest(world: World, hypervisor: number) {
  const outer = runningVm(world, hypervisor, { name: "outer", nested: true, memoryBytes: 8 * GIB });
  const inside = value(installHypervisor(world, outer.machine, "kvm")).id;
  return { outer, inner: runningVm(world, inside, { name: "inner", diskBytes: 2 * GIB }) };
}

/** Starts a process in a virtual machine that sleeps for `ms`. */
function sleeperIn(world: World, vm: VirtualMachine, ms: number): number {
  const kernel = kernelOf(world, vm.machine);
  if (kernel === undefined) throw new Error("no kernel");
  const program = { kind: "sleep", ms } as const;
  return value(spawn(world, { kernel: kernel.id, parent: kernel.init, argv: ["sleep"], program })).id;
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

  it("V23: its sleeping processes stand still with the machines around it, three deep, and go on with what was left", () => {
    const { world, hypervisor } = testHost("kvm");
    const chain: VirtualMachine[] = [];
    for (const [at, memory] of [12, 6, 1].entries()) {
      const above = chain.at(-1);
      const below = above ? value(installHypervisor(world, above.machine, "kvm")).id : hypervisor;
      const diskBytes = (3 - at) * 10 * GIB;
      chain.push(
        runningVm(world, below, { name: `level${at}`, nested: true, memoryBytes: memory * GIB, diskBytes }),
      );
    }
    const [outer, middle, inner] = chain as [VirtualMachine, VirtualMachine, VirtualMachine];
    const sleepers = chain.map((vm) => sleeperIn(world, vm, 1000));
    const asleep = () => sleepers.map((id) => world.get(processes, id) !== undefined);
    wait(world, 300);
    value(pauseVm(world, middle.id));
    wait(world, 200);
    value(pauseVm(world, outer.id));
    wait(world, 60_000);
    expect(asleep()).toEqual([true, true, true]);
    value(resumeVm(world, outer.id));
    wait(world, 499);
    expect(asleep()).toEqual([true, true, true]);
    wait(world, 1);
    expect(asleep()).toEqual([false, true, true]);
    wait(world, 60_000);
    value(resumeVm(world, middle.id));
    wait(world, 699);
    expect(asleep()).toEqual([false, true, true]);
    wait(world, 1);
    expect([asleep(), vmNow(world, inner).state]).toEqual([[false, false, false], "running"]);
  });

  it("V23: cannot be let go on while the one around it stands still", () => {
    const { world, hypervisor } = testHost("kvm");
    const { outer, inner } = nest(world, hypervisor);
    const sleeper = sleeperIn(world, inner, 1000);
    value(pauseVm(world, inner.id));
    value(pauseVm(world, outer.id));
    expect(refusal(resumeVm(world, inner.id))).toMatchObject({
      code: "host-paused",
      why: "outer, which it runs in, stands still",
    });
    wait(world, 5000);
    value(resumeVm(world, outer.id));
    wait(world, 5000);
    expect(world.get(processes, sleeper)?.exit).toBeNull();
    value(resumeVm(world, inner.id));
    wait(world, 1000);
    expect(world.get(processes, sleeper)).toBeUndefined();
  });

  it("V23: is not held while it is off, and starts afresh when the one around it is switched off and on again", () => {
    const { world, hypervisor } = testHost("kvm");
    const { outer, inner } = nest(world, hypervisor);
    const frozen = () => {
      const { cpuNode, netNode, disk } = world.must(machines, inner.machine);
      return [cpuNode, netNode, world.must(disks, disk).flow].map(
        (node) => world.must(flowNodes, node).frozen,
      );
    };
    value(stopVm(world, inner.id));
    value(pauseVm(world, outer.id));
    expect(frozen()).toEqual([false, false, false]);
    value(resumeVm(world, outer.id));
    value(startVm(world, inner.id));
    wait(world, 100);
    value(pauseVm(world, outer.id));
    expect(frozen()).toEqual([true, true, true]);
    value(stopVm(world, outer.id));
    expect(frozen()).toEqual([false, false, false]);
    value(startVm(world, outer.id));
    until(world, () => vmNow(world, outer).state === "running");
    value(startVm(world, inner.id));
    until(world, () => vmNow(world, inner).state === "running");
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
