import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acting, bottomOf, host, PATIENCE_MS } from "../testing/claims";

const LINUX = ["ubuntu-24.04", "debian-13", "centos-stream-9", "rhel-9", "alpine-3.22", "fedora-42"];

describe("an operating system is two layers", { timeout: PATIENCE_MS }, () => {
  it("claim 1: distributions have the same kind of kernel below and differ in what lies above it", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(LINUX, { minLength: 4, maxLength: 4 }), (distributions) => {
        const lab = acting(...distributions.flatMap((os, index) => host(`m${index}`, os)));
        const kernels = lab.layers("kernel");
        expect(kernels.map(({ label }) => label.split(" ")[0])).toEqual(Array(4).fill("Linux"));
        expect(new Set(lab.layers("userland").map(({ label }) => label)).size).toBe(4);
        for (const os of lab.layers("host-os")) {
          const parts = lab.layers().filter(({ within }) => within === os.id);
          expect(parts.map(({ kind }) => kind)).toEqual(["kernel", "userland"]);
          for (const figure of ["memoryBytes", "diskBytes"] as const)
            expect(parts.reduce((total, part) => total + part[figure], 0)).toBe(os[figure]);
          expect(parts.every(({ memoryBytes, diskBytes }) => memoryBytes > 0 && diskBytes > 0)).toBe(true);
        }
      }),
      { numRuns: 6 },
    );
  });

  it("claim 1: the kernel alone stands on the hardware; the userland and, through it, applications stand on the kernel", () => {
    const lab = acting(
      ...host("laptop", "debian-13"),
      { do: "installApp", machine: "laptop", name: "editor" },
      { do: "startApp", machine: "laptop", name: "editor" },
    );
    expect([lab.layer("laptop/userland").on, lab.layer("laptop/kernel").on]).toEqual([
      "laptop/kernel",
      "laptop",
    ]);
    expect(bottomOf(lab.layers(), "laptop/app/editor")).toBe("laptop");
    lab.act({ do: "crashKernel", machine: "laptop" });
    expect(["laptop/userland", "laptop/app/editor"].map((id) => lab.layer(id).state)).toEqual([
      "panicked",
      "off",
    ]);
    expect(lab.layer("laptop").state).toBe("running");
  });

  it("claim 1: systems that are no Linux have kernels of their own", () => {
    const lab = acting(
      ...host("pc", "windows-11"),
      ...host("mac", "macos-26", { arch: "arm64" }),
      ...host("box", "debian-13"),
    );
    expect(new Set(lab.layers("kernel").map(({ label }) => label.split(" ")[0])).size).toBe(3);
  });
});
