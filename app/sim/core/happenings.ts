/** What happened, for people: the timeline's marks, announcements, and the history of a layer. */
import { MAX_HAPPENINGS } from "./limits";
import { defineTable, type Row } from "./table";
import type { World } from "./world";

export interface Happening extends Row {
  /** Virtual ms. */
  readonly at: number;
  /** Identifier of the layer that it happened to. */
  readonly layer: string;
  /** Stable word, e.g. `oom-kill`, `started`, `panicked`. */
  readonly what: string;
  /** One sentence without full stop, in the past or present tense, in a person's words. */
  readonly text: string;
  /** Number of the command that led to it; 0 for none. */
  readonly cause: number;
}

export const happenings = defineTable<Happening>()("happening", { layer: (row) => row.layer });

/** Notes that something happened now. */
export function note(world: World, layer: string, what: string, text: string): void {
  world.insert(happenings, { at: world.now, layer, what, text, cause: world.cause });
  if (world.count(happenings) > MAX_HAPPENINGS) {
    const oldest = world.lowest(happenings);
    if (oldest) world.remove(happenings, oldest.id);
  }
}
