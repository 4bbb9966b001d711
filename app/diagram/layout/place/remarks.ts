/** What is noted of a thing in a size mode. */
import type { SizeMode, Thing } from "../plan";
import { formatAmount } from "../words";

/** Remarks, as they are to be fitted into a box. */
export interface Remarks {
  /** The fullest first. */
  readonly notes: readonly string[];
  /** What its height means, as text, where heights mean something: it is in all of `notes`, and says more than a full name. */
  readonly amount: string | null;
}

/** A thing's remarks: its amount before the others, where heights mean amounts and it takes any. */
export function remarksOf({ notes, amounts }: Pick<Thing, "notes" | "amounts">, size: SizeMode): Remarks {
  const taken = size === "plain" ? null : amounts[size];
  if (size === "plain" || taken === null || taken === 0) return { notes, amount: null };
  const amount = formatAmount(size, taken);
  return { notes: [...notes.slice(0, 1).map((note) => `${amount} · ${note}`), amount], amount };
}
