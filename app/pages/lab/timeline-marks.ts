/** What happened, as signs on the timeline: alike ones that would overlap become one. */
import type { WorldView } from "../../state/lab/lab-types";

type Mark = WorldView["marks"][number];

/**
 * What a happening is to the eye. `up`: something is ready for use. `failure`: something failed. `coming`: it is still to
 * come. `other`: the rest.
 */
export type SignKind = "failure" | "up" | "other" | "coming";

/** One sign on the timeline. */
export interface Sign {
  readonly kind: SignKind;
  /** Virtual ms of the first happening that it stands for. */
  readonly at: number;
  /** Its place, from 0 to 1. */
  readonly place: number;
  /** Sentences of the happenings, the first few; without full stops. */
  readonly texts: readonly string[];
  /** How many happenings it stands for. */
  readonly count: number;
}

const FAILURES: ReadonlySet<string> = new Set([
  "compromised",
  "crashed",
  "dead",
  "failed",
  "fork-refused",
  "killed",
  "management-missing",
  "migration-failed",
  "oom-kill",
  "oom-killed",
  "panicked",
  "power-lost",
  "run-failed",
  "start-failed",
]);

const UPS: ReadonlySet<string> = new Set(["ready", "started", "migrated", "moved", "restored", "resumed"]);

const MOST_TEXTS = 4;

/** What a happening is, by its stable word. */
export function signKind(what: string): SignKind {
  if (FAILURES.has(what)) return "failure";
  return UPS.has(what) ? "up" : "other";
}

/**
 * The signs for these happenings (oldest first) on a timeline of `span` ms with room for `slots` signs beside each
 * other. Failures come last, so that they are drawn over the rest.
 */
export function signsOf(marks: readonly Mark[], span: number, slots: number): Sign[] {
  const signs = new Map<string, Sign>();
  for (const mark of marks) {
    const kind = signKind(mark.what);
    const place = span > 0 ? Math.min(1, Math.max(0, mark.at / span)) : 0;
    const key = `${kind} ${Math.round(place * slots)}`;
    const known = signs.get(key);
    signs.set(key, known ? joined(known, mark) : { kind, at: mark.at, place, texts: [mark.text], count: 1 });
  }
  return [...signs.values()].sort((a, b) => rank(a.kind) - rank(b.kind) || a.at - b.at);
}

/** The signs for what a scenario lets happen later, on a timeline of `span` ms. */
export function comingSigns(coming: WorldView["head"]["coming"], span: number): Sign[] {
  const texts = new Map<number, string[]>();
  for (const { at, text } of coming) texts.set(at, [...(texts.get(at) ?? ["Still to come"]), text]);
  return [...texts].map(([at, all]) => ({
    kind: "coming",
    at,
    place: span > 0 ? Math.min(1, at / span) : 0,
    texts: all.slice(0, MOST_TEXTS),
    count: all.length,
  }));
}

const joined = (sign: Sign, mark: Mark): Sign => ({
  ...sign,
  texts: sign.texts.length < MOST_TEXTS ? [...sign.texts, mark.text] : sign.texts,
  count: sign.count + 1,
});

const rank = (kind: SignKind) => ["coming", "other", "up", "failure"].indexOf(kind);

/** The sign nearest to a place (0 to 1) and at most `reach` away; of equally near ones the gravest. */
export function signNear<Near extends Sign>(
  signs: readonly Near[],
  place: number,
  reach: number,
): Near | null {
  let best: Near | null = null;
  let bestDistance = reach;
  for (const sign of signs) {
    const distance = Math.abs(sign.place - place);
    if (distance <= bestDistance) {
      best = sign;
      bestDistance = distance;
    }
  }
  return best;
}
