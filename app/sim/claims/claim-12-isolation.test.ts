import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Acting, acting, container, dockerHost, guests, host, PATIENCE_MS } from "../testing/claims";

const tenants = (count: number) => Array.from({ length: count }, (_, index) => `tenant${index + 1}`);
const MEMORY = 512 * 1024 ** 2;

function inContainers(count: number): Acting {
  const lab = acting(...dockerHost("server", ["alpine"], { preset: "server" }));
  lab.act(...tenants(count).map((name) => container("server", name)));
  return lab;
}

function inVms(count: number, hypervisor: string): Acting {
  const machines = tenants(count);
  const below =
    hypervisor === "esxi"
      ? ([
          { do: "addMachine", name: "server", preset: "server" },
          { do: "installHypervisor", machine: "server", product: "esxi" },
          { do: "powerOn", machine: "server" },
        ] as const)
      : [
          ...host("server", "debian-13", { preset: "server" }),
          { do: "installHypervisor", machine: "server", product: hypervisor } as const,
        ];
  return acting(
    ...below,
    ...machines.flatMap((name) => [
      {
        do: "createVm",
        host: "server",
        name,
        os: "alpine-3.22",
        profile: "microvm",
        memoryBytes: MEMORY,
      } as const,
      { do: "installApp", machine: name, name: "app" } as const,
      { do: "powerOn", machine: name } as const,
    ]),
  );
}

const taken = (lab: Acting) =>
  lab
    .layers()
    .filter(({ compromised }) => compromised)
    .map(({ id }) => id);

describe("isolation", { timeout: PATIENCE_MS }, () => {
  it("claim 12: from inside a container a broken kernel is everybody's, from inside a virtual machine only one's own", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.nat(),
        fc.constantFrom("esxi", "kvm", "virtualbox"),
        (count, which, hypervisor) => {
          const attacker = `tenant${1 + (which % count)}`;
          const boxes = inContainers(count);
          boxes.act({ do: "exploitKernel", machine: "server", layer: `server/container/${attacker}` });
          const machines = inVms(count, hypervisor);
          machines.act({ do: "exploitKernel", machine: attacker, layer: `${attacker}/app/app` });

          const fallenBoxes = boxes.layers("container").filter(({ compromised }) => compromised);
          expect(fallenBoxes).toHaveLength(count);
          expect(taken(boxes)).toContain("server/kernel");

          const fallenMachines = taken(machines);
          expect(fallenMachines).toContain(`${attacker}/kernel`);
          expect(fallenMachines.filter((id) => !id.startsWith(`${attacker}/`))).toEqual([]);
          expect(fallenMachines.length).toBeLessThan(taken(boxes).length);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("claim 12: a container within a virtual machine is held in by the machine", () => {
    const lab = acting(
      ...host("server", "debian-13", { preset: "server" }),
      ...guests("server", ["vm1", "vm2"], { hypervisor: "kvm", os: "debian-13", profile: "pc" }),
      ...["vm1", "vm2"].flatMap((machine) => [
        { do: "powerOn", machine } as const,
        { do: "installEngine", machine } as const,
        { do: "pullImage", machine, image: "alpine" } as const,
      ]),
    );
    lab.act(container("vm1", "bad"), container("vm1", "good"), container("vm2", "good"));
    lab.act({ do: "exploitKernel", machine: "vm1", layer: "vm1/container/bad" });
    const fallen = taken(lab);
    expect(fallen).toEqual(expect.arrayContaining(["vm1/container/bad", "vm1/container/good", "vm1/kernel"]));
    expect(fallen.filter((id) => !id.startsWith("vm1/"))).toEqual([]);
  });

  it("claim 12: whoever has the host has the virtual machines too: isolation goes upward only", () => {
    const lab = inVms(2, "virtualbox");
    lab.act(
      { do: "installApp", machine: "server", name: "backdoor" },
      { do: "startApp", machine: "server", name: "backdoor" },
    );
    lab.act({ do: "exploitKernel", machine: "server", layer: "server/app/backdoor" });
    expect(taken(lab)).toEqual(
      expect.arrayContaining(["server/kernel", "tenant1/kernel", "tenant2/app/app"]),
    );
  });
});
