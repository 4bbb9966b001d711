/** What engines, containers and images do when their events are due. */
import type { Handlers } from "../core/handlers";
import { buildHandlers } from "./build/handlers";
import { daemonHandlers } from "./engine/daemon";
import { diskHandlers } from "./engine/disk-news";
import { hiddenHandlers } from "./hidden/install";
import { imageHandlers } from "./images/handlers";
import { endingHandlers } from "./lifecycle/ending";
import { execHandlers } from "./lifecycle/execs";
import { movingHandlers } from "./lifecycle/moving";
import { runningHandlers } from "./lifecycle/running";
import { startingHandlers } from "./lifecycle/starting";
import { stoppingHandlers } from "./lifecycle/stopping";

export const containerHandlers: Handlers = {
  ...daemonHandlers,
  ...diskHandlers,
  ...hiddenHandlers,
  ...startingHandlers,
  ...endingHandlers,
  ...stoppingHandlers,
  ...execHandlers,
  ...movingHandlers,
  ...runningHandlers,
  ...imageHandlers,
  ...buildHandlers,
};
