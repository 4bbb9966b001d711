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
  | { readonly from: "nothing" }
  /** What `prepare` has made ready. */
  | { readonly from: "prepared" };

/** How far a world is on its way: acts of its log that have been carried out. It is ready when all have. */
export interface Prepared {
  readonly done: number;
  readonly total: number;
  /** It can be opened. */
  readonly ready: boolean;
}

/** Something that a scenario lets happen later. */
export interface Coming {
  /** Virtual ms. */
  readonly at: number;
  /** What it is, in a few words without full stop. */
  readonly text: string;
}

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
  /** Nothing is starting, moving, or about to end. */
  readonly settled: boolean;
  /** What the scenario lets happen after the present, if nobody does anything until then. */
  readonly coming: readonly Coming[];
  /** A person has done something: what the scenario itself let happen is not undone. */
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
  readonly stoppedBy: "refusal" | "failure" | "limit" | "cancelled";
  readonly text: string;
  readonly refusal: Refusal | null;
}

/** What filling has come to. */
export interface Filled {
  /** While there is `more`, as it is if it ends here. */
  readonly report: FillReport;
  readonly view: WorldView;
  /** It has only paused: the same call again goes on. */
  readonly more: boolean;
}

/** What a world's worker does. Every method answers; none rejects but for a worker that died. */
export interface Worlds {
  /**
   * Makes a world ready to be opened, for a moment of host time; `null` goes on with the last one. What was done in a large
   * world takes long to do again: whoever waits for it can be told how far it is, and can give up between two calls.
   */
  prepare(source: WorldSource | null): Promise<Result<Prepared>>;
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
  /** Lets time pass until the world has settled, for a moment of host time: it may fall short. */
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
  /** Scenario, log and present as data for a file. */
  scenario(slot: Slot): Promise<Scenario>;
  acts(slot: Slot): Promise<readonly Act[]>;
  /** What can be said of a layer at the moment shown; `null` if it is not there. */
  inspect(slot: Slot, layer: string): Promise<Inspection | null>;
  /**
   * Adds one after another, as one act, until the machine takes no more. `{n}` in names stands for 1, 2, 3 … With a `deed` it
   * pauses after a moment of host time, and calls in a row with the same deed go on.
   */
  fill(slot: Slot, each: readonly CommandInput[], limit: number, deed?: number): Promise<Filled>;
  /** Ends the worker. */
  dispose(): void;
}
