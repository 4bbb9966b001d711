/** What happens on the events of builds. */
import type { Handlers } from "../../core/handlers";

export const buildHandlers: Handlers = {};
