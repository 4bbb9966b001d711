/** How long a message stays: never less than ten seconds, longer where there is more to read. */

const LEAST_MS = 10_000;
/** A slow reader's pace. */
const MS_PER_CHARACTER = 120;

/** Host's ms for which a message of this text is shown. */
export function toastMs(text: string): number {
  return Math.max(LEAST_MS, text.length * MS_PER_CHARACTER);
}
