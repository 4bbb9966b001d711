import { describe, expect, it } from "vitest";
import {
  acting,
  bottomOf,
  container,
  dockerHost,
  guests,
  host,
  kernelNow,
  mainProcess,
  PATIENCE_MS,
} from "../testing/claims";

const move = { do: "migrateContainer", machine: "from", container: "box" } as const;

describe("where things can move to", { timeout: PATIENCE_MS }, () => {
  it.each(["debian-13", "rhel-9", "ubuntu-22.04", "alpine-3.22"])(
    "claim 11: a container moves to another host with a Linux kernel: %s",
    (os) => {
      const lab = acting(...dockerHost("from"), ...dockerHost("to", [], { os }));
      lab.act(container("from", "box"), {
        do: "copyToContainer",
        machine: "from",
        container: "box",
        path: "/root",
        name: "file",
        content: "mine",
      });
      lab.begin({ ...move, to: "to" });
      lab.wait(60_000);
      lab.settle();
      expect(lab.layer("to/container/box")).toMatchObject({ state: "running", diskBytes: 4 });
      expect(lab.layers("container").map(({ id }) => id)).toEqual(["to/container/box"]);
      expect(mainProcess(lab, "to/container/box").kernel).toBe(kernelNow(lab, "to").id);
    },
  );

  it("claim 11: it cannot move to other processors, nor to a host without its kind of kernel", () => {
    const lab = acting(
      ...dockerHost("from"),
      ...host("mac", "macos-26", { arch: "arm64" }),
      { do: "installDockerDesktop", machine: "mac" },
      ...host("windows", "windows-11"),
    );
    lab.act(container("from", "box"));
    expect(lab.refused({ ...move, to: "mac" })).toMatchObject({
      code: "wrong-arch",
      wayOut: expect.stringContaining("arm64"),
    });
    expect(lab.refused({ ...move, to: "windows" }).why).toBeTruthy();
    expect(lab.layer("from/container/box").state).toBe("running");
    // With a hidden Linux beneath it, the same host will do.
    lab.act({ do: "installDockerDesktop", machine: "windows" });
    lab.begin({ ...move, to: "windows" });
    lab.wait(60_000);
    expect(lab.layer("windows-linux/container/box").state).toBe("running");
  });

  it.each([
    ["ubuntu-24.04", "rhel-9", "debian-13"],
    ["debian-13", "ubuntu-22.04", "windows-server-2025"],
  ])("claim 11: a virtual machine takes its kernel along: from %s to %s with %s in it", (from, to, guest) => {
    const lab = acting(
      ...host("from", from, { preset: "server" }),
      ...host("to", to, { preset: "server" }),
      ...guests("from", ["vm"], { hypervisor: "kvm", os: guest }),
      ...guests("to", [], { hypervisor: "kvm" }),
      { do: "installApp", machine: "vm", name: "app" },
      { do: "powerOn", machine: "vm" },
    );
    const { id, release } = kernelNow(lab, "vm");
    lab.begin({ do: "migrateVm", machine: "vm", to: "to" });
    expect(lab.layer("vm").phase).toBe("pre-copy");
    lab.wait(600_000);
    expect(bottomOf(lab.layers(), "vm/app/app")).toBe("to");
    expect(kernelNow(lab, "vm")).toMatchObject({ id, release });
    expect(lab.layer("vm/app/app").state).toBe("running");
  });

  it("claim 11: but it needs the same hypervisor on the other side", () => {
    const lab = acting(
      ...host("from", "debian-13", { preset: "server" }),
      ...host("to", "debian-13", { preset: "server" }),
      ...guests("from", ["vm"], { hypervisor: "kvm", os: "debian-13", profile: "microvm" }),
      ...guests("to", [], { hypervisor: "virtualbox" }),
      { do: "powerOn", machine: "vm" },
    );
    expect(lab.refused({ do: "migrateVm", machine: "vm", to: "to" })).toMatchObject({
      code: "other-hypervisor",
      why: expect.stringContaining("kvm"),
    });
    expect(bottomOf(lab.layers(), "vm")).toBe("from");
  });
});
