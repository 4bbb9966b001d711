/** Work that goes on with a layer's phases: one piece of work after the other makes up one history. */
import { phases, startWork, type Work } from "../../core/work";
import type { World } from "../../core/world";

/** Phases are kept under this name while the next piece of work begins, which would forget them. */
const ASIDE = "aside";

/** Starts work whose phases follow those that its layer has; as the first one it begins anew. */
export function continueWork(
  world: World,
  first: boolean,
  work: Pick<Work, "layer" | "owner" | "steps" | "shares" | "done">,
): Work {
  const before = first ? [] : world.find(phases, "layer", work.layer);
  for (const { id } of before) world.update(phases, id, { layer: ASIDE });
  const begun = startWork(world, work);
  for (const { id } of before) world.update(phases, id, { layer: work.layer });
  return begun;
}
