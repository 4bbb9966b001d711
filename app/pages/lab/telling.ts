/** Telling a picture layer by layer: what is to be seen so far, and what is spoken of. */
import type { Picture, Plan } from "../../diagram/layout/plan";

type Story = readonly { readonly layers: readonly string[]; readonly text: string }[];

export interface Telling {
  /** Things to be seen; null: all of them. */
  readonly revealed: ReadonlySet<string> | null;
  /** Things that the sentence is about. */
  readonly told: ReadonlySet<string>;
}

const WHOLE: Telling = { revealed: null, told: new Set() };

/**
 * What a chapter of a story shows: all that was told up to it. The last chapter shows the whole picture, also what
 * nobody spoke of. `null` is the whole picture without a story.
 */
export function tell(picture: Picture, story: Story, chapter: number | null): Telling {
  if (chapter === null) return WHOLE;
  const told = things(picture, story[chapter]?.layers ?? []);
  if (chapter >= story.length - 1) return { revealed: null, told };
  return {
    revealed: things(
      picture,
      story.slice(0, chapter + 1).flatMap(({ layers }) => layers),
    ),
    told,
  };
}

/** The drawn things for these layers: with what a span encloses, and with the frames whose insides they begin. */
function things(picture: Picture, layers: readonly string[]): Set<string> {
  const named = new Set(layers.map((layer) => picture.standIns.get(layer) ?? layer));
  const found = new Set(named);
  const visit = (plan: Plan): void => {
    if (plan.kind === "span" && named.has(plan.thing.id)) for (const id of plan.of) found.add(id);
    if (plan.kind === "frame" && plan.inside[0] && found.has(plan.inside[0].thing.id))
      found.add(plan.thing.id);
    if (plan.kind === "gathering" && plan.cells.some(({ id }) => named.has(id))) found.add(plan.thing.id);
    for (const next of parts(plan)) visit(next);
  };
  for (const plan of picture.ground) visit(plan);
  return found;
}

function parts(plan: Plan): readonly Plan[] {
  if (plan.kind === "band") return plan.above;
  return plan.kind === "gathering" ? [] : plan.inside;
}
