/** Why something that a person asked for cannot be done: what, why, and what would make it possible. */
export interface Refusal {
  /** Stable word for tests and for the page's own wording, e.g. `name-taken`. */
  readonly code: string;
  /** What could not be done, one sentence without full stop. */
  readonly what: string;
  /** Why not. */
  readonly why: string;
  /** What would make it possible, where something would. */
  readonly wayOut?: string;
}

/** A person's mistakes are values: either the outcome, or the reason why there is none. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** The outcome of something that went well. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** The outcome of something that cannot be done. */
export function refuse(code: string, what: string, why: string, wayOut?: string): Result<never> {
  return { ok: false, refusal: { code, what, why, ...(wayOut === undefined ? {} : { wayOut }) } };
}
