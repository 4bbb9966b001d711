import { describe, expect, it } from "vitest";
import { defineEvent } from "../../core/events";
import { handler } from "../../core/handlers";
import type { World } from "../../core/world";
import { addVm, testHost, value } from "../../testing/hosts";
import { handlers } from "../../testing/kernel";
import { machineHandlers } from "../handlers";
import { deleteVm } from "../vms/delete";
import { deleteSnapshot, restoreVm, snapshotVm } from "../vms/snapshots";
import { type DiskNews, diskHooks, onDiskNews } from "./disk-hooks";

const heard = defineEvent<DiskNews>("test.disk-news");

/** A guest whose disk somebody listens to, and what that one has heard. */
function listener() {
  const { world, hypervisor } = testHost("kvm");
  const vm = addVm(world, hypervisor);
  const other = addVm(world, hypervisor, { name: "other" });
  const news: DiskNews[] = [];
  const all = {
    ...handlers,
    ...machineHandlers,
    ...handler(heard, (_: World, one: DiskNews) => {
      news.push(one);
    }),
  };
  for (const _ of [1, 2]) onDiskNews(world, vm.machine, heard);
  const now = () => {
    world.advance(all, world.now);
    return news.splice(0).map(({ what, machine }) => [what, machine === vm.machine]);
  };
  return { world, vm, other, now };
}

describe("news of a disk", () => {
  it("B16: is told at once and once: kept, put back, dropped, gone", () => {
    const { world, vm, now } = listener();
    value(snapshotVm(world, vm.id, "one"));
    value(snapshotVm(world, vm.id, "two"));
    expect(now()).toEqual([
      ["kept", true],
      ["kept", true],
    ]);
    value(restoreVm(world, vm.id, "one"));
    expect(now()).toEqual([["put-back", true]]);
    value(deleteSnapshot(world, vm.id, "one"));
    expect(now()).toEqual([["dropped", true]]);
    value(deleteVm(world, vm.id));
    expect(now()).toEqual([
      ["dropped", true],
      ["gone", true],
    ]);
    expect(world.count(diskHooks)).toBe(0);
  });

  it("B16: nobody hears of other machines' disks, nor of what was refused", () => {
    const { world, vm, other, now } = listener();
    value(snapshotVm(world, other.id, "one"));
    value(deleteVm(world, other.id));
    expect(world.attempt(1, () => restoreVm(world, vm.id, "none")).ok).toBe(false);
    expect(world.attempt(1, () => deleteSnapshot(world, vm.id, "none")).ok).toBe(false);
    expect(now()).toEqual([]);
  });
});
