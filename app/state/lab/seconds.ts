/** Virtual time in words. */

/** Whole seconds of virtual ms: `1,234 s`. */
export function secondsOf(ms: number): string {
  return `${Math.floor(ms / 1_000).toLocaleString("en")} s`;
}
