/** Kinds of events in the life of hidden machines. */
import { defineEvent } from "../../core/events";

/** The laptop of a hidden machine has booted. */
export const clientBooted = defineEvent<{ readonly vm: number }>("engine.client-booted");
