import { describe, expect, it } from "vitest";
import type { HostView, ImagesBuild } from "../../state/compare-types";
import { blankContainer, blankVm } from "./blanks";
import { containersWords, downloadWords, hostWords, vmsWords, vmWords } from "./words";

const READY: ImagesBuild = { state: "ready", percent: 100, message: "" };
const BUILDING: ImagesBuild = { state: "building", percent: 41, message: "kernel" };
const HOST: HostView = {
  status: "ready",
  download: null,
  cameBy: "boot",
  readyMs: 1302,
  kernel: null,
  error: null,
};

const MEGABYTE = 1_048_576;

describe("status words", () => {
  it("give downloads in numbers", () => {
    expect(downloadWords({ loadedBytes: 1.2 * MEGABYTE, totalBytes: 2.9 * MEGABYTE })).toBe(
      "1.2 MB of 2.9 MB (41 %)",
    );
    expect(downloadWords({ loadedBytes: 1.2 * MEGABYTE, totalBytes: 0 })).toBe("1.2 MB");
  });

  it("name the phase of a boot", () => {
    const booting = { ...blankVm(1, "pc"), status: "booting" as const };
    expect(vmWords({ ...booting, phases: { spans: [], current: { phase: "kernel", startMs: 0 } } })).toBe(
      "guest kernel is starting",
    );
    expect(vmWords(booting)).toBe("powered on");
  });

  it("sum several machines up", () => {
    const running = { ...blankVm(1, "pc"), status: "running" as const };
    const failed = { ...blankVm(2, "pc"), status: "failed" as const };
    expect(vmsWords([running, failed], READY)).toBe("1 of 2 at the prompt; VM 2: failed");
    expect(vmsWords([running, { ...running, id: "vm-2" }], READY)).toBe(
      "all 2 running, each on its own kernel",
    );
    expect(vmsWords([blankVm(1, "pc"), blankVm(2, "pc")], READY)).toBe("2 machines powered off");
  });

  it("say that images are still missing", () => {
    expect(vmsWords([blankVm(1, "pc")], BUILDING)).toBe("waiting for the guest images");
    expect(hostWords({ ...HOST, status: "waiting" }, BUILDING)).toContain("waiting for the guest images");
  });

  it("say that there is nothing to boot", () => {
    const none: ImagesBuild = { state: "unavailable", percent: 0, message: "" };
    expect(vmsWords([blankVm(1, "pc")], none)).toContain("no guest images");
    expect(hostWords({ ...HOST, status: "waiting" }, none)).toContain("no guest images");
  });

  it("label a host that came from a snapshot as one", () => {
    expect(hostWords(HOST, READY)).toBe("host is up, booted in 1,302 ms");
    expect(hostWords({ ...HOST, cameBy: "snapshot", readyMs: 210 }, READY)).toBe(
      "host is up, restored in 210 ms from a snapshot saved on your last visit",
    );
  });

  it("say 'host not ready yet' until it is", () => {
    for (const status of ["waiting", "loading", "booting", "restoring"] as const) {
      expect(containersWords({ ...HOST, status }, [blankContainer(1)], READY)).toMatch(
        /^host not ready yet: /,
      );
    }
  });

  it("tell of containers once they were asked for", () => {
    const running = { ...blankContainer(1), status: "running" as const, hostPid: 214 };
    expect(containersWords(HOST, [running], READY)).toBe("running: its pid 1 is pid 214 on the host");
    const exited = { ...blankContainer(1), status: "exited" as const, exitStatus: 137 };
    expect(containersWords(HOST, [exited], READY)).toBe("stopped, exit status 137");
    const starting = { ...blankContainer(2), status: "starting" as const, clockFrom: 1 };
    expect(containersWords(HOST, [running, starting], READY)).toBe("1 of 2 running; c2: starting");
  });
});
