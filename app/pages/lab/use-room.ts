import { useSyncExternalStore } from "react";

/** How much there is room for in the window. */
export type Room = "narrow" | "compact" | "wide";

/** Widths in the page's own rem: below the first, everything stands below each other; below the second, tools are few. */
const NARROW = 48;
const COMPACT = 76;

/** What there is room for in a window of this width (px), where a rem is this many px. */
export function roomOf(width: number, rem: number): Room {
  if (width <= NARROW * rem) return "narrow";
  return width <= COMPACT * rem ? "compact" : "wide";
}

/** Px of a rem: more in the projector scheme. */
export function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** What there is room for now: it changes with the window, and with the size of the page's type. */
export function useRoom(): Room {
  return useSyncExternalStore(listen, () => roomOf(innerWidth, remPx()));
}

function listen(changed: () => void): () => void {
  const schemes = new MutationObserver(changed);
  schemes.observe(document.documentElement, { attributeFilter: ["data-scheme"] });
  addEventListener("resize", changed);
  return () => {
    schemes.disconnect();
    removeEventListener("resize", changed);
  };
}
