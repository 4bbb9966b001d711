/** Virtual time in words and on the clock. */

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** A clock's reading, always of the same width below an hour: `00:41.250`, `1:02:03.500`. */
export function clockText(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const hours = Math.floor(whole / HOUR);
  const minutes = two(Math.floor((whole % HOUR) / MINUTE));
  const seconds = two(Math.floor((whole % MINUTE) / SECOND));
  const rest = String(whole % SECOND).padStart(3, "0");
  return `${hours > 0 ? `${hours}:` : ""}${minutes}:${seconds}.${rest}`;
}

/** A moment or a span in words, as fine as it matters: `0.42 s`, `12.3 s`, `3 min 12 s`, `2 h 5 min`. */
export function timeText(ms: number): string {
  const time = Math.max(0, ms);
  if (time < 9_995) return `${trim((time / SECOND).toFixed(2))} s`;
  if (time < 2 * MINUTE - 50) return `${trim((time / SECOND).toFixed(1))} s`;
  const seconds = Math.round(time / SECOND);
  if (seconds < 3_600) return pair(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

const two = (part: number) => String(part).padStart(2, "0");

const trim = (decimals: string) => decimals.replace(/\.?0+$/, "");

const pair = (large: number, largeUnit: string, small: number, smallUnit: string) =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
