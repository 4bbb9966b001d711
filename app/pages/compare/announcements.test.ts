import { describe, expect, it } from "vitest";
import type { CompareState } from "../../state/compare-types";
import { announce } from "./announcements";
import { blankContainer, blankVm } from "./blanks";

type Spoken = Pick<CompareState, "vms" | "containers" | "host" | "images">;

const IDLE: Spoken = {
  vms: [blankVm(1, "pc")],
  containers: [blankContainer(1)],
  host: { status: "booting", download: null, cameBy: null, readyMs: null, kernel: null, error: null },
  images: { state: "ready", percent: 100, message: "" },
};
const EXPLAINED = { what: "The kernel panicked.", why: "", wayOut: "", detail: "" };

describe("announcements", () => {
  it("say nothing while phases pass", () => {
    const vms = [{ ...blankVm(1, "pc"), status: "booting" as const }];
    expect(announce(IDLE, { ...IDLE, vms })).toEqual([]);
    const later = [
      { ...vms[0], phases: { spans: [], current: { phase: "kernel", startMs: 1 } } },
    ] as Spoken["vms"];
    expect(announce({ ...IDLE, vms }, { ...IDLE, vms: later })).toEqual([]);
  });

  it("say a machine's time once", () => {
    const up = { ...IDLE, vms: [{ ...blankVm(1, "pc"), status: "running" as const, promptMs: 1234 }] };
    expect(announce(IDLE, up)).toEqual(["Virtual machine: prompt after 1,234 ms."]);
    expect(announce(up, up)).toEqual([]);
  });

  it("say containers' times when the last is up", () => {
    const first = { ...blankContainer(1), status: "running" as const, startMs: 58 };
    const second = blankContainer(2);
    const half = { ...IDLE, containers: [first, second] };
    const all = { ...IDLE, containers: [first, { ...second, status: "running" as const, startMs: 75 }] };
    expect(announce(IDLE, { ...IDLE, containers: [first] })).toEqual(["Container: prompt after 58 ms."]);
    expect(announce(IDLE, half)).toEqual([]);
    expect(announce(half, all)).toEqual(["All 2 containers are up, the slowest after 75 ms."]);
  });

  it("say failures with what happened", () => {
    const host = { ...IDLE.host, status: "failed" as const, error: EXPLAINED };
    const vms = [{ ...blankVm(1, "pc"), status: "failed" as const, error: EXPLAINED }];
    expect(announce(IDLE, { ...IDLE, host, vms })).toEqual([
      "The container host failed. The kernel panicked.",
      "Virtual machine failed. The kernel panicked.",
    ]);
  });

  it("say when images are there at last", () => {
    const building = { ...IDLE, images: { state: "building" as const, percent: 41, message: "kernel" } };
    expect(announce(building, IDLE)).toEqual(["The guest images are ready."]);
    expect(announce(building, { ...building, images: { ...building.images, percent: 42 } })).toEqual([]);
  });
});
