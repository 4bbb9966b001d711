/** What a picture shows before anything has a place: things that stand on, in and beside each other. */

/** What a thing is to the eye: its colour and its second cue. */
export type Role =
  | "hardware"
  | "virtual-hardware"
  | "hypervisor"
  | "kernel"
  | "userland"
  | "engine"
  | "image"
  | "app"
  /** An operating system: its kernel and userland are drawn, it is what encloses them. */
  | "os"
  /** The boundary of a virtual machine: a closed double line. */
  | "vm"
  /** The boundary of a container: a single line, dashed where it shares what is below. */
  | "container"
  /** Many alike, drawn as one thing full of small cells. */
  | "gathering";

/** `idle`: not started yet. `off`: cannot be reached, because what it stands on is gone. */
export type Look = "idle" | "working" | "done" | "paused" | "failed" | "off";

/** What the heights of bands mean. `plain`: nothing. */
export type SizeMode = "plain" | "memory" | "disk" | "start";

export interface Thing {
  /** A layer's identifier, or one of the picture's own that begins with `~`. */
  readonly id: string;
  readonly role: Role;
  readonly look: Look;
  /** Names, the fullest first; the picture takes the longest that fits. */
  readonly labels: readonly string[];
  /** Remarks at the right edge, the fullest first; none is shown where none fits. */
  readonly notes: readonly string[];
  /** What a screen reader says: name, what it is, state, remarkable figures. */
  readonly spoken: string;
  /** Bytes or ms of what the size mode asks for; `null` where there is nothing to say. */
  readonly amounts: Readonly<Record<Exclude<SizeMode, "plain">, number | null>>;
  /** Somebody has broken into it. */
  readonly compromised: boolean;
}

/** A band with what stands on it, side by side. */
export interface BandPlan {
  readonly kind: "band";
  readonly thing: Thing;
  readonly above: readonly Plan[];
  /** Its share of the width among its neighbours; 1 when absent. */
  readonly weight?: number;
  /** Least width, px at a type of 16 px; the layout's own when absent. */
  readonly least?: number;
}

/** A boundary with what is in it, side by side on its floor. */
export interface FramePlan {
  readonly kind: "frame";
  readonly thing: Thing;
  readonly inside: readonly Plan[];
  readonly weight?: number;
  /** As of a band. */
  readonly least?: number;
  /** What it is gathered with where there is no room for many frames; it keeps its place when absent. */
  readonly alike?: Alike;
}

/** What many frames have in common, and in what they differ. */
export interface Alike {
  /** What they are alike in, and are called by together: an image, an operating system. */
  readonly as: string;
  /** Its state in a word, to be counted: `998 running, 2 exited`. */
  readonly state: string;
}

/** Something that is not drawn itself, but can be pointed at: it encloses the bands of `of` (identifiers). */
export interface SpanPlan {
  readonly kind: "span";
  readonly thing: Thing;
  readonly inside: readonly Plan[];
  readonly of: readonly string[];
  readonly weight?: number;
}

/** Many alike: cells with names where there is room, without where there is none. */
export interface GatheringPlan {
  readonly kind: "gathering";
  readonly thing: Thing;
  readonly cells: readonly Thing[];
  readonly weight?: number;
}

export type Plan = BandPlan | FramePlan | SpanPlan | GatheringPlan;

/** A whole picture: what stands on the ground, side by side, and what it says in a sentence. */
export interface Picture {
  readonly ground: readonly Plan[];
  readonly summary: string;
  /** Layers that have no place of their own, by identifier: the thing that shows them instead. */
  readonly standIns: ReadonlyMap<string, string>;
}
