/** Builds that end before their time. */
import { note } from "../../core/happenings";
import { cancelWork, works } from "../../core/work";
import type { World } from "../../core/world";
import { releaseLayers } from "../images/store";
import { engines } from "../tables";
import { type Build, builds } from "./tables";

function cancelBuild(world: World, { id, work, engine }: Build): void {
  if (work !== null) cancelWork(world, work);
  releaseLayers(world, id);
  world.update(builds, id, { state: "cancelled", endedAt: world.now, work: null, plan: null, spec: null });
  note(world, world.must(engines, engine).layer, "build-cancelled", "A build was not finished");
}

/** Ends all builds of an engine before their time: its daemon crashed or lost power. Nobody is called. */
export function cancelBuilds(world: World, engineId: number): void {
  for (const row of world.find(builds, "active", engineId)) cancelBuild(world, row);
}

/** Ends builds whose work was taken from them: their machine has lost power. */
export function sweepBuilds(world: World, engineId: number): void {
  for (const row of world.find(builds, "active", engineId))
    if (row.work !== null && world.get(works, row.work) === undefined) cancelBuild(world, row);
}
