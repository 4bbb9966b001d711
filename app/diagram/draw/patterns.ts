/** The second cue of each role: patterns that tell layers apart without colour. */
import type { Selection } from "d3-selection";

export type PatternName = "dots" | "hatch" | "chevrons" | "stripes";

/** Lines and dots of each pattern, in a square tile of the given size; diagram.css colours them. */
const TILES: Record<PatternName, { size: number; path: string; turned?: boolean }> = {
  dots: { size: 9, path: "M2 2.5h1.4M6.5 7h1.4" },
  hatch: { size: 7, path: "M0 0V7", turned: true },
  chevrons: { size: 8, path: "M1 0L5 4L1 8" },
  stripes: { size: 9, path: "M0 0V9", turned: true },
};

/** The address of a pattern, for a `fill` attribute in the same picture; `pale` for layers that are not up. */
export function patternUrl(prefix: string, name: PatternName, pale = false): string {
  return `url(#${prefix}-${name}${pale ? "-pale" : ""})`;
}

/** The address of the mask that fades a sheen out towards its sides. */
export function fadeUrl(prefix: string): string {
  return `url(#${prefix}-fade)`;
}

/** Puts the patterns into a picture's `<defs>`, once; ids carry the picture's prefix. */
export function definePatterns(
  svg: Selection<SVGSVGElement, unknown, null, undefined>,
  prefix: string,
): void {
  if (!svg.select("defs").empty()) return;
  const defs = svg.append("defs");
  for (const [name, { size, path, turned }] of Object.entries(TILES)) {
    for (const suffix of ["", "-pale"]) {
      defs
        .append("pattern")
        .attr("id", `${prefix}-${name}${suffix}`)
        .attr("patternUnits", "userSpaceOnUse")
        .attr("width", size)
        .attr("height", size)
        .attr("patternTransform", turned ? "rotate(45)" : null)
        .append("path")
        .attr("class", `pattern-${name}${suffix}`)
        .attr("d", path);
    }
  }
  defineFade(defs, prefix);
}

function defineFade(defs: Selection<SVGDefsElement, unknown, null, undefined>, prefix: string): void {
  const gradient = defs.append("linearGradient").attr("id", `${prefix}-slope`);
  for (const [offset, colour] of [
    [0, "black"],
    [0.5, "white"],
    [1, "black"],
  ] as const) {
    gradient.append("stop").attr("offset", offset).attr("stop-color", colour);
  }
  defs
    .append("mask")
    .attr("id", `${prefix}-fade`)
    .attr("maskContentUnits", "objectBoundingBox")
    .append("rect")
    .attr("width", 1)
    .attr("height", 1)
    .attr("fill", `url(#${prefix}-slope)`);
}
