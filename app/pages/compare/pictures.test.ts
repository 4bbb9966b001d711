import { describe, expect, it } from "vitest";
import type { Look, Picture, Plan, Thing } from "../../diagram/layout/plan";
import type { ContainerView, HostView, VmView } from "../../state/compare-types";
import { blankContainer, blankVm, containersShown, vmsShown } from "./blanks";
import { containerPicture } from "./container-picture";
import { vmPicture } from "./vm-picture";

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

const above = (plan: Plan): readonly Plan[] => {
  if (plan.kind === "gathering") return [];
  return plan.kind === "band" ? plan.above : plan.inside;
};
const plansOf = (plans: readonly Plan[]): Plan[] => plans.flatMap((plan) => [plan, ...plansOf(above(plan))]);
/** Layers from the bottom up, without boundaries. */
const layers = (picture: Picture): Thing[] =>
  plansOf(picture.ground)
    .filter(({ kind }) => kind === "band")
    .map(({ thing }) => thing);
const frames = (picture: Picture): Thing[] =>
  plansOf(picture.ground)
    .filter(({ kind }) => kind === "frame")
    .map(({ thing }) => thing);
const looks = (picture: Picture): Look[] => layers(picture).map(({ look }) => look);
const layer = (picture: Picture, id: string) => {
  const found = layers(picture).find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no layer ${id}`);
  return found;
};

describe("the virtual machine's picture", () => {
  it("shows hardware and nothing at work while it is off", () => {
    expect(looks(vmPicture([vm()]))).toEqual(["done", "idle", "idle", "idle", "idle", "idle"]);
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
    const picture = vmPicture([booting]);
    expect(looks(picture)).toEqual(["done", "done", "done", "working", "idle", "idle"]);
    expect(layer(picture, "vm-1/virtual-hardware").notes).toEqual(["firmware 594 ms", "594 ms"]);
  });

  it("leaves unpacking the initramfs to the kernel", () => {
    const picture = vmPicture([
      vm({ status: "booting", phases: { spans: [], current: { phase: "initramfs", startMs: 0 } } }),
    ]);
    expect(layer(picture, "vm-1/kernel").look).toBe("working");
    expect(layer(picture, "vm-1/kernel").notes[0]).toContain("unpacking");
  });

  it("has everything up when it runs", () => {
    expect(new Set(looks(vmPicture([vm({ status: "running" })])))).toEqual(new Set(["done"]));
  });

  it("marks where it failed, and what is out of reach above", () => {
    const failed = vm({
      status: "failed",
      phases: { spans: [{ phase: "kernel", startMs: 0, durationMs: 50 }], current: null },
    });
    expect(looks(vmPicture([failed]))).toEqual(["done", "done", "done", "failed", "off", "off"]);
  });

  it("says that a direct boot has no firmware", () => {
    const picture = vmPicture([vm({ status: "running", profile: "microvm" })]);
    expect(layer(picture, "vm-1/virtual-hardware").notes[0]).toContain("no firmware");
  });

  it("has as many kernels as machines, and one hypervisor", () => {
    const picture = vmPicture([1, 2, 3].map((number) => blankVm(number, "pc")));
    expect(layers(picture).filter(({ role }) => role === "kernel")).toHaveLength(3);
    expect(layers(picture).filter(({ role }) => role === "hypervisor")).toHaveLength(1);
    expect(frames(picture).map(({ role }) => role)).toEqual(["vm", "vm", "vm"]);
  });
});

describe("the containers' picture", () => {
  it("waits with the host", () => {
    const picture = containerPicture(host("waiting"), [container()]);
    expect(looks(picture)).toEqual(["done", "idle", "idle", "idle", "idle", "idle"]);
    expect(layer(picture, "kernel").notes).toEqual(["not ready yet"]);
  });

  it("shows the host's kernel at work while it boots or is restored", () => {
    expect(layer(containerPicture(host("booting"), [container()]), "kernel").look).toBe("working");
    expect(layer(containerPicture(host("restoring"), [container()]), "kernel").look).toBe("working");
  });

  it("follows a start from engine to image to app", () => {
    const at = (phase: "namespaces" | "rootfs" | "exec") =>
      containerPicture(host("ready"), [
        container({
          status: "starting",
          clockFrom: 1,
          phases: { spans: [], current: { phase, startMs: 0 } },
        }),
      ]);
    const parts = (picture: Picture) => ["engine", "c1/image", "c1/app"].map((id) => layer(picture, id).look);
    expect(parts(at("namespaces"))).toEqual(["working", "idle", "idle"]);
    expect(parts(at("rootfs"))).toEqual(["done", "working", "idle"]);
    expect(parts(at("exec"))).toEqual(["done", "done", "working"]);
  });

  it("leaves the engine alone while a container waits for its turn", () => {
    const picture = containerPicture(host("booting"), [container({ status: "starting" })]);
    expect(layer(picture, "engine").look).toBe("idle");
  });

  it("says which process of the host a container's first one is", () => {
    const picture = containerPicture(host("ready"), [container({ status: "running", hostPid: 214 })]);
    expect(layer(picture, "c1/app").notes[0]).toBe("pid 1 = 214 on the host");
  });

  it("puts everything out of reach when the host fails", () => {
    const picture = containerPicture(host("failed"), [container({ status: "running" })]);
    expect(looks(picture)).toEqual(["done", "failed", "off", "off", "off", "off"]);
  });

  it("has one kernel for ten containers", () => {
    const picture = containerPicture(
      host("ready"),
      Array.from({ length: 10 }, (_, index) => blankContainer(index + 1)),
    );
    expect(layers(picture).filter(({ role }) => role === "kernel")).toHaveLength(1);
    expect(frames(picture)).toHaveLength(10);
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
