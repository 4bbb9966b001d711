/** Virtual machines on their way from one host to another, and the end of a move before its time. */
import { removeFlowJob } from "../../core/flow";
import { note } from "../../core/happenings";
import { defineTable, type Row } from "../../core/table";
import { phases } from "../../core/work";
import type { World } from "../../core/world";
import { useDisk as takeRoom } from "../../kernel/files/disk";
import { hypervisors, virtualMachines } from "../tables";
import { hostOf, machineOf } from "./find";
import { letGo } from "./freeze";
import { releaseMemoryOf } from "./memory";

export type MigrationStage = "pre-copy" | "stop-and-copy" | "resume";

export interface Migration extends Row {
  readonly vm: number;
  readonly to: number;
  /** Process of the target's kernel that will run it; `null` on bare hardware. */
  readonly process: number | null;
  /** Flow node of the target that its processors will hang under. */
  readonly cpuParent: number;
  /** Bytes of the target's disk that are set aside for its disk. */
  readonly diskBytes: number;
  readonly stage: MigrationStage;
  /** Flow job of a stage that copies over the network. */
  readonly job: number | null;
  /** Record of the stage. */
  readonly phase: number;
}

export const migrations = defineTable<Migration>()("migration", {
  vm: (row) => row.vm,
  to: (row) => row.to,
});

/** Takes a migration off the books: its copying and its record end now. */
export function closeMigration(world: World, migration: Migration): void {
  if (migration.job !== null) removeFlowJob(world, migration.job);
  if (world.get(phases, migration.phase)) world.update(phases, migration.phase, { endedAt: world.now });
  world.remove(migrations, migration.id);
}

/** Ends a move before its time: what was set aside on the target is given back. The virtual machine runs on where it was. */
export function abortMigration(world: World, migration: Migration, why: string): void {
  const vm = world.must(virtualMachines, migration.vm);
  const { name } = machineOf(world, vm);
  closeMigration(world, migration);
  releaseMemoryOf(world, vm, world.must(hypervisors, migration.to), migration.process);
  takeRoom(world, hostOf(world, migration.to).disk, -migration.diskBytes);
  if (migration.stage !== "pre-copy") letGo(world, vm.machine);
  world.update(virtualMachines, vm.id, { state: "running" });
  note(world, name, "migration-failed", `The move of ${name} to another host has ended: ${why}`);
}
