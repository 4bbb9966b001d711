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

/** Bytes as memory is counted, by 1,024: `1.4 MB`, `96 MB`, `640 KB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 999.5 * 1_024) return `${formatCount(bytes / 1_024)} KB`;
  const megabytes = bytes / 1_048_576;
  return `${megabytes < 9.95 ? TENTHS.format(megabytes) : formatCount(megabytes)} MB`;
}

/** How many times longer: `3.4 ×`, `21 ×`. */
export function formatRatio(ratio: number): string {
  return `${ratio < 9.95 ? TENTHS.format(ratio) : formatCount(ratio)} ×`;
}

/** A count with its noun: `1 container`, `3 containers`. */
export function formatThings(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
