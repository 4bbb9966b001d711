/** What the parts of the laboratory's store share. */
import type { LivingWorlds } from "../../worlds/client";
import type { Address } from "./address";
import type { Explained, LabState, Slot, WorldView } from "./lab-types";
import type { Saves } from "./saves";

/** What the store needs from outside. */
export interface LabDeps {
  /** Starts a worker of worlds. */
  worlds(): LivingWorlds;
  storage: Saves;
  /** Host time, ms; only differences count. */
  now(): number;
  /** The host's clock, ms since 1970: what saves are dated with. */
  today(): number;
  /** Calls back before each picture of the screen, with host time in ms, until the returned function is called. */
  eachFrame(tick: (now: number) => void): () => void;
  /** Resolves at the beginning of the screen's next picture; soon, even if nobody sees it. */
  nextFrame(): Promise<void>;
  address: Address;
}

export interface LabContext {
  readonly deps: LabDeps;
  get(): LabState;
  set(change: Partial<LabState>): void;
  /** Says what went wrong. */
  fail(failure: Explained): void;
  /** Says something in passing; with a way back if `undo` is given. */
  say(text: string, undo?: () => void): void;
}

export const SLOTS: readonly Slot[] = ["left", "right"];

/** The slot beside. */
export function beside(slot: Slot): Slot {
  return slot === "left" ? "right" : "left";
}

/** The worlds that are there. */
export function viewsIn({ left, right }: LabState): WorldView[] {
  return [left, right].filter((view) => view !== null);
}

/** The moment that the worlds are shown at, virtual ms. */
export function momentOf(state: LabState): number {
  return Math.max(0, ...viewsIn(state).map(({ head }) => head.at));
}

/** The latest present, virtual ms. */
export function presentOf(state: LabState): number {
  return Math.max(0, ...viewsIn(state).map(({ head }) => head.now));
}

/** How much scenarios still let happen. */
export function comingIn(state: LabState): number {
  return viewsIn(state).reduce((count, { head }) => count + head.coming.length, 0);
}

/** Whether a moment before the present is shown. */
export function isPast({ head }: WorldView): boolean {
  return head.at < head.now;
}
