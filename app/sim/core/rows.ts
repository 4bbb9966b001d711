/** The rows of one table in one world, with its indexes kept up. */
import { type SortedMap, sortedMap } from "./sorted-map";
import type { Key, Row, Table } from "./table";

type Entry = readonly [key: Key, id: number];

type Place = readonly [key: Key, order: number, id: number];

const byNumber = (a: number, b: number) => a - b;
const byEntry = (a: Entry, b: Entry) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]);
const byPlace = (a: Place, b: Place) =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[2] - b[2];

function same(a: Key | readonly Key[] | undefined, b: Key | readonly Key[] | undefined): boolean {
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  return a.length === b.length && a.every((key, at) => key === b[at]);
}

function keysOf(key: Key | readonly Key[] | undefined): readonly Key[] {
  if (key === undefined) return [];
  return typeof key === "object" ? key : [key];
}

interface Indexed<R> {
  readonly name: string;
  readonly keyOf: (row: R) => Key | readonly Key[] | undefined;
  entries: SortedMap<Entry, true>;
}

interface Ordered<R> {
  readonly name: string;
  readonly placeOf: (row: R) => readonly [Key, number] | undefined;
  places: SortedMap<Place, true>;
}

function reindex<R>(
  { keyOf, entries }: Indexed<R>,
  id: number,
  before: R | undefined,
  row: R | undefined,
): void {
  const oldKey = before && keyOf(before);
  const newKey = row && keyOf(row);
  if (same(oldKey, newKey)) return;
  for (const key of keysOf(oldKey)) entries.delete([key, id]);
  for (const key of keysOf(newKey)) entries.set([key, id], true);
}

function reorder<R>(
  { placeOf, places }: Ordered<R>,
  id: number,
  before: R | undefined,
  row: R | undefined,
): void {
  const oldPlace = before && placeOf(before);
  const newPlace = row && placeOf(row);
  if (oldPlace?.[0] === newPlace?.[0] && oldPlace?.[1] === newPlace?.[1]) return;
  if (oldPlace) places.delete([...oldPlace, id]);
  if (newPlace) places.set([...newPlace, id], true);
}

export class Rows<R extends Row> {
  readonly #table: Table<R>;
  #rows: SortedMap<number, R> = sortedMap(byNumber);
  /** The row that was asked for last: most are read, then changed. */
  #lastId = 0;
  #lastRow: R | undefined;
  readonly #indexes: Indexed<R>[];
  readonly #orders: Ordered<R>[];

  constructor(table: Table<R>) {
    this.#table = table;
    this.#indexes = Object.entries<Indexed<R>["keyOf"]>(table.indexes).map(([name, keyOf]) => ({
      name,
      keyOf,
      entries: sortedMap<Entry, true>(byEntry),
    }));
    this.#orders = Object.entries<Ordered<R>["placeOf"]>(table.orders).map(([name, placeOf]) => ({
      name,
      placeOf,
      places: sortedMap<Place, true>(byPlace),
    }));
  }

  get size(): number {
    return this.#rows.size;
  }

  get(id: number): R | undefined {
    if (id === this.#lastId) return this.#lastRow;
    this.#lastId = id;
    this.#lastRow = this.#rows.get(id);
    return this.#lastRow;
  }

  /** Puts a row, or nothing, under a number. Returns what was there. */
  put(id: number, row: R | undefined): R | undefined {
    const before = this.get(id);
    if (row === undefined) this.#rows.delete(id);
    else this.#rows.set(id, row);
    this.#lastRow = row;
    for (const index of this.#indexes) reindex(index, id, before, row);
    for (const order of this.#orders) reorder(order, id, before, row);
    return before;
  }

  find(index: string, key: Key): R[] {
    const found: R[] = [];
    this.#index(index).forRange([key, 0], [key, Number.MAX_SAFE_INTEGER], true, ([, id]) => {
      found.push(this.#rows.get(id) as R);
    });
    return found;
  }

  first(index: string, key: Key): R | undefined {
    const entry = this.#index(index).getPairOrNextHigher([key, 0])?.[0];
    return entry?.[0] === key ? this.#rows.get(entry[1]) : undefined;
  }

  /** The rows of an order's key up to and including `limit`, lowest first, at most `most`. */
  ordered(name: string, key: Key, limit: number, most: number): R[] {
    const order = this.#order(name);
    const found: R[] = [];
    let place = order.getPairOrNextHigher([key, Number.NEGATIVE_INFINITY, 0])?.[0];
    while (place !== undefined && place[0] === key && place[1] <= limit && found.length < most) {
      found.push(this.#rows.get(place[2]) as R);
      place = order.nextHigherKey(place);
    }
    return found;
  }

  /** The row of an order's key that comes last: the newest among equals. */
  last(name: string, key: Key): R | undefined {
    const end: Place = [key, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER];
    const place = this.#order(name).getPairOrNextLower(end)?.[0];
    return place?.[0] === key ? this.#rows.get(place[2]) : undefined;
  }

  lowest(): R | undefined {
    const id = this.#rows.minKey();
    return id === undefined ? undefined : this.#rows.get(id);
  }

  all(): R[] {
    return this.#rows.valuesArray();
  }

  clone(): Rows<R> {
    const copy = new Rows(this.#table);
    copy.#rows = this.#rows.clone();
    for (const [at, { entries }] of this.#indexes.entries())
      (copy.#indexes[at] as Indexed<R>).entries = entries.clone();
    for (const [at, { places }] of this.#orders.entries())
      (copy.#orders[at] as Ordered<R>).places = places.clone();
    return copy;
  }

  #index(name: string): SortedMap<Entry, true> {
    const index = this.#indexes.find((one) => one.name === name)?.entries;
    if (index === undefined) throw new Error(`${this.#table.name} has no index ${name}`);
    return index;
  }

  #order(name: string): SortedMap<Place, true> {
    const order = this.#orders.find((one) => one.name === name)?.places;
    if (order === undefined) throw new Error(`${this.#table.name} has no order ${name}`);
    return order;
  }
}
