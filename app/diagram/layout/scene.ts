/** A picture with coordinates: everything that is drawn, walked and read aloud comes from here. */
import type { Look, Role, SizeMode } from "./plan";

/** One thing with its place. Coordinates are whole pixels from the scene's upper left corner. */
export interface SceneItem {
  readonly id: string;
  readonly kind: "band" | "frame" | "span" | "gathering" | "cell";
  readonly role: Role;
  readonly look: Look;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly note: string;
  /** Where the label starts, or its middle where it is centred, from the item's left edge. */
  readonly labelX: number;
  /** Middle of the line of text, from the item's upper edge. */
  readonly labelY: number;
  readonly centred: boolean;
  /** Where the note ends, from the item's left edge; of a note below its label, where the label starts or its middle. */
  readonly noteX: number;
  /** Middle of the note's line, from the item's upper edge: the label's own line, or one below it. */
  readonly noteY: number;
  /** There is room for the mark of an item at work, paused or failed, before the label. */
  readonly marked: boolean;
  readonly compromised: boolean;
  /** Height that its amount would have by scale, px, where it is drawn higher to stay readable; else `null`. */
  readonly trueHeight: number | null;
  readonly spoken: string;
  /** Its place in the tree: the ground is level 1. */
  readonly level: number;
  readonly parent: string | null;
  /** 1 for the first of its siblings. */
  readonly position: number;
  readonly siblings: number;
  /** Whether anything is beneath it in the tree. */
  readonly children: number;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** In the tree's order: each after what it stands on or is in. Drawn in this order. */
  readonly items: readonly SceneItem[];
  /** What heights mean, where they mean something: `10 px = 100 MB`. */
  readonly scale: string | null;
  readonly summary: string;
  readonly standIns: ReadonlyMap<string, string>;
}

export interface SceneOptions {
  /** Width on offer, px; the scene is wider where things would become too narrow to tell apart. */
  readonly width: number;
  /** Plain height of a band, px. */
  readonly bandHeight: number;
  /** Pixels per rem over 16: all other lengths grow with the type. */
  readonly unit: number;
  readonly size: SizeMode;
  /** Multiplies the width on offer: closer looks have room for more detail. 1 when absent. */
  readonly zoom?: number;
}
