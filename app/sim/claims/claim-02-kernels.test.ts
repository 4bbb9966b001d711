import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acting,
  container,
  dockerHost,
  guests,
  kernelNow,
  mainProcess,
  PATIENCE_MS,
  processesOf,
} from "../testing/claims";

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe("what is virtualised", { timeout: PATIENCE_MS }, () => {
  it("claim 2: a container adds no kernel, a virtual machine adds one, however many there are", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 4 }), (boxes, machines) => {
        const vms = names("vm", machines);
        const lab = acting(...dockerHost("laptop"), ...guests("laptop", vms, { profile: "microvm" }));
        const running = () => lab.layers("kernel").filter(({ state }) => state === "running").length;
        expect(running()).toBe(1);
        for (const name of names("c", boxes)) {
          lab.act(container("laptop", name));
          expect(running()).toBe(1);
        }
        for (const [index, machine] of vms.entries()) {
          lab.act({ do: "powerOn", machine });
          expect(running()).toBe(2 + index);
        }
      }),
      { numRuns: 8 },
    );
  });

  it("claim 2: a container's processes run on the host's kernel, a guest's on its own", () => {
    const lab = acting(
      ...dockerHost("laptop"),
      ...guests("laptop", ["vm"], { profile: "pc", os: "debian-13" }),
      { do: "installApp", machine: "vm", name: "web" },
    );
    lab.act(container("laptop", "web"), { do: "powerOn", machine: "vm" });
    expect(mainProcess(lab, "laptop/container/web").kernel).toBe(kernelNow(lab, "laptop").id);
    expect(processesOf(lab, "vm/app/web").map(({ kernel }) => kernel)).toEqual([kernelNow(lab, "vm").id]);
    expect(kernelNow(lab, "vm").id).not.toBe(kernelNow(lab, "laptop").id);
    expect(kernelNow(lab, "vm").release).not.toBe(kernelNow(lab, "laptop").release);
    expect(lab.layer("laptop/container/web").uses).toContain("laptop/kernel");
  });

  it("claim 2: the guest's system may be another than the host's, the container's kernel may not", () => {
    const lab = acting(...dockerHost("laptop"), ...guests("laptop", ["vm"], { os: "windows-server-2025" }));
    lab.act({ do: "powerOn", machine: "vm" });
    expect([kernelNow(lab, "laptop").family, kernelNow(lab, "vm").family]).toEqual(["linux", "nt"]);
    lab.act(container("laptop", "one"));
    expect(
      lab.layers("container").flatMap(({ uses }) => uses.filter((id) => id.endsWith("/kernel"))),
    ).toEqual(["laptop/kernel"]);
  });
});
