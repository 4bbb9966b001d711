/** What is told when a boot has come to its end. */
import { defineEvent } from "../../core/events";

/** The last phase of a machine's boot is over. */
export const booted = defineEvent<{ readonly machine: number }>("machine.booted");
