import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acting,
  bottomOf,
  container,
  dockerHost,
  guests,
  host,
  kernelNow,
  mainProcess,
  PATIENCE_MS,
} from "../testing/claims";

const HOSTS = [
  { os: "debian-13", arch: "x86_64", product: null },
  { os: "centos-stream-9", arch: "x86_64", product: null },
  { os: "windows-11", arch: "x86_64", product: "installDockerDesktop" },
  { os: "windows-7", arch: "x86_64", product: "installDockerToolbox" },
  { os: "macos-26", arch: "arm64", product: "installDockerDesktop" },
  { os: "macos-15", arch: "x86_64", product: "installDockerDesktop" },
  { os: "macos-10.10", arch: "x86_64", product: "installDockerToolbox" },
] as const;
const GUESTS = [
  "ubuntu-24.04",
  "alpine-3.22",
  "rhel-9",
  "windows-11",
  "windows-server-2025",
  "windows-7",
  "macos-15",
] as const;

describe("what runs on what", { timeout: PATIENCE_MS }, () => {
  it.each(HOSTS)(
    "claim 9: a Linux image on $os runs on a Linux kernel, the host's or a hidden one",
    ({ os, arch, product }) => {
      const lab = acting(...host("laptop", os, { arch }));
      if (product === null) lab.act({ do: "installEngine", machine: "laptop" });
      else {
        expect(lab.refused({ do: "installEngine", machine: "laptop" })).toMatchObject({
          why: expect.stringContaining("Linux kernel"),
          wayOut: expect.stringMatching(/Docker Desktop|Docker Toolbox/),
        });
        expect(lab.layers("virtual-hardware")).toEqual([]);
        lab.act({ do: product, machine: "laptop" });
      }
      lab.act(
        { do: "pullImage", machine: "laptop", image: "nginx" },
        container("laptop", "web", { image: "nginx", command: [] }),
      );
      const [web] = lab.layers("container");
      expect(web?.state).toBe("running");
      expect(bottomOf(lab.layers(), web?.id ?? "")).toBe("laptop");
      const kernel = product === null ? "laptop" : "laptop-linux";
      expect(web?.uses).toContain(`${kernel}/kernel`);
      expect(mainProcess(lab, web?.id ?? "").kernel).toBe(kernelNow(lab, kernel).id);
      expect(kernelNow(lab, kernel)).toMatchObject({ family: "linux", arch });
      if (product !== null) expect(kernelNow(lab, "laptop").family).not.toBe("linux");
      expect(lab.layers("virtual-hardware").map(({ label }) => /hidden/.test(label))).toEqual(
        product === null ? [] : [true],
      );
    },
  );

  it("claim 9: systems older than Docker Desktop needs are refused it, and Toolbox is the way", () => {
    for (const os of ["windows-7", "macos-10.10"]) {
      const lab = acting(...host("laptop", os));
      expect(lab.tries({ do: "installDockerDesktop", machine: "laptop" })?.why).toContain("older");
      expect(lab.tries({ do: "installDockerToolbox", machine: "laptop" })).toBeUndefined();
    }
  });

  it("claim 9: a Windows image is refused on a Linux kernel, also on the hidden one of a Windows host", () => {
    const image = "mcr.microsoft.com/windows/nanoserver:ltsc2022";
    for (const setup of [
      dockerHost("laptop"),
      [...host("laptop", "windows-11"), { do: "installDockerDesktop", machine: "laptop" } as const],
    ]) {
      const lab = acting(...setup);
      for (const command of [
        { do: "pullImage", machine: "laptop", image } as const,
        container("laptop", "win", { image, command: [] }),
      ])
        expect(lab.refused(command)).toMatchObject({
          why: expect.stringContaining("Windows kernel"),
          wayOut: expect.stringContaining("Windows"),
        });
      expect(lab.layers("container")).toEqual([]);
    }
  });

  it("claim 9: a virtual machine of any system runs on any host", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("debian-13", "windows-11", "macos-15", null),
        fc.shuffledSubarray([...GUESTS], { minLength: 2, maxLength: 3 }),
        (os, systems) => {
          const setup =
            os === null
              ? ([
                  { do: "addMachine", name: "server", preset: "server" },
                  { do: "installHypervisor", machine: "server", product: "esxi" },
                  { do: "powerOn", machine: "server" },
                ] as const)
              : [...host("server", os, { preset: "server" }), ...guests("server", [])];
          const lab = acting(...setup);
          for (const [index, guest] of systems.entries()) {
            lab.act({
              do: "createVm",
              host: "server",
              name: `vm${index}`,
              os: guest,
              memoryBytes: 4 * 1024 ** 3,
              diskBytes: 80_000_000_000,
            });
            lab.act({ do: "powerOn", machine: `vm${index}` });
            expect(lab.layer(`vm${index}/os`).state).toBe("running");
          }
          expect(new Set(systems.map((_, index) => kernelNow(lab, `vm${index}`).id)).size).toBe(
            systems.length,
          );
        },
      ),
      { numRuns: 12 },
    );
  });
});
