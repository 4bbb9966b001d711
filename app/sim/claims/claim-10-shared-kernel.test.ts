import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Acting, acting, container, dockerHost, guests, PATIENCE_MS } from "../testing/claims";

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

/** A laptop with containers and, beside them, virtual machines of a type 2 hypervisor; all run. */
function full(boxes: number, vms: number): Acting {
  const machines = names("vm", vms);
  const lab = acting(
    ...dockerHost("laptop"),
    ...guests("laptop", machines, { profile: "microvm", os: "alpine-3.22", memoryBytes: 512 * 1024 ** 2 }),
    ...machines.map((machine) => ({ do: "installApp", machine, name: "app" }) as const),
    ...machines.map((machine) => ({ do: "powerOn", machine }) as const),
  );
  lab.act(...names("box", boxes).map((name) => container("laptop", name)));
  return lab;
}

const statesOf = (lab: Acting, kind: "container" | "guest-os" | "virtual-hardware") =>
  lab.layers(kind).map(({ state }) => state);

const counts = [fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 })] as const;

describe("a shared kernel is a single point of failure", { timeout: PATIENCE_MS }, () => {
  it("claim 10: the host's kernel takes every container and every virtual machine of a type 2 hypervisor along", () => {
    fc.assert(
      fc.property(...counts, (boxes, vms) => {
        const lab = full(boxes, vms);
        expect(statesOf(lab, "container")).toEqual(Array(boxes).fill("running"));
        expect(statesOf(lab, "guest-os")).toEqual(Array(vms).fill("running"));
        lab.act({ do: "crashKernel", machine: "laptop" });
        expect(statesOf(lab, "container")).toEqual(Array(boxes).fill("exited"));
        expect(statesOf(lab, "virtual-hardware")).toEqual(Array(vms).fill("crashed"));
        expect(lab.layers("app").filter(({ state }) => state === "running")).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });

  it("claim 10: whoever breaks into it from any one container has all of them", () => {
    fc.assert(
      fc.property(...counts, fc.nat(), (boxes, vms, which) => {
        const lab = full(boxes, vms);
        lab.act({
          do: "exploitKernel",
          machine: "laptop",
          layer: `laptop/container/box${1 + (which % boxes)}`,
        });
        for (const { id, compromised } of lab.layers(
          "container",
          "kernel",
          "guest-os",
          "virtual-hardware",
          "app",
        ))
          expect([id, compromised]).toEqual([id, true]);
      }),
      { numRuns: 6 },
    );
  });

  it("claim 10: a guest's kernel that panics leaves its neighbours, the containers and the host as they were", () => {
    fc.assert(
      fc.property(...counts, fc.nat(), (boxes, vms, which) => {
        const lab = full(boxes, vms);
        const victim = 1 + (which % vms);
        lab.act({ do: "crashKernel", machine: `vm${victim}` });
        expect(statesOf(lab, "container")).toEqual(Array(boxes).fill("running"));
        const expected = names("vm", vms).map((_, index) => (index + 1 === victim ? "panicked" : "running"));
        expect(statesOf(lab, "guest-os")).toEqual(expected);
        expect(lab.layer("laptop/os").state).toBe("running");
      }),
      { numRuns: 6 },
    );
  });

  it("claim 10: containers spread over guests die only with their own guest", () => {
    const machines = names("vm", 2);
    const lab = acting(
      { do: "addMachine", name: "server", preset: "server" },
      { do: "installHypervisor", machine: "server", product: "esxi" },
      { do: "powerOn", machine: "server" },
      ...machines.flatMap((name) => [
        { do: "createVm", host: "server", name, os: "debian-13", profile: "pc" } as const,
        { do: "powerOn", machine: name } as const,
        { do: "installEngine", machine: name } as const,
        { do: "pullImage", machine: name, image: "alpine" } as const,
      ]),
    );
    lab.act(...machines.map((name) => container(name, "box")), { do: "crashKernel", machine: "vm1" });
    expect(machines.map((name) => lab.layer(`${name}/container/box`).state)).toEqual(["exited", "running"]);
  });
});
