/** Amounts as tools take them on their command lines. */

const MIB = 1_048_576;
const GIB = 1_073_741_824;
const GB = 1_000_000_000;
const SECOND = 1_000;

/** Bytes as `docker run --memory` takes them: `256m`, `2g`, otherwise as they are. */
export function dockerBytes(bytes: number): string {
  if (bytes > 0 && bytes % GIB === 0) return `${bytes / GIB}g`;
  return bytes > 0 && bytes % MIB === 0 ? `${bytes / MIB}m` : String(bytes);
}

/** Whole MiB, at least one. */
export function mebibytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / MIB));
}

/** Whole GB as disks are counted, at least one. */
export function gigabytes(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / GB));
}

/** Whole seconds of ms, as `--timeout` takes them. */
export function seconds(ms: number): string {
  return String(Math.ceil(ms / SECOND));
}
