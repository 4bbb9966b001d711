/** A sorted map whose copies are cheap: `sorted-btree` copies on write, so that a checkpoint costs nothing until it is used. */
import type BTree from "sorted-btree";
import imported from "sorted-btree";

// Node hands a CommonJS module over whole, bundlers hand over its default export.
const BTreeClass = (imported as unknown as { default?: typeof BTree }).default ?? (imported as typeof BTree);

export type SortedMap<K, V> = BTree<K, V>;

/** An empty map, ordered by `compare` (negative: first before second; never 0 for different keys). */
export function sortedMap<K, V>(compare: (a: K, b: K) => number): SortedMap<K, V> {
  return new BTreeClass<K, V>(undefined, compare);
}
