/** How much time the timeline shows. */

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What an empty world begins with. */
const EMPTY = 10 * SECOND;

const SPANS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30, 45].map((seconds) => seconds * SECOND),
  ...[1, 1.5, 2, 3, 5, 10, 15, 20, 30, 45].map((minutes) => minutes * MINUTE),
  ...[1, 1.5, 2, 3, 5, 8, 12].map((hours) => hours * HOUR),
];

/** Part of the timeline that stays free behind the present, so that it does not run into its end at once. */
const FREE = 0.05;

/**
 * Virtual ms from the timeline's beginning to its end, which shows what there is to see until `endAt`. It is a round
 * amount and grows in leaps, so that what is on it seldom moves.
 */
export function timelineSpan(now: number, endAt: number): number {
  const needed = Math.max(endAt, now * (1 + FREE));
  if (needed === 0) return EMPTY;
  return SPANS.find((span) => span >= needed) ?? Math.ceil(needed / DAY) * DAY;
}
