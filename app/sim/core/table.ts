/** What a world is made of: tables of immutable rows, each with a number, found by number or by declared indexes. */

/** Rows are plain data (JSON), never changed in place: a change puts another row under the same number. */
export interface Row {
  readonly id: number;
}

/** Keys of one index are all numbers or all strings. */
export type Key = number | string;

type IndexOf<R> = (row: R) => Key | readonly Key[] | undefined;

type OrderOf<R> = (row: R) => readonly [key: Key, order: number] | undefined;

/** A kind of row: its name and how its rows are found. Definitions hold no data: a world does. */
export interface Table<R extends Row, I extends string = string, O extends string = string> {
  readonly name: string;
  readonly indexes: Readonly<Record<I, IndexOf<R>>>;
  readonly orders: Readonly<Record<O, OrderOf<R>>>;
  /** Only for the compiler: the type of the rows. */
  readonly row?: R;
}

/**
 * Defines a table. Each index maps a row to its key, to several, or to `undefined` to leave it out. Each order maps a row
 * to a key and a finite number by which the rows of that key are ordered.
 * Two steps, because TypeScript infers either all type arguments or none: `defineTable<Process>()("process", {...})`.
 */
export function defineTable<R extends Row>() {
  return <const I extends string, const O extends string = never>(
    name: string,
    indexes: Readonly<Record<I, IndexOf<R>>>,
    orders?: Readonly<Record<O, OrderOf<R>>>,
  ): Table<R, I, O> => ({ name, indexes, orders: orders ?? ({} as Readonly<Record<O, OrderOf<R>>>) });
}
