import { describe, expect, it } from "vitest";
import { type OsSpec, osKeys, osNamed } from "./catalogue";

const all = osKeys().map((key) => osNamed(key) as OsSpec);

describe("the catalogue of operating systems", () => {
  it("H3: has every system of the three families under a key of its own", () => {
    expect(new Set(osKeys()).size).toBe(osKeys().length);
    expect(new Set(all.map((os) => os.distribution))).toEqual(
      new Set(["ubuntu", "debian", "alpine", "rhel", "rocky", "centos", "fedora", "windows", "macos"]),
    );
    for (const os of all) {
      expect(osNamed(os.key)).toBe(os);
      expect({ key: os.key, family: os.family }).toEqual({
        key: os.key,
        family: os.distribution === "windows" ? "nt" : os.distribution === "macos" ? "xnu" : "linux",
      });
    }
    expect(osNamed("plan-9")).toBeUndefined();
    expect(osNamed("constructor")).toBeUndefined();
  });

  it("H3: a server distribution takes 700 MB of disk, so three guests take 2.1 GB", () => {
    for (const key of ["ubuntu-24.04", "debian-13", "rhel-9", "rocky-9", "centos-stream-9", "fedora-42"]) {
      const os = osNamed(key) as OsSpec;
      expect(os.kernelDiskBytes + os.userlandDiskBytes).toBe(700_000_000);
    }
  });

  it("H3: Alpine is much smaller than that, desktops and Windows are much larger", () => {
    const disk = (key: string) => {
      const os = osNamed(key) as OsSpec;
      return os.kernelDiskBytes + os.userlandDiskBytes;
    };
    expect(disk("alpine-3.22")).toBeLessThan(disk("ubuntu-24.04") / 3);
    for (const key of ["ubuntu-24.04-desktop", "windows-11", "macos-15"])
      expect(disk(key)).toBeGreaterThan(10 * disk("ubuntu-24.04"));
  });

  it("H3: what a system starts by itself fits into the least memory that it boots with", () => {
    for (const os of all) {
      const used = [os.init, ...os.services].reduce((sum, { bytes }) => sum + bytes, os.kernelBytes);
      expect({ key: os.key, fits: used <= os.minMemoryBytes }).toEqual({ key: os.key, fits: true });
      for (const { name, argv, bytes } of [os.init, ...os.services]) {
        expect(name).toMatch(/^[\w.-]+$/);
        expect(argv.length).toBeGreaterThan(0);
        expect(bytes).toBeGreaterThan(0);
      }
    }
  });

  it("H3: distributions of one family share a kernel line and differ above it", () => {
    const [rhel, rocky, ubuntu] = ["rhel-9", "rocky-9", "ubuntu-24.04"].map((key) => osNamed(key) as OsSpec);
    expect(rhel?.release).toBe(rocky?.release);
    expect(ubuntu?.packageManager).toBe("apt");
    expect(rhel?.packageManager).toBe("dnf");
  });
});
