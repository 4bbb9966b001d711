import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { hypervisorCosts } from "../../costs/hypervisors";
import { disks } from "../../kernel/files/tables";
import { addHost, GIB, refusal, runningVm, testHost, until, value, vmNow, wait } from "../../testing/hosts";
import { kernelOf, systemOf } from "../access";
import { createMachine } from "../hardware/create";
import { powerOff } from "../power/off";
import { powerOn } from "../power/on";
import { installSystem } from "../systems/install";
import { hypervisors, machines, virtualMachines } from "../tables";
import { createVm } from "../vms/create";
import { startVm } from "../vms/power";
import { installHypervisor } from "./install";

function machineWith(os: string | null): { world: World; id: number } {
  const world = new World(1);
  const { id } = value(createMachine(world, { name: "box", preset: "server" }));
  if (os !== null) value(installSystem(world, id, os));
  return { world, id };
}

describe("installing a hypervisor", () => {
  it.each([
    ["esxi", null],
    ["xen", null],
    ["kvm", "debian-13"],
    ["hyper-v", "windows-11"],
    ["virtualbox", "windows-11"],
    ["virtualbox", "debian-13"],
    ["vmware-workstation", "debian-13"],
    ["qemu", "debian-13"],
    ["wsl2", "windows-11"],
  ])("V1: %s finds what it needs on %s", (product, os) => {
    const { world, id } = machineWith(os);
    expect(value(installHypervisor(world, id, product))).toMatchObject({
      machine: id,
      product,
      state: "off",
      layer: "box/hypervisor",
    });
  });

  it.each([
    ["esxi", "debian-13"],
    ["xen", "debian-13"],
    ["kvm", null],
    ["kvm", "windows-11"],
    ["hyper-v", "debian-13"],
    ["virtualbox", null],
    ["apple-virtualization", "debian-13"],
  ])("V1: %s on %s is refused, with a way out", (product, os) => {
    const { world, id } = machineWith(os);
    const { why, wayOut } = refusal(installHypervisor(world, id, product));
    expect(why).not.toBe("");
    expect(wayOut).toBeTruthy();
    expect(world.count(hypervisors)).toBe(0);
  });

  it("V1: an unknown product, and one that is there already, are refused", () => {
    const { world, id } = machineWith("debian-13");
    expect(refusal(installHypervisor(world, id, "vapour")).code).toBe("unknown-hypervisor");
    value(installHypervisor(world, id, "kvm"));
    expect(refusal(installHypervisor(world, id, "kvm")).code).toBe("has-hypervisor");
    const bare = machineWith(null);
    value(installHypervisor(bare.world, bare.id, "esxi"));
    expect(refusal(installHypervisor(bare.world, bare.id, "xen")).code).toBe("has-hypervisor");
  });

  it("V1: two hypervisors on one system have layers of their own", () => {
    const { world, id } = machineWith("debian-13");
    value(installHypervisor(world, id, "kvm"));
    expect(value(installHypervisor(world, id, "virtualbox")).layer).toBe("box/hypervisor/virtualbox");
  });

  it("V1: it takes room on the disk, and is refused where there is none", () => {
    const { world, id } = machineWith("debian-13");
    const { disk } = world.must(machines, id);
    const before = world.must(disks, disk).usedBytes;
    value(installHypervisor(world, id, "kvm"));
    expect(world.must(disks, disk).usedBytes - before).toBe(hypervisorCosts.hostedDisk.value);
    const small = value(createMachine(world, { name: "small", preset: "server", diskBytes: 1000 })).id;
    expect(refusal(installHypervisor(world, small, "esxi")).code).toBe("ENOSPC");
  });

  it("V1: where the system runs already, the hypervisor runs at once", () => {
    const { world, host } = testHost("kvm");
    expect(value(installHypervisor(world, host, "virtualbox")).state).toBe("running");
  });

  it("V3: Hyper-V makes the Windows that was there its root partition", () => {
    const { world, id } = machineWith("windows-11");
    expect(value(installHypervisor(world, id, "hyper-v")).management).toBe(id);
  });
});

describe("a hypervisor on bare hardware", () => {
  it("V5: keeps memory for itself while its machine is on, and gives it back with the power", () => {
    const { world, host, hypervisor } = testHost("esxi", { os: null });
    expect(world.must(hypervisors, hypervisor).state).toBe("running");
    expect(world.must(machines, host).memoryUsed).toBe(hypervisorCosts.esxiMemory.value);
    value(powerOff(world, host));
    expect(world.must(hypervisors, hypervisor).state).toBe("off");
    expect(world.must(machines, host).memoryUsed).toBe(0);
    value(powerOn(world, host));
    until(world, () => world.must(hypervisors, hypervisor).state === "running");
    expect(world.must(machines, host).memoryUsed).toBe(hypervisorCosts.esxiMemory.value);
  });

  it("V2: Xen brings a management VM with a system and a kernel of its own, which boots with the host", () => {
    const { world, host, hypervisor } = testHost("xen", { os: null });
    const { management } = world.must(hypervisors, hypervisor);
    const dom0 = world.must(machines, management ?? 0);
    expect(dom0).toMatchObject({ name: "server-dom0", hardware: "virtual", power: "booting" });
    expect(systemOf(world, dom0.id)?.os).toBe("debian-13");
    until(world, () => world.must(machines, dom0.id).power === "on");
    expect(kernelOf(world, dom0.id)?.state).toBe("running");
    expect(world.must(machines, host).memoryUsed).toBe(
      hypervisorCosts.xenMemory.value +
        hypervisorCosts.managementMemory.value +
        hypervisorCosts.bareVmMemory.value,
    );
  });

  it("V2: Xen starts no other VM before its management VM is up", () => {
    const { world, hypervisor } = testHost("xen", { os: null });
    const vm = value(createVm(world, { hypervisor, name: "vm1", os: "debian-13", profile: "microvm" }));
    const early = refusal(startVm(world, vm.id));
    expect(early.code).toBe("no-management");
    expect(early.wayOut).toContain("server-dom0");
    const dom0 = world.must(hypervisors, hypervisor).management ?? 0;
    until(world, () => world.must(machines, dom0).power === "on");
    value(startVm(world, vm.id));
    until(world, () => vmNow(world, vm).state === "running");
  });

  it("V2: whose machine is too small for its management VM comes up without it", () => {
    const world = new World(1);
    const { hypervisor } = addHost(world, "xen", { os: null, memoryBytes: GIB });
    wait(world, 1000);
    expect(world.must(hypervisors, hypervisor).state).toBe("running");
    expect(world.first(virtualMachines, "hypervisor", hypervisor)?.state).toBe("off");
  });

  it("V5: a virtual machine's memory is the hypervisor's to give", () => {
    const { world, host, hypervisor } = testHost("esxi", { os: null });
    const vm = runningVm(world, hypervisor);
    expect(vm.process).toBeNull();
    expect(world.must(machines, host).memoryUsed).toBe(
      hypervisorCosts.esxiMemory.value + GIB + hypervisorCosts.bareVmMemory.value,
    );
  });
});
