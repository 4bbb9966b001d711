/** Which layers somebody has broken into. */
import { defineTable, type Row } from "../../core/table";

export interface Compromised extends Row {
  readonly layer: string;
  /** Layer that the attack came from. */
  readonly by: string;
  /** Virtual ms. */
  readonly at: number;
}

export const compromised = defineTable<Compromised>()("compromised", { layer: (row) => row.layer });
