/** Detail gives way: rows of many alike become gatherings. */

import { groupBy } from "../group-by";
import { gatheringOf } from "../picture/gatherings";
import type { FramePlan, GatheringPlan, Plan } from "../plan";
import { formatCount, formatThings } from "../words";
import type { Measures } from "./measures";

/** More of them side by side are gathered however much room there is. */
const MOST = { container: 24, vm: 12 } as const;
/** So few keep their places: the picture is made wider rather than them being gathered. */
const FEW = 4;
const NOUNS = { container: "container", vm: "virtual machine" } as const;

type Kind = keyof typeof MOST;

export interface Gathered {
  readonly plans: readonly Plan[];
  /** `always`: there are too many to tell apart; `narrow`: where there is no room for them. */
  readonly when: "always" | "narrow";
}

/** The row with those frames gathered that are alike; `null` where it has too few of them. */
export function gatherRow(plans: readonly Plan[], { zoom }: Measures): Gathered | null {
  const frames = plans.flatMap(framesOf);
  const kind = kindOf(frames[0]);
  if (kind === null || frames.length <= FEW) return null;
  const most = MOST[kind] * zoom;
  const alike = gatherAlike(plans, kind);
  const left = alike.filter(({ kind }) => kind === "frame").length;
  const gathered = left > most ? gatherRest(alike, kind) : alike;
  return { plans: gathered, when: frames.length > most ? "always" : "narrow" };
}

const kindOf = (frame: FramePlan | undefined): Kind | null =>
  frame?.thing.role === "container" || frame?.thing.role === "vm" ? frame.thing.role : null;

/** The frames that stand in a row, or on a band that they share. */
function framesOf(plan: Plan): FramePlan[] {
  if (plan.kind === "frame") return plan.alike === undefined ? [] : [plan];
  if (plan.kind !== "band" || plan.thing.role !== "image") return [];
  return plan.above.flatMap(framesOf);
}

/** Gathers frames by what they are alike in, where the first of them stands. */
function gatherAlike(plans: readonly Plan[], kind: Kind): Plan[] {
  const byName = groupBy(plans.filter(isAlike), ({ alike }) => alike.as);
  const placed = new Set<string>();
  return plans.flatMap((plan): Plan[] => {
    if (isAlike(plan)) {
      const many = byName.get(plan.alike.as) ?? [];
      if (many.length === 1) return [plan];
      if (placed.has(plan.alike.as)) return [];
      placed.add(plan.alike.as);
      return [gathering(plan.alike.as, many, kind)];
    }
    if (plan.kind !== "band" || plan.thing.role !== "image") return [plan];
    const above = plan.above.filter(isAlike);
    const name = above[0]?.alike.as;
    return name === undefined ? [plan] : [{ ...plan, above: [gathering(name, above, kind)] }];
  });
}

/** Gathers all frames that are still on their own. */
function gatherRest(plans: readonly Plan[], kind: Kind): Plan[] {
  const rest = plans.filter(isAlike);
  const others = plans.filter((plan) => !isAlike(plan));
  const noun = others.length === 0 ? NOUNS[kind] : `other ${NOUNS[kind]}`;
  const all = gathering(noun, rest, kind);
  const words = formatThings(rest.length, noun);
  return [...others, { ...all, thing: { ...all.thing, labels: [words, ...all.thing.labels.slice(1)] } }];
}

type AlikeFrame = FramePlan & Required<Pick<FramePlan, "alike">>;
const isAlike = (plan: Plan): plan is AlikeFrame => plan.kind === "frame" && plan.alike !== undefined;

/** Letters that are left of a long name. */
const CUT = 8;

/** Colours say roles: of a virtual machine the kernel shows, of a container the app. */
const CELL_ROLES = { container: "app", vm: "kernel" } as const;

function gathering(name: string, frames: readonly AlikeFrame[], kind: Kind): GatheringPlan {
  const states = groupBy(frames, ({ alike }) => alike.state);
  const counted = [...states].sort(([, one], [, other]) => other.length - one.length);
  const note = counted.map(([state, found]) => `${formatCount(found.length)} ${state}`).join(", ");
  const short = name.replace(/:latest$/, "");
  const base = short.replace(/^.*\//, "");
  const names = [...new Set([short, base, base.replace(/:.*$/, "")])];
  const count = `× ${formatCount(frames.length)}`;
  const cells = frames.map(({ thing }) => ({ ...thing, role: CELL_ROLES[kind] }));
  const plan = gatheringOf(`~many/${frames[0]?.thing.id ?? ""}`, cells, {
    labels: [...names.map((words) => `${words} ${count}`), `${base.slice(0, CUT)}… ${count}`, count],
    notes: [note],
  });
  const spoken = `${short}, ${formatThings(frames.length, NOUNS[kind])}: ${note}`;
  return { ...plan, thing: { ...plan.thing, spoken } };
}
