/** Amounts and counts in words, as the page writes them, up to what the largest machines have. */
import type { SizeMode } from "./plan";

const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const MB = 1_048_576;
const GB = 1_024 * MB;

/** A number of which more than one digit counts: `4.2`, `42`, `1,234`. */
function formatFigure(value: number): string {
  return value < 9.95 ? value.toFixed(1) : formatCount(value);
}

/** A whole number with its thousands apart: `1,234`. */
export function formatCount(value: number): string {
  return value < 999.5 ? String(Math.round(value)) : WHOLE.format(value);
}

/** Bytes, counted by 1,024: `640 KB`, `1.4 MB`, `1.9 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 999.5 * 1_024) return `${formatCount(bytes / 1_024)} KB`;
  if (bytes < 999.5 * MB) return `${formatFigure(bytes / MB)} MB`;
  return `${formatFigure(bytes / GB)} GB`;
}

/** A capacity in bytes, without a fraction where there is none: `2 GB`, `1.5 GB`. */
export function formatCapacity(bytes: number): string {
  return formatBytes(bytes).replace(".0 ", " ");
}

/** A duration in ms: `4.2 ms`, `640 ms`, `1.2 s`, `83 s`. */
export function formatDuration(ms: number): string {
  return ms < 999.5 ? `${formatFigure(ms)} ms` : `${formatFigure(ms / 1_000)} s`;
}

/** What a size mode measures, as text. @param amount bytes, or ms for start times */
export function formatAmount(mode: Exclude<SizeMode, "plain">, amount: number): string {
  return mode === "start" ? formatDuration(amount) : formatBytes(amount);
}

/** A count with its noun: `1 container`, `3 containers`. */
export function formatThings(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Names in a row: `a`, `a and b`, `a, b and c`. */
export function formatList(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
