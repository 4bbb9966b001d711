/** A figure of the model with its origin: nothing in the engine holds a bare duration or size. */

export type Unit = "ms" | "ms of processor time" | "bytes" | "bytes per ms" | "count" | "share";

/** Where a figure comes from. */
export type Origin =
  /** Measured with the real guest of this project; `source` says how to measure it again. */
  | "measured"
  /** Taken from what `source` names. */
  | "cited"
  /** Our own estimate; `note` says what it follows from. */
  | "modelled";

export interface Cost {
  readonly value: number;
  readonly unit: Unit;
  readonly origin: Origin;
  /** A publication, a page's title and address, or the command that measures it. */
  readonly source: string;
  /** What it covers, and why this value, in one or two sentences. */
  readonly note: string;
}

/** Declares a table of costs; the compiler keeps its names. */
export function costs<const N extends string>(table: Readonly<Record<N, Cost>>): Readonly<Record<N, Cost>> {
  return table;
}
