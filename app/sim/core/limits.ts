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

/** Rows written between two checkpoints at first; more of them when there are too many checkpoints. */
export const FIRST_ROWS_BETWEEN_CHECKPOINTS = 2_000;

/** Rows, over all checkpoints of a history, that differ between one checkpoint and the next: its memory's bound. */
export const MAX_CHECKPOINT_ROWS = 4_000_000;

/** Happenings that a world remembers; older ones are forgotten. */
export const MAX_HAPPENINGS = 200_000;

/** Characters of an encoded world, and bytes of it unpacked: a link must not fill the memory. */
export const MAX_ENCODED_LENGTH = 2_000_000;
export const MAX_DECODED_BYTES = 50_000_000;

/** Commands that set a scenario up. */
export const MAX_SETUP_LENGTH = 20_000;

/** Virtual time that one command of a set-up may take until what it began is done, ms: a day. */
export const MAX_SETTLE_MS = 86_400_000;

/** Jobs beneath one node of a tree of shares up to which it is reckoned together with nodes like it. */
export const MAX_ALIKE_JOBS = 8;

/** How near to its end a job counts as done, ms: below it, times are lost in rounding. */
export const FLOW_TOLERANCE_MS = 1e-7;
