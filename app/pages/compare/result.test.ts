import { describe, expect, it } from "vitest";
import type { HostView, KernelIdentity } from "../../state/compare-types";
import { blankContainer, blankVm } from "./blanks";
import {
  beforeResult,
  compare,
  containerKernelWords,
  kernelCountWords,
  kernelWords,
  memoryWords,
  vmKernelWords,
} from "./result";

const MEGABYTE = 1_048_576;
const kernel = (bootId: string): KernelIdentity => ({ release: "6.1.0", bootId, hostname: "x" });
const host: HostView = {
  status: "ready",
  download: null,
  cameBy: "boot",
  readyMs: 1000,
  kernel: kernel("host"),
  error: null,
};
const vm = {
  ...blankVm(1, "pc"),
  status: "running" as const,
  promptMs: 1234,
  kernel: kernel("own"),
  memory: { usedBytes: 12 * MEGABYTE, grantedBytes: 96 * MEGABYTE },
};
const container = {
  ...blankContainer(1),
  status: "running" as const,
  startMs: 58,
  kernel: kernel("host"),
  memory: { usedBytes: 1.4 * MEGABYTE, grantedBytes: null },
};

describe("the comparison", () => {
  it("waits until everything on both sides is up", () => {
    expect(compare({ vms: [], containers: [container], host })).toBeNull();
    expect(compare({ vms: [vm], containers: [blankContainer(1)], host })).toBeNull();
    expect(compare({ vms: [vm, blankVm(2, "pc")], containers: [container], host })).toBeNull();
  });

  it("compares the slowest with the slowest", () => {
    const result = compare({ vms: [vm, { ...vm, promptMs: 2000 }], containers: [container], host });
    expect(result).toMatchObject({ vmMs: 2000, containerMs: 58, ratio: 2000 / 58 });
    expect(result?.vmMemory).toEqual({ usedBytes: 24 * MEGABYTE, grantedBytes: 192 * MEGABYTE });
  });

  it("says what is missing until then", () => {
    const off = blankVm(1, "pc");
    const images = { state: "ready" as const, percent: 100, message: "" };
    const building = { ...images, state: "building" as const };
    expect(beforeResult({ images: building, vms: [off], containers: [] })).toContain("when the guest images");
    expect(beforeResult({ images, vms: [off], containers: [] })).toMatch(/^Press Start both/);
    expect(beforeResult({ images, vms: [vm], containers: [] })).toContain("Run the container too");
    expect(beforeResult({ images, vms: [off], containers: [container] })).toContain(
      "Power on the virtual machine too",
    );
    expect(beforeResult({ images, vms: [{ ...off, status: "booting" }], containers: [container] })).toContain(
      "when both sides",
    );
  });

  it("does not claim memory that was not measured for all", () => {
    expect(
      compare({ vms: [vm, { ...vm, memory: null }], containers: [container], host })?.vmMemory,
    ).toBeNull();
  });

  it("tells whose kernel it is from the boot ids", () => {
    const result = compare({ vms: [vm], containers: [container], host });
    if (!result) throw new Error("both are up");
    expect(containerKernelWords(result)).toBe("the container's kernel is its host's: same boot id");
    expect(vmKernelWords(result)).toBe("the virtual machine's is its own");
    expect(containerKernelWords({ ...result, containerKernel: kernel("other") })).toContain("should not be");
    expect(vmKernelWords({ ...result, vmKernel: null })).toContain("has not answered");
  });

  it("puts memory and kernels in words", () => {
    expect(memoryWords(vm.memory)).toBe("12 MB used of 96 MB granted");
    expect(memoryWords(container.memory)).toBe("1.4 MB used");
    expect(kernelCountWords(1, 1)).toBe("Own kernel against shared kernel");
    expect(kernelCountWords(3, 10)).toBe("3 kernels for 3 machines, 1 for 10 containers");
  });
});

describe("kernelWords", () => {
  it("says release and boot id, as the kernel itself does", () => {
    const kernel = { release: "6.1.192", bootId: "007a055c-0a43-40ca-a64d-e4ca8ab16a15", hostname: "vm1" };
    expect(kernelWords(kernel)).toBe("6.1.192, boot id 007a055c");
  });
});
