import { describe, expect, it } from "vitest";
import type { World as W } from "../core/world";
import { World } from "../core/world";
import { disks } from "../kernel/files/tables";
import { refusal, value } from "../testing/hosts";
import { boot, machine, tell } from "../testing/machines";
import { kernelOf, machineNamed, runningKernel, sharesOf, systemOf } from "./access";

const code = (world: W) => refusal(runningKernel(world, "box")).code;

describe("who runs where", () => {
  it("H11: a machine's kernel is there from the end of its boot until it panics or loses power", () => {
    const world = new World();
    expect(code(world)).toBe("no-machine");
    tell(world, { do: "addMachine", name: "box", preset: "laptop" });
    expect(code(world)).toBe("no-os");
    tell(world, { do: "installOs", machine: "box", os: "alpine-3.22" });
    expect(code(world)).toBe("machine-off");
    tell(world, { do: "powerOn", machine: "box" });
    expect(code(world)).toBe("machine-booting");
    tell(world, { do: "powerOff", machine: "box" });
    const kernel = boot(world, "box");
    const { id } = machine(world, "box");
    expect(value(runningKernel(world, "box"))).toEqual(kernel);
    expect(kernelOf(world, id)).toEqual(kernel);
    expect(systemOf(world, id)?.kernel).toBe(kernel.id);
    tell(world, { do: "crashKernel", machine: "box" });
    expect(code(world)).toBe("kernel-panicked");
    expect(kernelOf(world, id)).toBeUndefined();
    tell(world, { do: "powerOff", machine: "box" });
    expect(code(world)).toBe("machine-off");
  });

  it("H11: a paused machine's kernel is there, but cannot be used", () => {
    const world = new World();
    tell(world, { do: "addMachine", name: "cloud-host", preset: "server", os: "debian-13" });
    boot(world, "cloud-host");
    tell(world, { do: "installHypervisor", machine: "cloud-host", product: "kvm" });
    tell(world, { do: "createVm", host: "cloud-host", name: "box", os: "alpine-3.22", profile: "microvm" });
    boot(world, "box");
    tell(world, { do: "pauseVm", machine: "box" });
    expect(code(world)).toBe("machine-paused");
    tell(world, { do: "resumeVm", machine: "box" });
    expect(runningKernel(world, "box").ok).toBe(true);
  });

  it("H11: every refusal names the machine and a way out", () => {
    const world = new World();
    expect(refusal(machineNamed(world, "box"))).toEqual({
      code: "no-machine",
      what: "There is no machine named box",
      why: "no machine of this world has that name",
      wayOut: "Add the machine first, or use the name of one that is there",
    });
  });

  it("H11: a machine's work gets its shares from its own processors, disk and card", () => {
    const world = new World();
    tell(world, { do: "addMachine", name: "box", preset: "laptop" });
    const { id, cpuNode, netNode, disk } = machine(world, "box");
    expect(sharesOf(world, id)).toEqual({ cpu: cpuNode, net: netNode, disk: world.must(disks, disk).flow });
  });
});
