import { describe, expect, it } from "vitest";
import { hypervisorKeys, hypervisorNamed } from "./catalogue";

describe("catalogue of hypervisors", () => {
  it("V1: knows type 1 and type 2 products, and the ones that hidden VMs use", () => {
    const types = hypervisorKeys().map((key) => [key, hypervisorNamed(key)?.type]);
    expect(Object.fromEntries(types)).toEqual({
      esxi: 1,
      xen: 1,
      "hyper-v": 1,
      kvm: 1,
      virtualbox: 2,
      "vmware-workstation": 2,
      qemu: 2,
      "apple-virtualization": 2,
      hyperkit: 2,
      wsl2: 2,
    });
  });

  it("V1: only what owns the hardware stands on no operating system, and keeps memory for itself", () => {
    for (const key of hypervisorKeys()) {
      const product = hypervisorNamed(key);
      expect([key, product?.hosts.length === 0]).toEqual([key, key === "esxi" || key === "xen"]);
      expect([key, (product?.ownBytes ?? 0) > 0]).toEqual([key, key === "esxi" || key === "xen"]);
    }
  });

  it("V16: only what lies in or below the host's kernel takes the host down", () => {
    const down = hypervisorKeys().filter((key) => hypervisorNamed(key)?.takesHostDown);
    expect(down).toEqual(["esxi", "xen", "hyper-v", "kvm"]);
  });

  it("has no product by the names that every object has", () => {
    expect(hypervisorNamed("toString")).toBeUndefined();
    expect(hypervisorNamed("")).toBeUndefined();
  });
});
