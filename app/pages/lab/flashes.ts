/** Which happenings are shown on their layers the moment they happen. */
import type { Flash } from "../../diagram/draw/scene-picture";
import type { WorldView } from "../../state/lab/lab-types";
import { signKind } from "./timeline-marks";

type Mark = WorldView["marks"][number];

/** More words at once would lie over each other. */
const MOST_AT_ONCE = 4;

/**
 * What happened from one view of a world to the next, as marks: by time that passed, or by something done now. None
 * when the views are of different worlds, or when the later one shows an earlier moment.
 */
export function newMarks(before: WorldView | null, after: WorldView): readonly Mark[] {
  if (!before || before.head.name !== after.head.name || after.head.at < before.head.at) return [];
  if (before.marks.length > 0 && after.marks[0] !== before.marks[0]) return [];
  const known = new Set(before.marks);
  const from = before.head.at;
  const { at, now } = after.head;
  const done = at === now && at === from;
  return after.marks.filter((mark) => mark.at <= at && (mark.at > from || (done && !known.has(mark))));
}

/**
 * The flashes for these marks: one for each place in the picture, failures first, the newest of the rest.
 * @param standIns of the picture: what shows a layer that has no place of its own
 * @param firstKey keys count up from here
 */
export function flashesOf(
  marks: readonly Mark[],
  standIns: ReadonlyMap<string, string>,
  firstKey: number,
): Flash[] {
  const newest = new Map<string, Mark>();
  for (const mark of marks) {
    const item = standIns.get(mark.layer) ?? mark.layer;
    const known = newest.get(item);
    if (known && signKind(known.what) === "failure" && signKind(mark.what) !== "failure") continue;
    newest.set(item, mark);
  }
  return [...newest]
    .sort(([, a], [, b]) => gravity(b) - gravity(a) || b.at - a.at || b.id - a.id)
    .slice(0, MOST_AT_ONCE)
    .map(([item, { what, text }], index) => ({ key: firstKey + index, item, what, text }));
}

/** Failures before the rest; of them, that of a kernel: whatever else fails with it follows from it. */
function gravity({ what, layer }: Mark): number {
  if (signKind(what) !== "failure") return 0;
  return layer.endsWith("/kernel") ? 2 : 1;
}
