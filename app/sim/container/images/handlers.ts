/** What happens on the events of images and builds. */
import type { Handlers } from "../../core/handlers";
import { pullCommandHandlers } from "./commands";
import { downloadHandlers } from "./downloads";
import { pullHandlers } from "./pull";

export const imageHandlers: Handlers = { ...pullHandlers, ...downloadHandlers, ...pullCommandHandlers };
