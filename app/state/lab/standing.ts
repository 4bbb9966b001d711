/** Worlds as they stand, as plain data: what links, saves and ways back hold. */
import type { Slot } from "./lab-types";

/** A world: where it begins, and its present. */
export interface StandingWorld {
  readonly source:
    | { readonly from: "ready"; readonly name: string }
    /** What the worlds' `encode` answered. */
    | { readonly from: "text"; readonly text: string };
  /** Its present, virtual ms; `null`: where it begins. */
  readonly now: number | null;
}

/** Everything that can be opened again. */
export interface Standing {
  readonly left: StandingWorld;
  readonly right: StandingWorld | null;
  /** The moment that is shown, virtual ms; `null`: the present. */
  readonly at: number | null;
  readonly slot: Slot;
}
