/** What is kept of snapshots, and where it lies: on the disk of the host. */
import { defineTable, type Row } from "../../core/table";
import type { World } from "../../core/world";
import { useDisk as takeRoom } from "../../kernel/files/disk";
import { removeTree } from "../../kernel/files/tree";
import { tellDiskNews } from "../boot/disk-hooks";
import { type App, virtualMachines } from "../tables";
import { hostOf } from "./find";

export interface Snapshot extends Row {
  readonly vm: number;
  readonly name: string;
  /** Virtual ms. */
  readonly takenAt: number;
  /** Copy of the system's tree of files; 0 if it had none yet. */
  readonly tree: number;
  /** Room that it takes on the host's disk, bytes. */
  readonly hostBytes: number;
  /** The virtual machine ran: its memory was kept too. */
  readonly running: boolean;
  /** The apps that were installed, at rest. */
  readonly installed: readonly App[];
  /** Numbers of those that ran. */
  readonly apps: readonly number[];
}

export const snapshots = defineTable<Snapshot>()("snapshot", {
  vm: (row) => row.vm,
  /** By `${vm}:${name}`. */
  name: (row) => `${row.vm}:${row.name}`,
});

/** Throws a snapshot away; its room on the host's disk is free again. */
export function dropSnapshot(world: World, snapshot: Snapshot): void {
  const { hypervisor, machine } = world.must(virtualMachines, snapshot.vm);
  takeRoom(world, hostOf(world, hypervisor).disk, -snapshot.hostBytes);
  if (snapshot.tree > 0) removeTree(world, snapshot.tree);
  world.remove(snapshots, snapshot.id);
  tellDiskNews(world, { machine, what: "dropped", snapshot: snapshot.id });
}
