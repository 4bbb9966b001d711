import * as fc from "fast-check";
import { expect, it } from "vitest";
import { World } from "../../core/world";
import { freeOnDisk } from "../../kernel/files/disk";
import { freeMemory } from "../../kernel/memory/account";
import { addHost, addVm, until, value, vmNow, wait } from "../../testing/hosts";
import { kernelOf } from "../access";
import { powerOff } from "../power/off";
import { powerOn } from "../power/on";
import { hypervisors, machines } from "../tables";
import { deleteVm } from "./delete";
import { migrateVm } from "./migrate";
import { migrations } from "./migrations";
import { startVm, stopVm } from "./power";

const HOSTS = ["a", "b", "c"];

function prepare(product: string, os: string | null) {
  const world = new World(1);
  const hosts = HOSTS.map((name) => addHost(world, product, { name, os }));
  return { world, hosts: hosts.map(({ host }) => host), places: hosts.map(({ hypervisor }) => hypervisor) };
}

/** Free disk and free memory of every host; all must be up. */
function free(world: World, hosts: readonly number[]) {
  return hosts.map((host) => {
    const { disk, memoryBytes, memoryUsed } = world.must(machines, host);
    const kernel = kernelOf(world, host);
    return [freeOnDisk(world, disk), kernel ? freeMemory(world, kernel.id) : memoryBytes - memoryUsed];
  });
}

const place = fc.nat(HOSTS.length - 1);
const step = fc.oneof(
  fc.record({ act: fc.constantFrom("move", "off", "on"), place }),
  fc.record({ act: fc.constantFrom("start", "stop"), place }),
  fc.record({ act: fc.constant("wait"), place: fc.constantFrom(1, 500, 20_000) }),
);

it.each([
  ["kvm", "debian-13"],
  ["esxi", null],
])(
  "V20, V21, V22: however a machine on %s moves while hosts come and go, nothing of it stays behind",
  { timeout: 60_000 },
  (product, os) => {
    const { world: prepared, hosts, places } = prepare(product, os);
    const before = free(prepared, hosts);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const world = prepared.clone();
        const { id } = addVm(world, places[0] ?? 0);
        value(startVm(world, id));
        wait(world, 1000);
        const acts = {
          move: (at: number) => migrateVm(world, id, places[at] ?? 0),
          off: (at: number) => powerOff(world, hosts[at] ?? 0),
          on: (at: number) => powerOn(world, hosts[at] ?? 0),
          start: () => startVm(world, id),
          stop: () => stopVm(world, id),
        };
        for (const { act, place: at } of steps) {
          if (act === "wait") wait(world, at);
          else world.attempt(1, () => acts[act as keyof typeof acts](at));
          const { state, hypervisor } = vmNow(world, { id });
          const up = world.must(hypervisors, hypervisor).state === "running";
          if (state === "running" || state === "migrating") expect(up).toBe(true);
          expect(world.count(migrations)).toBe(state === "migrating" ? 1 : 0);
        }
        world.attempt(1, () => stopVm(world, id));
        value(deleteVm(world, id));
        for (const host of hosts) world.attempt(1, () => powerOn(world, host));
        until(world, () => hosts.every((host) => world.must(machines, host).power === "on"));
        expect(free(world, hosts)).toEqual(before);
      }),
      { seed: 22, numRuns: 40 },
    );
  },
);
