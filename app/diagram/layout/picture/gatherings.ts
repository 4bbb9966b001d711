/** Many alike as one thing, with a cell for each. */
import type { GatheringPlan, Look, Thing } from "../plan";

/** Of looks that differ, the one that is told first. */
const TELLING: readonly Look[] = ["working", "done", "paused", "failed", "idle", "off"];

/** A gathering of these things. Its own look is the one that tells most of it. */
export function gatheringOf(
  id: string,
  cells: readonly Thing[],
  words: { readonly labels: readonly string[]; readonly notes: readonly string[] },
): GatheringPlan {
  const looks = new Set(cells.map(({ look }) => look));
  const thing: Thing = {
    id,
    role: "gathering",
    look: TELLING.find((look) => looks.has(look)) ?? "idle",
    labels: words.labels,
    notes: words.notes,
    spoken: [...words.labels.slice(0, 1), ...words.notes.slice(0, 1)].join(": "),
    amounts: { memory: sumOf(cells, "memory"), disk: sumOf(cells, "disk"), start: null },
    compromised: cells.some(({ compromised }) => compromised),
  };
  return { kind: "gathering", thing, cells };
}

/** What all of them take together; `null` where none says. */
function sumOf(cells: readonly Thing[], mode: "memory" | "disk"): number | null {
  let sum: number | null = null;
  for (const { amounts } of cells) {
    const amount = amounts[mode];
    if (amount !== null) sum = (sum ?? 0) + amount;
  }
  return sum;
}
