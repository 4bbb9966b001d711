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
}
