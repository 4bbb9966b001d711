import { describe, expect, it } from "vitest";
import { flowCount, nodeRate } from "../../core/flow";
import { World } from "../../core/world";
import { spawn } from "../../kernel/process/spawn";
import { addHost, runningVm, value, wait } from "../../testing/hosts";
import { kernelOf } from "../access";
import { machines } from "../tables";

/** A host with one processor, and virtual machines on it with one processor each that all keep it busy. */
function busyGuests(count: number) {
  const world = new World(1);
  const host = addHost(world, "esxi", { os: null, cpus: 1 });
  const nodes = Array.from({ length: count }, (_, index) => {
    const vm = runningVm(world, host.hypervisor, { name: `vm${index}`, vcpus: 1 });
    const kernel = kernelOf(world, vm.machine);
    value(
      spawn(world, {
        kernel: kernel?.id ?? 0,
        parent: kernel?.init ?? 0,
        argv: ["busy"],
        program: { kind: "busy", threads: 1 },
      }),
    );
    return world.must(machines, vm.machine).cpuNode;
  });
  wait(world, 0);
  return { world, nodes };
}

/** What each node had and missed within so many ms, in ms of processor time. */
function within({ world, nodes }: ReturnType<typeof busyGuests>, ms: number) {
  const before = nodes.map((node) => flowCount(world, node));
  wait(world, ms);
  return nodes.map((node, index) => {
    const { served, starved } = flowCount(world, node);
    return [served - (before[index]?.served ?? 0), starved - (before[index]?.starved ?? 0)];
  });
}

describe("steal", () => {
  it("V25: a guest alone on its host is given all that it wants, and nothing is stolen", () => {
    const guests = busyGuests(1);
    const [[served, stolen] = []] = within(guests, 1_000);
    expect(served).toBeCloseTo(1_000, 3);
    expect(stolen).toBeCloseTo(0, 3);
  });

  it("V25: what a busy neighbour is given is stolen from a guest that wanted it", () => {
    const guests = busyGuests(2);
    for (const [served, stolen] of within(guests, 1_000)) {
      expect(served).toBeCloseTo(500, 3);
      expect(stolen).toBeCloseTo(500, 3);
    }
    expect(guests.nodes.map((node) => nodeRate(guests.world, node))).toEqual([0.5, 0.5]);
  });
});
