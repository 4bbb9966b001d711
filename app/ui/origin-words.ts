/** Where a figure comes from, in words. */

/** Where a figure comes from. */
export type Origin = "measured" | "modelled" | "cited";

const WORDS: Readonly<Record<Origin, string>> = {
  measured: "measured here",
  modelled: "modelled",
  cited: "cited",
};

/** Whether an explanation begins with the origin's word itself, as `Measured with the real guest: …` does. */
export function saysOrigin(origin: Origin, how: string): boolean {
  return how.toLowerCase().startsWith(origin);
}

/** The words of a mark: what says itself how it was measured was not measured here and now. */
export function originWords(origin: Origin, how: string): string {
  return saysOrigin(origin, how) ? origin : WORDS[origin];
}
