/** Holding a container's processes and letting them go on: the freezer of its control group. */
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { freezeCgroup } from "../../kernel/cgroup/limits";
import { type Container, containers } from "../tables";
import { running } from "./find";

/** Holds every process of a container. Refused: `not-running`, `already-paused`. */
export function pauseContainer(world: World, container: Container): Result<void> {
  const runs = running(container);
  if (!runs.ok) return runs;
  const { id, name, layer, state, cgroup, containerId } = container;
  if (state === "paused" || cgroup === null)
    return refuse(
      "already-paused",
      `Container ${containerId} is already paused`,
      "its processes are held already",
      `docker unpause ${name}`,
    );
  freezeCgroup(world, cgroup, true);
  world.update(containers, id, { state: "paused" });
  note(world, layer, "paused", `Container ${name} is paused`);
  return ok(undefined);
}

/** Lets a paused container go on. Refused: `not-paused`. */
export function unpauseContainer(world: World, container: Container): Result<void> {
  const { id, name, layer, state, cgroup, containerId } = container;
  if (state !== "paused" || cgroup === null)
    return refuse(
      "not-paused",
      `Container ${containerId} is not paused`,
      "only a paused container can go on",
    );
  freezeCgroup(world, cgroup, false);
  world.update(containers, id, { state: "running" });
  note(world, layer, "unpaused", `Container ${name} goes on`);
  return ok(undefined);
}
