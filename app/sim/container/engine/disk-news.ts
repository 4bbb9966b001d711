/** What an engine does on news of the disk that it is on. */
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { engines } from "../tables";
import { diskNews } from "./events";
import { forgetEngine } from "./forget";
import { dropKept, keepEngine } from "./kept";
import { putEngineBack } from "./put-back";

function gone(world: World, machine: number): void {
  const engine = world.first(engines, "machine", machine);
  if (engine === undefined) return;
  forgetEngine(world, engine);
  note(world, engine.layer, "removed", "The engine is gone with its machine, and all that it had");
}

export const diskHandlers: Handlers = handler(diskNews, (world, { machine, what, snapshot }) => {
  if (what === "kept") keepEngine(world, machine, snapshot);
  else if (what === "put-back") putEngineBack(world, machine, snapshot);
  else if (what === "dropped") dropKept(world, snapshot);
  else gone(world, machine);
});
