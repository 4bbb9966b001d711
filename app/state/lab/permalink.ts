/**
 * Worlds in the hash of an address: `s=NAME` is a ready scenario that nobody has touched, `w=TEXT` any other world, `t` its
 * present. `rs`, `rw` and `rt` say the same of the world on the right; `at` is the moment that is looked at.
 */
import type { Result } from "../../sim/index";
import type { Standing, StandingWorld } from "./standing";

/** Characters of a hash up to which programs pass links on whole. */
export const LONGEST_LINK = 30_000;

/** Latest time that a link may lead to, virtual ms: thirty days, so that no link keeps a computer busy for long. */
const LATEST_MS = 30 * 24 * 3_600_000;

const NAME = /^[a-z0-9-]{1,100}$/;
const TEXT = /^[A-Za-z0-9._-]+$/;

/** The hash, without `#`, that `readHash` understands. */
export function hashOf({ left, right, at, slot }: Standing): string {
  return [
    ...worldParts(left, ""),
    ...(right ? worldParts(right, "r") : []),
    ...(at === null ? [] : [`at=${at}`]),
    ...(slot === "right" ? ["on=right"] : []),
  ].join("&");
}

function worldParts({ source, now }: StandingWorld, side: "" | "r"): string[] {
  const world = source.from === "ready" ? `${side}s=${source.name}` : `${side}w=${source.text}`;
  return now === null ? [world] : [world, `${side}t=${now}`];
}

/** Reads a hash; `null` if it speaks of no world. What is damaged is refused, and never throws. */
export function readHash(hash: string): Result<Standing | null> {
  const parts = new Map<string, string>();
  for (const part of hash.split("&")) {
    const [name = "", ...value] = part.split("=");
    parts.set(name, value.join("="));
  }
  if (!["s", "w", "rs", "rw"].some((name) => parts.has(name))) return { ok: true, value: null };
  const left = readWorld(parts, "");
  const right = readWorld(parts, "r");
  const at = readTime(parts.get("at"));
  if (!left) return damaged("the world in it cannot be read");
  if (right === undefined) return damaged("the second world in it cannot be read");
  if (at === undefined) return damaged("the moment in it is no time");
  const slot = right && parts.get("on") === "right" ? "right" : "left";
  return { ok: true, value: { left, right, at, slot } };
}

/** `null`: there is none; `undefined`: it is damaged. */
function readWorld(parts: ReadonlyMap<string, string>, side: "" | "r"): StandingWorld | null | undefined {
  const name = parts.get(`${side}s`);
  const text = parts.get(`${side}w`);
  const now = readTime(parts.get(`${side}t`));
  if (now === undefined) return undefined;
  if (text !== undefined) return TEXT.test(text) ? { source: { from: "text", text }, now } : undefined;
  if (name !== undefined) return NAME.test(name) ? { source: { from: "ready", name }, now } : undefined;
  return null;
}

/** `null`: none is given; `undefined`: it is no time. */
function readTime(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  const time = text === "" ? Number.NaN : Number(text);
  return time >= 0 && time <= LATEST_MS ? time : undefined;
}

function damaged(why: string): Result<never> {
  return {
    ok: false,
    refusal: {
      code: "malformed",
      what: "this link does not hold a world",
      why: `it is damaged or cut off (${why})`,
      wayOut: "copy the whole link again",
    },
  };
}
