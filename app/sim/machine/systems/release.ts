/** Comparing the releases of kernels. */

/** The numbers at the start of a release: `5.14.0-570.el9` is 5, 14, 0. */
function numbersOf(release: string): number[] {
  const dotted = /^\d+(\.\d+)*/.exec(release)?.[0] ?? "";
  return dotted === "" ? [] : dotted.split(".").map(Number);
}

/** Negative if `a` is older than `b`, 0 if they are equal as far as both say, positive if it is newer. */
export function compareReleases(a: string, b: string): number {
  const right = numbersOf(b);
  for (const [at, number] of numbersOf(a).entries()) {
    const other = right[at];
    if (other === undefined) return 0;
    if (number !== other) return number - other;
  }
  return 0;
}
