import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { works } from "../../core/work";
import { World } from "../../core/world";
import { disks } from "../../kernel/files/tables";
import { kernels } from "../../kernel/kernel";
import { usedMemory } from "../../kernel/memory/account";
import { processes } from "../../kernel/process/table";
import { wait } from "../../testing/hosts";
import { ask, boot, machine, tell } from "../../testing/machines";
import { systemOf } from "../access";
import { apps, hypervisors, machines, systems, virtualMachines } from "../tables";

const NAMES = ["laptop", "vm1", "vm2", "inner"];

/** A laptop with two guests, one of which has a guest itself; one app each; all off but the laptop and the first guest. */
function beginning(): World {
  const world = new World(7);
  tell(world, { do: "addMachine", name: "laptop", preset: "laptop", os: "debian-13" });
  boot(world, "laptop");
  tell(world, { do: "installHypervisor", machine: "laptop", product: "kvm" });
  const guest = { os: "alpine-3.22", profile: "microvm", memoryBytes: 2 ** 30 };
  const outer = { ...guest, os: "debian-13", nested: true, memoryBytes: 4 * 2 ** 30 };
  tell(world, { do: "createVm", host: "laptop", name: "vm1", ...outer });
  tell(world, { do: "createVm", host: "laptop", name: "vm2", ...guest });
  boot(world, "vm1");
  tell(world, { do: "installHypervisor", machine: "vm1", product: "kvm" });
  tell(world, { do: "createVm", host: "vm1", name: "inner", ...guest });
  for (const name of NAMES) tell(world, { do: "installApp", machine: name, name: "crm", port: 80 });
  return world;
}

/** What must be so at any moment, reckoned from the rows alone. */
function faults(world: World): string[] {
  const found: string[] = [];
  const must = (so: boolean, what: string) => {
    if (!so) found.push(what);
  };
  for (const { id, name, power, memoryBytes, memoryUsed, poweredAt, readyAt, disk } of world.all(machines)) {
    const kernel = world.get(kernels, systemOf(world, id)?.kernel ?? 0);
    if (power === "off") {
      must(kernel === undefined, `${name} is off with a kernel`);
      must(world.find(works, "owner", id).length === 0, `${name} is off and at work`);
      must(memoryUsed === 0, `${name} is off with memory in use`);
      must(poweredAt === null && readyAt === null, `${name} is off and has been on since ${poweredAt}`);
    }
    if (power === "on") must(kernel !== undefined, `${name} is on without a kernel`);
    if (power === "booting") must(kernel === undefined, `${name} boots with a kernel`);
    must(memoryUsed <= memoryBytes, `${name} gave away more memory than it has`);
    if (kernel?.state === "running")
      must(usedMemory(world, kernel.id) <= kernel.memoryBytes, `${name} uses more than it has`);
    const { usedBytes, capacityBytes } = world.must(disks, disk);
    must(usedBytes <= capacityBytes, `the disk of ${name} holds too much`);
  }
  for (const { state, machine: id, hypervisor, process } of world.all(virtualMachines)) {
    const { name, power } = world.must(machines, id);
    const below = world.must(hypervisors, hypervisor);
    const host = world.must(machines, below.machine);
    const alive = state !== "off" && state !== "crashed" && state !== "saved";
    must(alive === (power !== "off"), `${name} is ${state} with power ${power}`);
    if (!alive) continue;
    must(
      host.power === "on" || host.power === "paused",
      `${name} runs on ${host.name}, which is ${host.power}`,
    );
    const kernel = world.get(kernels, systemOf(world, host.id)?.kernel ?? 0);
    must(world.get(processes, process ?? 0)?.kernel === kernel?.id, `${name} is no process of its host`);
  }
  const running = world.all(kernels).filter(({ state }) => state === "running");
  const used = world.all(systems).map(({ kernel }) => kernel);
  for (const { id, layer } of running) must(used.includes(id), `${layer} runs on no machine`);
  for (const { id, kernel } of world.all(processes))
    must(world.get(kernels, kernel)?.state === "running", `process ${id} runs on a dead kernel`);
  for (const { layer, machine: id, process } of world.all(apps))
    if (process !== null)
      must(
        world.get(processes, process)?.kernel === systemOf(world, id)?.kernel,
        `${layer} is a process of another kernel`,
      );
  return found;
}

const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom("powerOn", "powerOn", "powerOff", "shutDown", "restart", "crashKernel"),
  },
  { weight: 2, arbitrary: fc.constantFrom("pauseVm", "resumeVm", "startApp", "crashApp") },
);

const step = fc.record({
  do: command,
  name: fc.constantFrom(...NAMES),
  pause: fc.constantFrom(0, 1, 200, 400, 6500, 90_000),
});

function carryOut(world: World, steps: readonly { do: string; name: string; pause: number }[]): void {
  for (const { do: what, name, pause } of steps) {
    const before = world.toJSON();
    const app = what === "startApp" || what === "crashApp" ? { name: "crm" } : {};
    const done = ask(world, { do: what, machine: name, ...app });
    if (!done.ok) expect(world.toJSON()).toEqual(before);
    wait(world, pause);
    expect(faults(world)).toEqual([]);
  }
}

describe("whatever is done to machines", () => {
  it("X10: what runs always stands on something that runs, and nothing has more than there is", () => {
    const start = beginning();
    expect(faults(start)).toEqual([]);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => carryOut(start.clone(), steps)),
      { numRuns: 60, seed: 20_261_122 },
    );
  });

  it("X10: and every machine can be brought up again", () => {
    const start = beginning();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const world = start.clone();
        carryOut(world, steps);
        for (const name of [...NAMES].reverse())
          if (machine(world, name).power !== "off") tell(world, { do: "powerOff", machine: name });
        for (const name of NAMES) {
          boot(world, name);
          expect(world.first(apps, "layer", `${name}/app/crm`)?.process).not.toBeNull();
        }
        expect(faults(world)).toEqual([]);
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  it("X10: the same commands give the same world", () => {
    const start = beginning();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        const [one, two] = [start.clone(), start.clone()];
        carryOut(one, steps);
        carryOut(two, steps);
        expect(one.toJSON()).toEqual(two.toJSON());
      }),
      { numRuns: 10, seed: 5 },
    );
  });
});
