/** Sharing a length among neighbours. */

/** Splits a length by weights, but gives no part less than its least; only if those exceed it do the parts, too. */
export function share(length: number, weights: readonly number[], least: readonly number[]): number[] {
  const open = new Set(weights.keys());
  let left = length;
  for (;;) {
    const sum = [...open].reduce((total, index) => total + (weights[index] ?? 0), 0);
    const part = (index: number) => (left * (weights[index] ?? 0)) / sum;
    const short = [...open].filter((index) => part(index) < (least[index] ?? 0));
    if (short.length === 0)
      return weights.map((_, index) => (open.has(index) ? part(index) : (least[index] ?? 0)));
    for (const index of short) {
      open.delete(index);
      left -= least[index] ?? 0;
    }
  }
}
