/** How keys move through a menu. */

const ENDS: Readonly<Record<string, "first" | "last">> = { Home: "first", End: "last" };
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * The item to go to, or `null` where the key moves nothing. `at` is the item now, `null` while the menu is closed:
 * then Down goes to the first item and Up to the last. A letter goes to the next item that begins with it.
 */
export function menuMove(key: string, at: number | null, labels: readonly string[]): number | null {
  const last = labels.length - 1;
  const step = STEPS[key];
  if (step !== undefined)
    return at === null ? (step > 0 ? 0 : last) : (at + step + labels.length) % labels.length;
  if (at === null) return null;
  const end = ENDS[key];
  if (end) return end === "first" ? 0 : last;
  if (key.length !== 1 || key === " ") return null;
  const begins = (label: string | undefined) => label?.toLowerCase().startsWith(key.toLowerCase());
  const order = labels.map((_, index) => (at + 1 + index) % labels.length);
  return order.find((index) => begins(labels[index])) ?? null;
}
