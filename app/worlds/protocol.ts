/**
 * Messages between the page and the worker in which worlds live. A world of a thousand containers takes seconds to
 * replay: it must not hold up the page.
 */
import type { CommandInput, Inspection, LayerView, Refusal, Result, Scenario } from "../sim/index";

/** Two worlds can stand side by side. */
export type Slot = "left" | "right";

/** Where a world comes from. */
export type WorldSource =
  | { readonly from: "ready"; readonly name: string }
  /** A scenario as parsed JSON, checked in the worker. */
  | { readonly from: "data"; readonly data: unknown }
  /** What `encode` answered. */
  | { readonly from: "text"; readonly text: string }
  | { readonly from: "nothing" };

/** Something that happened, for the timeline, announcements and a layer's history. */
export interface Mark {
  readonly id: number;
  /** Virtual ms. */
  readonly at: number;
  readonly layer: string;
  /** Stable word, e.g. `oom-kill`, `started`, `panicked`. */
  readonly what: string;
  readonly text: string;
}

/** One act of a person: undone and redone together. */
export interface Act {
  readonly at: number;
  /** What the person did, as they would recognise it. */
  readonly text: string;
  readonly by: "scenario" | "click" | "typed" | "lesson";
  readonly commands: readonly CommandInput[];
}

/** What is known of a world beside its layers. */
export interface WorldHead {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly story: Scenario["story"];
  /** The present, virtual ms. */
  readonly now: number;
  /** The moment that the layers show: `now`, or earlier while a person looks back. */
  readonly at: number;
  /** Time of the next event, if any is on its way. */
  readonly nextAt: number | null;
  /** For how long there is something to see: what the timeline spans at least, virtual ms. */
  readonly endAt: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Acts in the log. */
  readonly acts: number;
}

/** A world as the page sees it. Layers and marks that did not change keep their identity from view to view. */
export interface WorldView {
  readonly head: WorldHead;
  readonly layers: readonly LayerView[];
  /** Everything that happened up to `now`, oldest first. */
  readonly marks: readonly Mark[];
}

/** What changed from one view to the next; the client puts it back together. */
export interface ViewPatch {
  readonly head: WorldHead;
  /** Identifiers in their order; absent: as before. */
  readonly order?: readonly string[];
  /** Layers that are new or differ. */
  readonly changed: readonly LayerView[];
  /** Marks to keep from before, and those that follow them. */
  readonly marksKept: number;
  readonly marks: readonly Mark[];
}

/** What stopped a machine from taking more. */
export interface FillReport {
  readonly added: number;
  readonly stoppedBy: "refusal" | "failure" | "limit";
  readonly text: string;
  readonly refusal: Refusal | null;
}

/** What a world's worker does. Every method answers; none rejects but for a worker that died. */
export interface Worlds {
  /** Begins a world in a slot, in place of what was there. */
  open(slot: Slot, source: WorldSource): Promise<Result<WorldView>>;
  close(slot: Slot): Promise<void>;
  /**
   * Does all of these at the present as one act, or none of them. Calls in a row with the same `deed` and text are one act
   * together, whatever time passes between them.
   */
  act(slot: Slot, commands: readonly CommandInput[], text: string, deed?: number): Promise<Result<WorldView>>;
  /** Takes back what the last deed did, and the time that passed since its first call, as if it had never been begun. */
  takeBack(slot: Slot): Promise<WorldView>;
  /** Lets time pass until `to` (virtual ms) and shows that moment. */
  advance(slot: Slot, to: number): Promise<WorldView>;
  /** Lets time pass until something is worth seeing: the next phase or happening; at once if none is on its way. */
  step(slot: Slot): Promise<WorldView>;
  /** Lets time pass until nothing is starting any more. */
  settle(slot: Slot): Promise<WorldView>;
  /** Shows the moment `at` (virtual ms); the present stays. */
  look(slot: Slot, at: number): Promise<WorldView>;
  undo(slot: Slot): Promise<Result<WorldView>>;
  redo(slot: Slot): Promise<Result<WorldView>>;
  /** Makes `at` the present and forgets what was done later. */
  rewind(slot: Slot, at: number): Promise<WorldView>;
  /** Copies the world in `slot`, as it was at `at`, into the other slot. */
  fork(slot: Slot, at: number): Promise<WorldView>;
  /** Scenario and log as a text for a link. */
  encode(slot: Slot): Promise<string>;
  /** Scenario and log as data for a file. */
  scenario(slot: Slot): Promise<Scenario>;
  acts(slot: Slot): Promise<readonly Act[]>;
  /** What can be said of a layer at the moment shown; `null` if it is not there. */
  inspect(slot: Slot, layer: string): Promise<Inspection | null>;
  /** Adds one after another, as one act, until the machine takes no more. `{n}` in names stands for 1, 2, 3 … */
  fill(
    slot: Slot,
    each: readonly CommandInput[],
    limit: number,
  ): Promise<{ report: FillReport; view: WorldView }>;
  /** Ends the worker. */
  dispose(): void;
}
