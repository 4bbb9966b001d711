/** Every limit of the worker in one place: nothing that a person asks for may hold their worlds up for long. */

/** Host time after which work that is carried on with call by call pauses, so that others get their turn, ms. */
export const PAUSE_AFTER_HOST_MS = 250;

/** Host time that advancing and stepping may take, ms. */
export const MAX_PASS_HOST_MS = 1_000;

/** Host time that finding out how long there is something to see may take, ms. */
export const MAX_FORECAST_HOST_MS = 200;

/** Host time that filling a machine may take altogether, ms. */
export const MAX_FILL_HOST_MS = 120_000;

/** Host time that is waited for one addition while filling, ms. */
export const MAX_ADD_HOST_MS = 30_000;

/** Virtual time within which something must happen for a step to go there, ms: an hour. */
export const MAX_STEP_MS = 3_600_000;

/** Virtual time that is waited for one addition while filling, ms: an hour. */
export const MAX_FILL_WAIT_MS = 3_600_000;

/** Additions in one filling. */
export const MAX_FILL = 10_000;

/** Characters of what a person did that go into the log: as many as links take. */
export const MAX_ACT_TEXT = 2_000;

/** Virtual time that worlds can reach, ms: as in scenarios, a hundred years. */
export const MAX_TIME_MS = 3_155_760_000_000;
