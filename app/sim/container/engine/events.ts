/** Kinds of events in the life of an engine. */
import { defineEvent } from "../../core/events";
import type { DiskNews } from "../../machine/boot/disk-hooks";

interface OfEngine {
  readonly engine: number;
}

/** The engine's programs have had the time that they need to start. */
export const engineReady = defineEvent<OfEngine>("engine.ready");
/** The process of a daemon has ended. */
export const daemonEnded = defineEvent<OfEngine & { readonly process: number }>("engine.daemon-ended");
/** A container of an engine that is stopping has ended. */
export const containerAtRest = defineEvent<OfEngine>("engine.container-at-rest");
/** The kernel under an engine is gone, and all that it ran. */
export const machineDown = defineEvent<OfEngine>("engine.machine-down");
/** The machine of an engine has booted. */
export const machineBooted = defineEvent<OfEngine>("engine.machine-booted");
/** Something became of the disk of an engine's machine as a whole. */
export const diskNews = defineEvent<DiskNews>("engine.disk-news");
