/** Marks that say in a shape what a colour says too: at work, paused, failed, broken into, not allowed. */
import type { Look } from "../layout/plan";
import type { Part } from "./part";

/** Looks that have a mark. */
export type MarkedLook = Extract<Look, "working" | "paused" | "failed">;

/** Whether a look has a mark of its own. */
export function hasMark(look: Look): look is MarkedLook {
  return look === "working" || look === "paused" || look === "failed";
}

/** Path data of a look's mark around the origin: a triangle, two bars, a cross. `failed` is meant to be stroked. */
export function markPath(look: MarkedLook, unit: number): string {
  const n = (length: number) => round(length * unit);
  if (look === "working") return `M${n(-4)} ${n(-5)}L${n(4.5)} 0L${n(-4)} ${n(5)}Z`;
  if (look === "paused") {
    return `M${n(-4.5)} ${n(-5)}h${n(3)}v${n(10)}h${n(-3)}ZM${n(1.5)} ${n(-5)}h${n(3)}v${n(10)}h${n(-3)}Z`;
  }
  return `M${n(-4.5)} ${n(-4.5)}L${n(4.5)} ${n(4.5)}M${n(4.5)} ${n(-4.5)}L${n(-4.5)} ${n(4.5)}`;
}

const BADGE_RADIUS = 8;

/** A round badge with a mark in it, its middle at (`x`, `y`). */
export function markBadge(kind: MarkedLook | "compromised", x: number, y: number, unit: number): Part {
  const mark = kind === "compromised" ? openLock(unit) : [smallMark(kind, unit)];
  return {
    key: `badge-${kind}`,
    tag: "g",
    attributes: { class: `badge badge-${kind}`, transform: `translate(${x}, ${y})` },
    parts: [
      { key: "disc", tag: "circle", attributes: { class: "disc", r: round(BADGE_RADIUS * unit) } },
      ...mark,
    ],
  };
}

function smallMark(look: MarkedLook, unit: number): Part {
  const kind = look === "failed" ? "glyph-line" : "glyph";
  return { key: "glyph", tag: "path", attributes: { class: kind, d: markPath(look, unit * 0.75) } };
}

function openLock(unit: number): Part[] {
  const n = (length: number) => round(length * unit);
  return [
    {
      key: "glyph",
      tag: "path",
      attributes: { class: "glyph", d: `M${n(-4)} ${n(-0.5)}h${n(8)}v${n(5)}h${n(-8)}Z` },
    },
    {
      key: "shackle",
      tag: "path",
      attributes: {
        class: "glyph-line",
        d: `M${n(-2.5)} ${n(-0.5)}V${n(-2.5)}A${n(2.3)} ${n(2.3)} 0 0 1 ${n(1.9)} ${n(-3.2)}`,
      },
    },
  ];
}

/** A no-entry sign, its middle at (`x`, `y`). */
export function noEntry(x: number, y: number, unit: number): Part {
  const n = (length: number) => round(length * unit);
  return {
    key: "no-entry",
    tag: "g",
    attributes: { class: "badge badge-refused", transform: `translate(${x}, ${y})` },
    parts: [
      { key: "disc", tag: "circle", attributes: { class: "disc", r: n(11) } },
      {
        key: "bar",
        tag: "path",
        attributes: { class: "glyph", d: `M${n(-6.5)} ${n(-2)}h${n(13)}v${n(4)}h${n(-13)}Z` },
      },
    ],
  };
}

/** Two decimals are more than a screen shows. */
function round(length: number): number {
  return Math.round(length * 100) / 100;
}
