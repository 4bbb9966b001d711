/** The sign beside the words that say how a layer does: told apart by its shape. */
import type { StateSign as Sign } from "./layer-words";

const SHAPES: Readonly<Record<Sign, string>> = {
  up: "M3 8.5l3.5 3.5L13 4.5",
  working: "M8 2.5a5.5 5.5 0 1 1-5.5 5.5M8 5v3.5l2.5 1.5",
  held: "M5.5 3.5v9M10.5 3.5v9",
  failed: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  off: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
};

/** It says nothing by itself: words stand beside it. */
export function StateSign({ sign }: { sign: Sign }) {
  return (
    <svg className="state-sign" viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[sign]} />
    </svg>
  );
}
