/** A small piece of a band: its colour and its second cue. */
import type { SwatchRole } from "./layer-words";
import "./swatch.css";

export interface SwatchProps {
  role: SwatchRole;
  /** `head`: as wide as it is drawn beside a heading. */
  size?: "small" | "head";
}

/** It says nothing by itself: words stand beside it. */
export function Swatch({ role, size = "small" }: SwatchProps) {
  return <span className={`swatch swatch-${role} swatch-${size}`} aria-hidden="true" />;
}
