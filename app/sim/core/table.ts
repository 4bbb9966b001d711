/** What a world is made of: tables of immutable rows, each with a number, found by number or by declared indexes. */

/** Rows are plain data (JSON), never changed in place: a change puts another row under the same number. */
export interface Row {
  readonly id: number;
}

/** Keys of one index are all numbers or all strings. */
export type Key = number | string;

type IndexOf<R> = (row: R) => Key | readonly Key[] | undefined;

/** A kind of row: its name and how its rows are found. Definitions hold no data: a world does. */
export interface Table<R extends Row, I extends string = string> {
  readonly name: string;
  readonly indexes: Readonly<Record<I, IndexOf<R>>>;
  /** Only for the compiler: the type of the rows. */
  readonly row?: R;
}

/**
 * Defines a table. Each index maps a row to its key, to several, or to `undefined` to leave it out.
 * Two steps, because TypeScript infers either all type arguments or none: `defineTable<Process>()("process", {...})`.
 */
export function defineTable<R extends Row>() {
  return <const I extends string>(name: string, indexes: Readonly<Record<I, IndexOf<R>>>): Table<R, I> => ({
    name,
    indexes,
  });
}
