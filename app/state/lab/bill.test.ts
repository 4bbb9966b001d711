import { describe, expect, it } from "vitest";
import { billOf } from "./bill";
import { engineHost, host, PATIENCE_MS, Trial } from "./trials/trial";

describe("what a world costs", { timeout: PATIENCE_MS }, () => {
  it("nothing costs nothing", () => {
    expect(billOf([])).toEqual({
      kernels: 0,
      vms: 0,
      containers: 0,
      apps: 0,
      memoryBytes: 0,
      diskBytes: 0,
      guestMemoryBytes: 0,
      guestDiskBytes: 0,
      vmStartMs: null,
      containerStartMs: null,
    });
  });

  it("virtual machines pay for kernels of their own, containers do not", () => {
    const vms = Trial.of(
      ...host("laptop"),
      { do: "installHypervisor", machine: "laptop", product: "virtualbox" },
      { do: "createVm", host: "laptop", name: "vm1", os: "ubuntu-24.04" },
      { do: "createVm", host: "laptop", name: "vm2", os: "ubuntu-24.04" },
    );
    expect(billOf(vms.layers)).toMatchObject({ kernels: 1, vms: 2, vmStartMs: null });
    vms.does({ do: "powerOn", machine: "vm1" }, { do: "powerOn", machine: "vm2" });
    const containers = Trial.of(...engineHost("laptop"));
    for (const name of ["one", "two"])
      containers.does({ do: "runContainer", machine: "laptop", image: "nginx", name });
    const [left, right] = [billOf(vms.layers), billOf(containers.layers)];
    expect(left).toMatchObject({ kernels: 3, vms: 2, containers: 0, containerStartMs: null });
    expect(right).toMatchObject({ kernels: 1, vms: 0, containers: 2, apps: 2, guestMemoryBytes: 0 });
    expect(left.memoryBytes).toBeGreaterThan(right.memoryBytes * 2);
    expect(left.guestDiskBytes).toBe(vms.layer("vm1/os").diskBytes + vms.layer("vm2/os").diskBytes);
    expect(left.vmStartMs).toBe(Math.max(vms.layer("vm1").readyMs ?? 0, vms.layer("vm2").readyMs ?? 0));
    expect(left.vmStartMs ?? 0).toBeGreaterThan((right.containerStartMs ?? 0) * 10);
  });
});
