import { describe, expect, it } from "vitest";
import type { Result } from "../../core/result";
import { World } from "../../core/world";
import type { Kernel } from "../../kernel/kernel";
import type { Hypervisor, Machine, System } from "../tables";
import { machines } from "../tables";
import { type OsSpec, osNamed } from "./catalogue";
import { canBoot, canMoveContainer, canMoveVm, canRunHypervisor, canRunImage } from "./compatibility";

const os = (key: string) => osNamed(key) as OsSpec;
const machine = (given: Partial<Machine> = {}) =>
  ({
    id: 1,
    name: "box",
    arch: "x86_64",
    memoryBytes: 8 * 2 ** 30,
    canVirtualise: true,
    ...given,
  }) as Machine;
const system = (key: string) => ({ id: 2, machine: 1, os: key }) as System;
const kernelOf = (key: string, arch: Kernel["arch"] = "x86_64") =>
  ({ id: 3, family: os(key).family, release: os(key).release, arch }) as Kernel;
const image = { reference: "nginx:latest", os: "linux", arch: "amd64" } as const;

/** `ok`, or the code of the refusal; every refusal says what and why. */
function code(result: Result<unknown>): string {
  if (result.ok) return "ok";
  expect(result.refusal.what).not.toBe("");
  expect(result.refusal.why).not.toBe("");
  return result.refusal.code;
}

describe("what boots where", () => {
  it("H4: a system boots on processors that it is made for, and nowhere else", () => {
    expect(code(canBoot(os("ubuntu-24.04"), machine({ arch: "arm64" })))).toBe("ok");
    expect(code(canBoot(os("windows-10"), machine()))).toBe("ok");
    expect(canBoot(os("windows-10"), machine({ arch: "arm64" }))).toEqual({
      ok: false,
      refusal: {
        code: "wrong-arch",
        what: "Windows 10 cannot run on box",
        why: "it is made for x86_64 processors, and box has arm64 ones",
        wayOut: "Use a system for arm64, or a machine with x86_64 processors",
      },
    });
  });

  it("H4: a system needs its least memory, not a byte less", () => {
    const { minMemoryBytes } = os("windows-11");
    expect(code(canBoot(os("windows-11"), machine({ memoryBytes: minMemoryBytes })))).toBe("ok");
    expect(code(canBoot(os("windows-11"), machine({ memoryBytes: minMemoryBytes - 1 })))).toBe(
      "too-little-memory",
    );
    expect(code(canBoot(os("alpine-3.22"), machine({ memoryBytes: minMemoryBytes / 8 })))).toBe("ok");
  });
});

describe("which image runs on which kernel", () => {
  it("H5: a Linux image runs on every distribution's kernel", () => {
    for (const key of ["ubuntu-24.04", "alpine-3.22", "rocky-9", "centos-7"])
      expect(code(canRunImage(kernelOf(key), image))).toBe("ok");
  });

  it("H5: a Linux image cannot run on Windows or macOS, and a Windows image on neither Linux nor macOS", () => {
    const refused = canRunImage(kernelOf("windows-11"), image);
    expect(code(refused)).toBe("wrong-os");
    expect(!refused.ok && refused.refusal.wayOut).toContain("virtual machine with Linux");
    expect(code(canRunImage(kernelOf("macos-15"), image))).toBe("wrong-os");
    const windows = { reference: "nanoserver", os: "windows", arch: "amd64" } as const;
    expect(code(canRunImage(kernelOf("ubuntu-24.04"), windows))).toBe("wrong-os");
    expect(code(canRunImage(kernelOf("macos-15"), windows))).toBe("wrong-os");
    expect(code(canRunImage(kernelOf("windows-11"), windows))).toBe("ok");
  });

  it("H5: the processors must be those of the image, under either of their names", () => {
    expect(code(canRunImage(kernelOf("debian-13", "arm64"), image))).toBe("wrong-arch");
    expect(code(canRunImage(kernelOf("debian-13", "arm64"), { ...image, arch: "aarch64" }))).toBe("ok");
    expect(code(canRunImage(kernelOf("debian-13"), { ...image, arch: "x86_64" }))).toBe("ok");
    expect(code(canRunImage(kernelOf("debian-13"), { ...image, arch: "riscv64" }))).toBe("wrong-arch");
  });

  it("H6: the kernel must be as new as the image asks", () => {
    const picky = { ...image, minKernel: "4.18" };
    expect(code(canRunImage(kernelOf("centos-7"), picky))).toBe("kernel-too-old");
    expect(code(canRunImage(kernelOf("rhel-9"), picky))).toBe("ok");
  });
});

