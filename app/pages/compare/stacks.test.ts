import { describe, expect, it } from "vitest";
import type { LayerState, Stack } from "../../diagram/layout/stack";
import type { ContainerView, HostView, VmView } from "../../state/compare-types";
import { blankContainer, blankVm, containersShown, vmsShown } from "./blanks";
import { containerStack } from "./container-stack";
import { vmStack } from "./vm-stack";

const vm = (over: Partial<VmView> = {}): VmView => ({ ...blankVm(1, "pc"), ...over });
const container = (over: Partial<ContainerView> = {}): ContainerView => ({ ...blankContainer(1), ...over });
const host = (status: HostView["status"], over: Partial<HostView> = {}): HostView => ({
  status,
  download: null,
  cameBy: null,
  readyMs: null,
  kernel: null,
  error: null,
  ...over,
});

const states = (stack: Stack): LayerState[] => stack.layers.map(({ state }) => state);
const layer = (stack: Stack, id: string) => {
  const found = stack.layers.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no layer ${id}`);
  return found;
};

describe("the virtual machine's stack", () => {
  it("shows hardware and nothing at work while it is off", () => {
    expect(states(vmStack([vm()]))).toEqual(["done", "idle", "idle", "idle", "idle", "idle"]);
  });

  it("lights up the layer of the phase that runs", () => {
    const booting = vm({
      status: "booting",
      phases: {
        spans: [
          { phase: "machine", startMs: 0, durationMs: 20 },
          { phase: "firmware", startMs: 20, durationMs: 594 },
        ],
        current: { phase: "kernel", startMs: 614 },
      },
    });
    const stack = vmStack([booting]);
    expect(states(stack)).toEqual(["done", "done", "done", "working", "idle", "idle"]);
    expect(layer(stack, "vm-1/virtual-hardware").notes).toEqual(["firmware 594 ms", "594 ms"]);
  });

  it("leaves unpacking the initramfs to the kernel", () => {
    const stack = vmStack([
      vm({ status: "booting", phases: { spans: [], current: { phase: "initramfs", startMs: 0 } } }),
    ]);
    expect(layer(stack, "vm-1/kernel").state).toBe("working");
    expect(layer(stack, "vm-1/kernel").notes[0]).toContain("unpacking");
  });

  it("has everything up when it runs", () => {
    expect(new Set(states(vmStack([vm({ status: "running" })])))).toEqual(new Set(["done"]));
  });

  it("marks where it failed, and what is out of reach above", () => {
    const failed = vm({
      status: "failed",
      phases: { spans: [{ phase: "kernel", startMs: 0, durationMs: 50 }], current: null },
    });
    expect(states(vmStack([failed]))).toEqual(["done", "done", "done", "failed", "off", "off"]);
  });

  it("says that a direct boot has no firmware", () => {
    const stack = vmStack([vm({ status: "running", profile: "microvm" })]);
    expect(layer(stack, "vm-1/virtual-hardware").notes[0]).toContain("no firmware");
  });

  it("has as many kernels as machines, and one hypervisor", () => {
    const stack = vmStack([1, 2, 3].map((number) => blankVm(number, "pc")));
    expect(stack.layers.filter(({ role }) => role === "kernel")).toHaveLength(3);
    expect(stack.layers.filter(({ role }) => role === "hypervisor")).toHaveLength(1);
    expect(stack.groups.map(({ kind }) => kind)).toEqual(["vm", "vm", "vm"]);
  });
});

describe("the containers' stack", () => {
  it("waits with the host", () => {
    const stack = containerStack(host("waiting"), [container()]);
    expect(states(stack)).toEqual(["done", "idle", "idle", "idle", "idle", "idle"]);
    expect(layer(stack, "kernel").notes).toEqual(["not ready yet"]);
  });

  it("shows the host's kernel at work while it boots or is restored", () => {
    expect(layer(containerStack(host("booting"), [container()]), "kernel").state).toBe("working");
    expect(layer(containerStack(host("restoring"), [container()]), "kernel").state).toBe("working");
  });

  it("follows a start from engine to image to app", () => {
    const at = (phase: "namespaces" | "rootfs" | "exec") =>
      containerStack(host("ready"), [
        container({
          status: "starting",
          clockFrom: 1,
          phases: { spans: [], current: { phase, startMs: 0 } },
        }),
      ]);
    const parts = (stack: Stack) => ["engine", "c1/image", "c1/app"].map((id) => layer(stack, id).state);
    expect(parts(at("namespaces"))).toEqual(["working", "idle", "idle"]);
    expect(parts(at("rootfs"))).toEqual(["done", "working", "idle"]);
    expect(parts(at("exec"))).toEqual(["done", "done", "working"]);
  });

  it("leaves the engine alone while a container waits for its turn", () => {
    const stack = containerStack(host("booting"), [container({ status: "starting" })]);
    expect(layer(stack, "engine").state).toBe("idle");
  });

  it("says which process of the host a container's first one is", () => {
    const stack = containerStack(host("ready"), [container({ status: "running", hostPid: 214 })]);
    expect(layer(stack, "c1/app").notes[0]).toBe("pid 1 = 214 on the host");
  });

  it("puts everything out of reach when the host fails", () => {
    const stack = containerStack(host("failed"), [container({ status: "running" })]);
    expect(states(stack)).toEqual(["done", "failed", "off", "off", "off", "off"]);
  });

  it("has one kernel for ten containers", () => {
    const stack = containerStack(
      host("ready"),
      Array.from({ length: 10 }, (_, index) => blankContainer(index + 1)),
    );
    expect(stack.layers.filter(({ role }) => role === "kernel")).toHaveLength(1);
    expect(stack.groups).toHaveLength(10);
  });
});

describe("what is shown before anything was asked for", () => {
  it("is as many as were chosen", () => {
    expect(vmsShown({ vms: [], vmCount: 2, profile: "microvm" }).map(({ label }) => label)).toEqual([
      "VM 1",
      "VM 2",
    ]);
    expect(
      containersShown({ containers: [], containerCount: 3 }).map(({ interactive }) => interactive),
    ).toEqual([true, false, false]);
  });

  it("is the real ones as soon as there are any", () => {
    const real = [vm({ id: "x" })];
    expect(vmsShown({ vms: real, vmCount: 3, profile: "pc" })).toBe(real);
  });
});
