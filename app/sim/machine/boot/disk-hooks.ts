/** Who is told what becomes of a virtual machine's disk: rooms above keep books of what they have on it. */
import type { EventKind } from "../../core/events";
import { defineTable, type Row } from "../../core/table";
import type { World } from "../../core/world";

/** What became of a disk as a whole. */
export interface DiskNews {
  /** Row number of the machine; its row is gone where the disk is. */
  readonly machine: number;
  /** A snapshot was taken, gone back to, thrown away; or the disk is no more, with its machine. */
  readonly what: "kept" | "put-back" | "dropped" | "gone";
  /** Row number of the snapshot; 0 for none. */
  readonly snapshot: number;
}

interface DiskHook extends Row {
  readonly machine: number;
  /** Kind of the event that brings the news. */
  readonly kind: string;
}

export const diskHooks = defineTable<DiskHook>()("disk-hook", { machine: (row) => row.machine });

/** From now on `kind` happens at once whenever something becomes of the machine's disk. Saying so twice changes nothing. */
export function onDiskNews(world: World, machine: number, kind: EventKind<DiskNews>): void {
  const known = world.find(diskHooks, "machine", machine).some((hook) => hook.kind === kind.kind);
  if (!known) world.insert(diskHooks, { machine, kind: kind.kind });
}

/** Tells everybody who wants to know; after the end of a machine they are told no more. */
export function tellDiskNews(world: World, news: DiskNews): void {
  for (const { id, kind } of world.find(diskHooks, "machine", news.machine)) {
    world.callAfter(0, { kind, payload: news });
    if (news.what === "gone") world.remove(diskHooks, id);
  }
}
