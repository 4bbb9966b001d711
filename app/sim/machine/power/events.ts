/** What machines are told about their power and their kernels. */
import { defineEvent } from "../../core/events";

/** The kernel that runs on a machine has panicked. */
export const panicked = defineEvent<{ readonly machine: number }>("machine.panicked");

/** The time of grace of a machine that shuts down is over, since it was switched on at `poweredAt`. */
export const graceOver = defineEvent<{ readonly machine: number; readonly poweredAt: number | null }>(
  "machine.grace-over",
);
