import { describe, expect, it } from "vitest";
import type { ContainerStatus, HostView, ImagesBuild, MachineStatus } from "../../state/compare-types";
import { canPowerOff, canPowerOn, canRun, canStartBoth, canStop } from "./availability";
import { blankContainer, blankVm } from "./blanks";

const images = (state: ImagesBuild["state"]): ImagesBuild => ({ state, percent: 0, message: "" });
const vms = (...statuses: MachineStatus[]) =>
  statuses.map((status, index) => ({ ...blankVm(index + 1, "pc"), status }));
const containers = (...statuses: ContainerStatus[]) =>
  statuses.map((status, index) => ({ ...blankContainer(index + 1), status }));
const host = (status: HostView["status"]): HostView => ({
  status,
  download: null,
  cameBy: null,
  readyMs: null,
  kernel: null,
  error: null,
});

describe("buttons", () => {
  it("power on what is off, once there are images", () => {
    expect(canPowerOn({ images: images("ready"), vms: [] })).toBe(true);
    expect(canPowerOn({ images: images("ready"), vms: vms("off", "failed") })).toBe(true);
    expect(canPowerOn({ images: images("ready"), vms: vms("off", "running") })).toBe(false);
    expect(canPowerOn({ images: images("building"), vms: vms("off") })).toBe(false);
  });

  it("power off what is on, half-way too", () => {
    expect(canPowerOff({ vms: vms("off", "failed") })).toBe(false);
    expect(canPowerOff({ vms: vms("booting") })).toBe(true);
  });

  it("run containers on a host that is up", () => {
    expect(canRun({ host: host("booting"), containers: [] })).toBe(false);
    expect(canRun({ host: host("ready"), containers: containers("none") })).toBe(true);
    expect(canRun({ host: host("ready"), containers: containers("running", "exited") })).toBe(false);
    expect(canRun({ host: host("ready"), containers: containers("exited", "failed") })).toBe(true);
  });

  it("stop containers that are there", () => {
    expect(canStop({ containers: containers("none", "exited") })).toBe(false);
    expect(canStop({ containers: containers("running") })).toBe(true);
  });

  it("start both while neither is on its way", () => {
    const at = (vm: MachineStatus, container: ContainerStatus) =>
      canStartBoth({ images: images("ready"), vms: vms(vm), containers: containers(container) });
    expect(at("off", "none")).toBe(true);
    expect(at("running", "running")).toBe(true);
    expect(at("booting", "none")).toBe(false);
    expect(at("off", "starting")).toBe(false);
    expect(canStartBoth({ images: images("unavailable"), vms: [], containers: [] })).toBe(false);
  });
});
