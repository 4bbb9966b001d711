import { describe, expect, it } from "vitest";
import { kernelKey, reproducible, tarExcludes, treeName } from "./kernel.mjs";

describe("the kernel", () => {
  it("is built anew when its configuration, source or compiler changes", () => {
    const parts = { fragment: "CONFIG_A=y", sourceVersion: "6.1.1-1", compiler: "gcc 12" };
    const keys = [
      kernelKey(parts),
      kernelKey({ ...parts, fragment: "CONFIG_A=n" }),
      kernelKey({ ...parts, sourceVersion: "6.1.2-1" }),
      kernelKey({ ...parts, compiler: "gcc 13" }),
    ];
    expect(new Set(keys).size).toBe(4);
  });

  it("bears the date of its source, not of its build", () => {
    expect(reproducible(new Date(Date.UTC(2026, 10, 6, 18, 15, 2)))).toMatchObject({
      KBUILD_BUILD_TIMESTAMP: "Fri Nov 06 18:15:02 UTC 2026",
    });
  });

  it("has a source folder for each version", () => {
    expect(treeName("6.1.1-1")).toMatch(/^6\.1\.1-1-[0-9a-f]{8}$/);
  });

  it("is unpacked without code that it never compiles, but with every Kconfig file", () => {
    const excludes = tarExcludes();
    expect(excludes).toContain("--exclude=linux-source-*/drivers/gpu/*.[chS]");
    expect(excludes.filter((pattern) => pattern.includes("/x86"))).toEqual([]);
    expect(excludes.filter((pattern) => /drivers\/[\w/]+\/\*$/.test(pattern))).toEqual([]);
  });
});
