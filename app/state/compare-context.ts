/** What the parts of the comparison store share. */
import type { GuestClient } from "../emulator/client";
import type { ImageStore } from "../emulator/images";
import type { Snapshots } from "../emulator/snapshots";
import type { CompareState, Run } from "./compare-types";
import type { Feeds } from "./feed";

/** A guest, as far as the store needs one. */
export type AnyGuest = Pick<GuestClient, keyof GuestClient>;

/** What the store works with; tests hand in their own. */
export interface CompareDeps {
  images: Pick<ImageStore, keyof ImageStore>;
  newGuest(): AnyGuest;
  snapshots: Snapshots;
  /** Where the server tells how far the image build is. */
  imagesProgressUrl: string;
  /** Calls back once the page has nothing better to do. */
  whenIdle(work: () => void): void;
  /** Milliseconds on the page's clock. */
  now(): number;
}

/** The store's state, and the machinery around it. */
export interface CompareContext {
  deps: CompareDeps;
  feeds: Feeds;
  get(): CompareState;
  set(change: Partial<CompareState>): void;
  addRun(run: Omit<Run, "n">): void;
}
