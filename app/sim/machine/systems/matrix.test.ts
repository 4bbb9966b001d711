import { describe, expect, it } from "vitest";
import type { Result } from "../../core/result";
import type { Architecture, Kernel } from "../../kernel/kernel";
import { hypervisorKeys } from "../hypervisors/catalogue";
import type { Machine, System } from "../tables";
import { type OsSpec, osKeys, osNamed } from "./catalogue";
import { canBoot, canMoveContainer, canRunHypervisor, canRunImage } from "./compatibility";

const LINUX = [
  "ubuntu-24.04",
  "ubuntu-22.04",
  "ubuntu-24.04-desktop",
  "debian-13",
  "debian-12",
  "alpine-3.22",
  "rhel-9",
  "rocky-9",
  "centos-stream-9",
  "centos-7",
  "fedora-42",
];
const WINDOWS = ["windows-11", "windows-10", "windows-7", "windows-server-2025", "windows-server-2022"];
const MACOS = ["macos-26", "macos-15", "macos-10.10"];
const ONLY_X86 = [
  "centos-7",
  "windows-10",
  "windows-7",
  "windows-server-2025",
  "windows-server-2022",
  "macos-10.10",
];
const ARCHS = ["x86_64", "arm64"] as const;

const os = (key: string) => osNamed(key) as OsSpec;
const machine = (arch: Architecture, more: Partial<Machine> = {}) =>
  ({ id: 1, name: "box", arch, memoryBytes: 64 * 2 ** 30, canVirtualise: true, ...more }) as Machine;
const system = (key: string) => ({ id: 2, machine: 1, os: key }) as System;
const kernel = (key: string, arch: Architecture) =>
  ({ id: 3, family: os(key).family, release: os(key).release, arch }) as Kernel;
const codeOf = (result: Result<unknown>) => (result.ok ? "ok" : result.refusal.code);

/** A sentence for each kind of refusal must name what it is about and say how it could be done. */
function sentences(result: Result<unknown>): readonly string[] {
  if (result.ok) throw new Error("it was not refused");
  return [result.refusal.what, result.refusal.why, result.refusal.wayOut ?? ""];
}

it("H3: the catalogue is these systems", () => {
  expect([...osKeys()].sort()).toEqual([...LINUX, ...WINDOWS, ...MACOS].sort());
});

describe("every system on every kind of processor", () => {
  it.each([...LINUX, ...WINDOWS, ...MACOS].flatMap((key) => ARCHS.map((arch) => [key, arch] as const)))(
    "H4: %s on %s",
    (key, arch) => {
      const result = canBoot(os(key), machine(arch));
      const fits = arch === "x86_64" || !ONLY_X86.includes(key);
      expect(codeOf(result)).toBe(fits ? "ok" : "wrong-arch");
      if (!fits)
        expect(sentences(result)).toEqual([
          `${os(key).label} cannot run on box`,
          "it is made for x86_64 processors, and box has arm64 ones",
          "Use a system for arm64, or a machine with x86_64 processors",
        ]);
    },
  );

  it("H4: with too little memory each says how much it needs, to a tenth of a GiB", () => {
    for (const key of osKeys()) {
      const { minMemoryBytes, label, archs } = os(key);
      const small = machine(archs[0] ?? "x86_64", { memoryBytes: minMemoryBytes - 1 });
      const [what, why, wayOut] = sentences(canBoot(os(key), small));
      expect(what).toBe(`${label} cannot run on box`);
      expect(why).toMatch(/^it needs \d+\.\d GiB of memory, and box has \d+\.\d GiB$/);
      expect(wayOut).toBe("Give the machine more memory, or choose a smaller system");
    }
  });
});

/** Whether this hypervisor can be installed on each system on x86_64, by hand. */
const RUNS_ON: Readonly<Record<string, readonly string[]>> = {
  esxi: ["bare"],
  xen: ["bare"],
  "hyper-v": WINDOWS.filter((key) => key !== "windows-7"),
  kvm: LINUX,
  virtualbox: [...LINUX, ...WINDOWS, ...MACOS],
  "vmware-workstation": [...LINUX, ...WINDOWS],
  qemu: [...LINUX, ...WINDOWS, ...MACOS],
  "apple-virtualization": ["macos-26", "macos-15"],
  hyperkit: MACOS,
  wsl2: WINDOWS.filter((key) => key !== "windows-7"),
};
const ON_ARM = ["xen", "kvm", "qemu", "apple-virtualization", "wsl2", "virtualbox"];