describe("which hypervisor runs where", () => {
  it("H7: a hypervisor for bare hardware wants no system below it", () => {
    expect(code(canRunHypervisor("esxi", machine(), undefined))).toBe("ok");
    expect(code(canRunHypervisor("xen", machine(), undefined))).toBe("ok");
    expect(code(canRunHypervisor("esxi", machine(), system("ubuntu-24.04")))).toBe("needs-bare-machine");
  });

  it("H7: a hosted hypervisor wants a system, and one that it is made for", () => {
    expect(code(canRunHypervisor("virtualbox", machine(), undefined))).toBe("needs-os");
    for (const key of ["windows-7", "ubuntu-24.04-desktop", "macos-10.10"])
      expect(code(canRunHypervisor("virtualbox", machine(), system(key)))).toBe("ok");
    expect(code(canRunHypervisor("kvm", machine(), system("debian-13")))).toBe("ok");
    expect(code(canRunHypervisor("kvm", machine(), system("windows-11")))).toBe("wrong-os");
    expect(code(canRunHypervisor("hyper-v", machine(), system("ubuntu-24.04")))).toBe("wrong-os");
  });

  it("H7: what is built into newer systems is not in older ones", () => {
    expect(code(canRunHypervisor("hyper-v", machine(), system("windows-11")))).toBe("ok");
    expect(code(canRunHypervisor("hyper-v", machine(), system("windows-7")))).toBe("os-too-old");
    expect(code(canRunHypervisor("wsl2", machine(), system("windows-10")))).toBe("ok");
    expect(code(canRunHypervisor("wsl2", machine(), system("windows-7")))).toBe("os-too-old");
    expect(code(canRunHypervisor("apple-virtualization", machine(), system("macos-10.10")))).toBe(
      "os-too-old",
    );
    expect(
      code(canRunHypervisor("apple-virtualization", machine({ arch: "arm64" }), system("macos-15"))),
    ).toBe("ok");
  });

  it("H7: without help of the processors only an emulator runs guests", () => {
    const old = machine({ canVirtualise: false });
    expect(code(canRunHypervisor("virtualbox", old, system("ubuntu-24.04")))).toBe("no-virtualisation");
    expect(code(canRunHypervisor("esxi", old, undefined))).toBe("no-virtualisation");
    expect(code(canRunHypervisor("qemu", old, system("ubuntu-24.04")))).toBe("ok");
  });

  it("H7: unknown products and the wrong processors are refused", () => {
    expect(code(canRunHypervisor("magic", machine(), undefined))).toBe("unknown-hypervisor");
    expect(code(canRunHypervisor("virtualbox", machine({ arch: "arm64" }), system("ubuntu-24.04")))).toBe(
      "wrong-arch",
    );
  });
});

describe("what moves where", () => {
  const world = new World();
  const target = (arch: Machine["arch"]) =>
    world.insert(machines, { ...machine({ name: `target-${arch}`, arch }) }).id;
  const hypervisor = (product: string, host: number) => ({ id: 9, machine: host, product }) as Hypervisor;

  it("H8: a virtual machine moves to the same hypervisor on the same kind of processors", () => {
    const there = hypervisor("kvm", target("x86_64"));
    expect(code(canMoveVm(world, machine(), hypervisor("kvm", 1), there))).toBe("ok");
    expect(code(canMoveVm(world, machine(), hypervisor("esxi", 1), there))).toBe("other-hypervisor");
    expect(code(canMoveVm(world, machine({ arch: "arm64" }), hypervisor("kvm", 1), there))).toBe(
      "wrong-arch",
    );
  });

  it("H8: a container moves to a compatible kernel, whatever the distribution", () => {
    expect(code(canMoveContainer(kernelOf("ubuntu-24.04"), kernelOf("alpine-3.22"), image))).toBe("ok");
    expect(code(canMoveContainer(kernelOf("ubuntu-24.04"), kernelOf("windows-11"), image))).toBe(
      "other-kernel",
    );
    expect(code(canMoveContainer(kernelOf("ubuntu-24.04"), kernelOf("debian-13", "arm64"), image))).toBe(
      "wrong-arch",
    );
    const picky = { ...image, minKernel: "5.10" };
    expect(code(canMoveContainer(kernelOf("ubuntu-24.04"), kernelOf("centos-7"), picky))).toBe(
      "kernel-too-old",
    );
  });
});
