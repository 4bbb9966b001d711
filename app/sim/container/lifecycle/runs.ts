/** What an engine keeps in memory of each container: how far its start is, and what is to happen when it ends. */
import { defineTable, type Row } from "../../core/table";
import type { World } from "../../core/world";
import type { NamespaceSet } from "../../kernel/namespace/table";

export interface ContainerRun extends Row {
  readonly container: number;
  readonly engine: number;
  /** Counts its starts: what belongs to an earlier one no longer applies. */
  readonly generation: number;
  /** Index of the stage of its start that is under way; `null` if none is. */
  readonly stage: number | null;
  readonly work: number | null;
  /** Namespaces made for it so far: row numbers. */
  readonly namespaces: Partial<NamespaceSet>;
  /** Root of the tree of the files that the engine writes for it (host name, hosts, name servers); 0 for none. */
  readonly ownFiles: number;
  /** Somebody asked for its end: policies don't start it again. */
  readonly killed: boolean;
  /** What happens when it has ended. */
  readonly afterwards: "rest" | "start" | "remove" | "move";
  /** Engine that it moves to; `null` when it does not. */
  readonly moveTo: number | null;
  /** When it is removed, its anonymous volumes go too. */
  readonly withVolumes: boolean;
  /** It ended while no daemon was there to see it: what should follow waits for the next one. */
  readonly unseen: boolean;
  /** Last wait before a restart by policy, ms; 0 for none yet. */
  readonly delayMs: number;
}

export const containerRuns = defineTable<ContainerRun>()("container-run", {
  container: (row) => row.container,
  /** By engine, those whose start is under way. */
  starting: (row) => (row.stage === null ? undefined : row.engine),
  /** By engine, those that ended unseen. */
  unseen: (row) => (row.unseen ? row.engine : undefined),
});

/** What the engine keeps in memory of a container. */
export function runOf(world: World, container: number): ContainerRun {
  const run = world.first(containerRuns, "container", container);
  if (run === undefined) throw new Error(`no run of container ${container}`);
  return run;
}