describe("every hypervisor on every system", () => {
  it("H7: the catalogue is these hypervisors", () => {
    expect([...hypervisorKeys()].sort()).toEqual(Object.keys(RUNS_ON).sort());
  });

  it.each(Object.entries(RUNS_ON))("H7: %s", (product, runsOn) => {
    const places = ["bare", ...LINUX, ...WINDOWS, ...MACOS];
    const fits = places.filter((place) => {
      const result = canRunHypervisor(
        product,
        machine("x86_64"),
        place === "bare" ? undefined : system(place),
      );
      if (!result.ok) {
        const bare = runsOn.includes("bare");
        const code = bare ? "needs-bare-machine" : place === "bare" ? "needs-os" : undefined;
        if (code) expect(result.refusal.code).toBe(code);
        else expect(["wrong-os", "os-too-old"]).toContain(result.refusal.code);
        const [what, why, wayOut] = sentences(result);
        expect(what).toContain("cannot be installed on box");
        expect(why).not.toBe("");
        expect(wayOut).toMatch(/^(Use|Install) /);
      }
      return result.ok;
    });
    expect(fits).toEqual(places.filter((place) => runsOn.includes(place)));
  });

  it("H7: a system that is too old is told apart from one that is of another kind", () => {
    const code = (product: string, key: string) =>
      codeOf(canRunHypervisor(product, machine("x86_64"), system(key)));
    expect([code("wsl2", "windows-7"), code("wsl2", "debian-13")]).toEqual(["os-too-old", "wrong-os"]);
    expect([code("hyper-v", "windows-7"), code("hyper-v", "macos-15")]).toEqual(["os-too-old", "wrong-os"]);
    expect(sentences(canRunHypervisor("kvm", machine("x86_64"), system("windows-11")))).toEqual([
      "KVM cannot be installed on box",
      "it needs Linux below it, and Windows 11 is not that",
      "Use a hypervisor for that system",
    ]);
  });

  it.each(Object.keys(RUNS_ON))(
    "H7: %s needs processors that can run guests, unless it emulates them",
    (product) => {
      const place = RUNS_ON[product]?.find((key) => key !== "macos-26") ?? "bare";
      const old = machine("x86_64", { canVirtualise: false });
      const result = canRunHypervisor(product, old, place === "bare" ? undefined : system(place));
      expect(codeOf(result)).toBe(product === "qemu" ? "ok" : "no-virtualisation");
    },
  );

  it("H7: on arm64 those run that are made for it", () => {
    const hosts = ["debian-13", "windows-11", "macos-26", "bare"];
    const fits = Object.keys(RUNS_ON).filter((product) =>
      hosts.some(
        (place) =>
          canRunHypervisor(product, machine("arm64"), place === "bare" ? undefined : system(place)).ok,
      ),
    );
    for (const product of fits) expect([...ON_ARM, "hyper-v"]).toContain(product);
    expect(fits).toEqual(expect.arrayContaining(["xen", "kvm", "qemu", "apple-virtualization", "wsl2"]));
    expect(fits).not.toContain("esxi");
    expect(fits).not.toContain("hyperkit");
  });
});

describe("every image on every kernel", () => {
  const images = [
    { reference: "nginx", os: "linux", arch: "amd64" },
    { reference: "nginx", os: "linux", arch: "arm64" },
    { reference: "nanoserver", os: "windows", arch: "amd64" },
  ] as const;
  const cases = [...LINUX, ...WINDOWS, ...MACOS].flatMap((key) =>
    ARCHS.flatMap((arch) => images.map((image) => [key, arch, image.os, image.arch, image] as const)),
  );

  it.each(cases)("H5: on %s, %s, an image of %s for %s", (key, arch, kind, imageArch, image) => {
    const result = canRunImage(kernel(key, arch), image);
    const sameFamily = kind === "linux" ? LINUX.includes(key) : WINDOWS.includes(key);
    const sameArch = (imageArch === "amd64") === (arch === "x86_64");
    expect(codeOf(result)).toBe(!sameFamily ? "wrong-os" : sameArch ? "ok" : "wrong-arch");
    if (result.ok) return;
    const [what, why, wayOut] = sentences(result);
    expect(what).toBe(`${image.reference} cannot run on this kernel`);
    if (sameFamily) {
      expect(why).toBe(`its programs are for ${imageArch} processors, and these are ${arch}`);
      expect(wayOut).toBe(`Use a build of the image for ${arch}`);
    } else {
      expect(why).toContain(`its programs need a ${kind === "linux" ? "Linux" : "Windows NT"} kernel`);
      expect(wayOut).toContain(
        kind === "linux" ? "virtual machine with Linux" : "virtual machine with Windows",
      );
    }
  });

  it("H8: a container moves between all kernels of Linux on the same processors, and to no other", () => {
    const [image] = images;
    for (const from of LINUX)
      for (const to of [...LINUX, ...WINDOWS, ...MACOS])
        for (const arch of ARCHS) {
          const code = codeOf(canMoveContainer(kernel(from, "x86_64"), kernel(to, arch), image));
          const expected = !LINUX.includes(to) ? "other-kernel" : arch === "x86_64" ? "ok" : "wrong-arch";
          expect({ from, to, arch, code }).toEqual({ from, to, arch, code: expected });
        }
  });
});
