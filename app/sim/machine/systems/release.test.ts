import { describe, expect, it } from "vitest";
import { compareReleases } from "./release";

describe("releases of kernels", () => {
  it("H6: are compared number by number, and only as far as both go", () => {
    expect(compareReleases("5.14.0-570.el9", "4.18")).toBeGreaterThan(0);
    expect(compareReleases("3.10.0-1160.el7", "4.18")).toBeLessThan(0);
    expect(compareReleases("6.8.0-85-generic", "6.10")).toBeLessThan(0);
    expect(compareReleases("6.8.0-85-generic", "6.8")).toBe(0);
    expect(compareReleases("6", "6.8")).toBe(0);
    expect(compareReleases("10.0.19045", "10.0.18362")).toBeGreaterThan(0);
  });

  it("H6: a release without numbers is as old and as new as any", () => {
    expect(compareReleases("", "4.18")).toBe(0);
    expect(compareReleases("generic", "4.18")).toBe(0);
  });
});
