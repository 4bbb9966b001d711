/** Numbers in words, the same everywhere on the page. */

const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Whole milliseconds, without the unit: `1,234`. */
export function formatCount(value: number): string {
  return WHOLE.format(Math.round(value));
}

/** Milliseconds of a clock: `1,234 ms`. */
export function formatMs(ms: number): string {
  return `${formatCount(ms)} ms`;
}

/** Milliseconds of a part, finer where they are few: `4.2 ms`, `640 ms`. */
export function formatPartMs(ms: number): string {
  return ms < 9.95 ? `${TENTHS.format(ms)} ms` : formatMs(ms);
}

/** Time of a start or a part of it, in the unit that suits it: `4.2 ms`, `640 ms`, `1.2 s`, `83 s`. */
export function formatTime(ms: number): string {
  if (ms < 999.5) return formatPartMs(ms);
  const seconds = ms / 1_000;
  return `${seconds < 9.95 ? TENTHS.format(seconds) : formatCount(seconds)} s`;
}

/** Bytes as memory is counted, by 1,024: `1.4 MB`, `96 MB`, `640 KB`, `16 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 999.5 * 1_024) return `${formatCount(bytes / 1_024)} KB`;
  const large = bytes >= 999.5 * 1_048_576;
  const amount = bytes / (large ? 1_073_741_824 : 1_048_576);
  return `${amount < 9.95 ? TENTHS.format(amount) : formatCount(amount)} ${large ? "GB" : "MB"}`;
}

/** How many times longer: `3.4 ×`, `21 ×`. */
export function formatRatio(ratio: number): string {
  return `${ratio < 9.95 ? TENTHS.format(ratio) : formatCount(ratio)} ×`;
}

/** A count with its noun: `1 container`, `3 containers`. */
export function formatThings(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
