/** Removing what is no longer used. */
import type { World } from "../../core/world";
import { containers, type Engine } from "../tables";
import { sizeOf } from "./looking";
import { removeNow } from "./removing";
import { isRunning, isStarting } from "./starting";

/** What pruning has removed. */
export interface Pruned {
  /** Identifiers of the removed containers. */
  readonly removed: readonly string[];
  /** Bytes that are free again. */
  readonly bytes: number;
}

/** Removes all containers of an engine that neither run nor wait for a restart. */
export function pruneContainers(world: World, engine: Engine): Pruned {
  const idle = world
    .find(containers, "engine", engine.id)
    .filter((row) => !isRunning(row) && !isStarting(world, row) && row.state !== "restarting");
  let bytes = 0;
  const removed: string[] = [];
  for (const container of idle) {
    const size = sizeOf(world, container);
    removeNow(world, container.id, false);
    if (world.get(containers, container.id) !== undefined) continue;
    bytes += size;
    removed.push(container.containerId);
  }
  return { removed, bytes };
}
