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

/** Time of a start or a part of it, in the unit that suits it: `4.2 ms`, `640 ms`, `18.2 s`, `1 min 23 s`, `2 h 5 min`. */
export function formatTime(ms: number): string {
  if (ms < 999.5) return formatPartMs(ms);
  if (ms < 59_950) return `${TENTHS.format(ms / 1_000)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${formatCount(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

/** A moment of a world's clock, from virtual milliseconds: `00:41.250`, `1:02:03.250`. */
export function formatMoment(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor(whole / 60_000) % 60;
  const seconds = `${two(Math.floor(whole / 1_000) % 60)}.${String(whole % 1_000).padStart(3, "0")}`;
  return hours === 0 ? `${two(minutes)}:${seconds}` : `${hours}:${two(minutes)}:${seconds}`;
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
