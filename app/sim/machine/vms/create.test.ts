import { describe, expect, it } from "vitest";
import { flowNodes } from "../../core/flow";
import { hypervisorCosts } from "../../costs/hypervisors";
import { freeOnDisk, useDisk as takeRoom } from "../../kernel/files/disk";
import { disks } from "../../kernel/files/tables";
import { addVm, GIB, refusal, testHost, value } from "../../testing/hosts";
import { systemOf } from "../access";
import { osNamed } from "../systems/catalogue";
import { machines } from "../tables";
import { createVm } from "./create";

const cold = { off: true };

function systemBytes(key: string): number {
  const os = osNamed(key);
  if (os === undefined) throw new Error(key);
  return os.kernelDiskBytes + os.userlandDiskBytes;
}

describe("making a virtual machine", () => {
  it("V6: gives a machine with granted hardware, switched off, with its system on its disk", () => {
    const { world, host, hypervisor } = testHost("kvm", cold);
    const vm = value(createVm(world, { hypervisor, name: "vm1", os: "ubuntu-24.04" }));
    expect(vm).toMatchObject({
      hypervisor,
      state: "off",
      profile: "os",
      disk: "thin",
      process: null,
      hidden: false,
    });
    const machine = world.must(machines, vm.machine);
    expect(machine).toMatchObject({
      name: "vm1",
      hardware: "virtual",
      cpus: hypervisorCosts.vmProcessors.value,
      memoryBytes: hypervisorCosts.vmMemory.value,
      canVirtualise: false,
      power: "off",
      memoryUsed: 0,
    });
    expect(systemOf(world, machine.id)?.os).toBe("ubuntu-24.04");
    expect(world.must(disks, machine.disk).usedBytes).toBe(systemBytes("ubuntu-24.04"));
    expect(world.must(flowNodes, machine.cpuNode)).toMatchObject({
      parent: world.must(machines, host).cpuNode,
      cap: hypervisorCosts.vmProcessors.value,
    });
  });

  it("V6: a system that needs more memory than usual gets what it needs", () => {
    const { world, hypervisor } = testHost("kvm", cold);
    const vm = value(createVm(world, { hypervisor, name: "vm1", os: "windows-11" }));
    const needs = osNamed("windows-11")?.minMemoryBytes ?? 0;
    expect(needs).toBeGreaterThan(hypervisorCosts.vmMemory.value);
    expect(world.must(machines, vm.machine).memoryBytes).toBe(needs);
  });

  it("V7: a thin disk takes from the host's disk what is written, a full one all at once", () => {
    const { world, host, hypervisor } = testHost("kvm", cold);
    const { disk } = world.must(machines, host);
    const before = freeOnDisk(world, disk);
    addVm(world, hypervisor, { name: "thin" });
    expect(before - freeOnDisk(world, disk)).toBe(systemBytes("debian-13"));
    addVm(world, hypervisor, { name: "full", disk: "full" });
    expect(before - freeOnDisk(world, disk)).toBe(systemBytes("debian-13") + 10 * GIB);
  });

  it("V8: thin disks may promise more than the host has; a guest that fills them meets the end of the host's disk", () => {
    const { world, host, hypervisor } = testHost("kvm", { ...cold, diskBytes: 8 * GIB });
    const vm = addVm(world, hypervisor, { diskBytes: 100 * GIB });
    const { disk } = world.must(machines, vm.machine);
    value(takeRoom(world, disk, GIB));
    const free = freeOnDisk(world, world.must(machines, host).disk);
    expect(refusal(takeRoom(world, disk, free + 1)).code).toBe("ENOSPC");
    value(takeRoom(world, disk, free));
    expect(freeOnDisk(world, world.must(machines, host).disk)).toBe(0);
  });

  it("V7: a full disk that the host has no room for is refused, and thin is the way out", () => {
    const { world, hypervisor } = testHost("kvm", { ...cold, diskBytes: 8 * GIB });
    const { code, wayOut } = refusal(
      createVm(world, { hypervisor, name: "vm1", os: "debian-13", diskBytes: 100 * GIB, disk: "full" }),
    );
    expect(code).toBe("ENOSPC");
    expect(wayOut).toContain("thin");
  });

  it.each([
    ["bad-name", { name: "my vm" }],
    ["bad-name", { name: "" }],
    ["name-taken", { name: "server" }],
    ["unknown-os", { os: "beos" }],
    ["bad-cpus", { vcpus: 0 }],
    ["bad-cpus", { vcpus: 1.5 }],
    ["bad-cpus", { vcpus: Number.NaN }],
    ["too-many-cpus", { vcpus: 33 }],
    ["bad-size", { memoryBytes: -1 }],
    ["bad-size", { memoryBytes: 1.5 }],
    ["bad-size", { diskBytes: 0 }],
    ["ENOSPC", { diskBytes: 1000 }],
    ["too-little-memory", { memoryBytes: 1024 }],
  ])("V6: refuses with %s for %o, and nothing is left of it", (code, fault) => {
    const { world, hypervisor } = testHost("kvm", cold);
    const before = JSON.stringify(world);
    const tried = world.attempt(1, () =>
      createVm(world, { hypervisor, name: "vm1", os: "debian-13", ...fault }),
    );
    expect(refusal(tried).code).toBe(code);
    expect(JSON.stringify(world)).toBe(before);
  });

  it("V6: a second machine of the same name is refused", () => {
    const { world, hypervisor } = testHost("kvm", cold);
    addVm(world, hypervisor);
    expect(refusal(createVm(world, { hypervisor, name: "vm1", os: "debian-13" })).code).toBe("name-taken");
  });

  it("V11: an emulated processor gives a tenth of a real one, which hardware support would give whole", () => {
    const slow = testHost("qemu", { ...cold, canVirtualise: false });
    const emulated = addVm(slow.world, slow.hypervisor, { vcpus: 2 });
    const node = slow.world.must(machines, emulated.machine).cpuNode;
    expect(slow.world.must(flowNodes, node).cap).toBe(2 * hypervisorCosts.emulationShare.value);
    const quick = testHost("qemu", cold);
    const helped = addVm(quick.world, quick.hypervisor, { vcpus: 2 });
    expect(quick.world.must(flowNodes, quick.world.must(machines, helped.machine).cpuNode).cap).toBe(2);
  });
});
