/** What the pictures of both panes are put together from. */
import type { BandPlan, FramePlan, Look, Picture, Plan, Role, Thing } from "../../diagram/layout/plan";

/** What a layer of a pane is and how it is. */
export interface Part {
  readonly id: string;
  readonly role: Role;
  readonly look: Look;
  /** Names, the fullest first. */
  readonly labels: readonly string[];
  /** Remarks, the fullest first. */
  readonly notes: readonly string[];
  /** Whose it is, where there are several. */
  readonly of?: string;
  /** Its share of the width among its neighbours; 1 when absent. */
  readonly weight?: number;
}

/** Ten containers stand in half a window: they may be narrower than elsewhere. At a type of 16 px. */
const LEAST_PX = 28;

const LOOK_WORDS: Readonly<Record<Look, string>> = {
  idle: "not started",
  working: "at work now",
  done: "up",
  paused: "paused",
  failed: "failed",
  off: "out of reach",
};

const NOTHING = { memory: null, disk: null, start: null };

function thingOf({ id, role, look, labels, notes, of }: Part): Thing {
  const words = LOOK_WORDS[look];
  const remark = notes[0] === words ? "" : (notes[0] ?? "");
  const spoken = [labels[0], of, words, remark].filter(Boolean).join(", ");
  return { id, role, look, labels, notes, spoken, amounts: NOTHING, compromised: false };
}

/** A layer with what stands on it. */
export function band(part: Part, above: readonly Plan[] = []): BandPlan {
  const plan: BandPlan = { kind: "band", thing: thingOf(part), above, least: LEAST_PX };
  return part.weight === undefined ? plan : { ...plan, weight: part.weight };
}

/** A boundary with what is in it. */
export function frame(part: Part, inside: readonly Plan[]): FramePlan {
  return { kind: "frame", thing: thingOf(part), inside, least: LEAST_PX };
}

/** One stack that stands on the ground. */
export function pictureFrom(ground: Plan, summary: string): Picture {
  return { ground: [ground], summary, standIns: new Map() };
}
