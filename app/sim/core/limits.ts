/** Every limit of the engine in one place. Nothing may hang, and no log may fill the memory. */

/** Events that may happen within one instant; more means that two things answer each other for ever. */
export const MAX_EVENTS_PER_INSTANT = 1_000_000;

/** Events that one call of `advance` works off before it gives up. */
export const MAX_EVENTS_PER_ADVANCE = 20_000_000;

/** Commands in one log. */
export const MAX_LOG_LENGTH = 100_000;

/** Latest time of a log entry or of `advance`, ms: a hundred years. */
export const MAX_TIME_MS = 3_155_760_000_000;

/** Checkpoints that a history keeps. */
export const MAX_CHECKPOINTS = 128;

/** Rows, over all checkpoints of a history, that differ between one checkpoint and the next: its memory's bound. */
export const MAX_CHECKPOINT_ROWS = 4_000_000;

/** Happenings that a world remembers; older ones are forgotten. */
export const MAX_HAPPENINGS = 200_000;
