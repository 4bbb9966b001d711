/** The second cue of each role, and other paint that is defined once per picture and used by address. */
import type { Selection } from "d3-selection";
import type { Role } from "../layout/plan";

export type PatternName = "dots" | "hatch" | "chevrons" | "stripes";

/** Lines and dots of each pattern, in a square tile of the given size; the style sheets colour them. */
const TILES: Record<PatternName, { size: number; path: string; turned?: boolean }> = {
  dots: { size: 9, path: "M2 2.5h1.4M6.5 7h1.4" },
  hatch: { size: 7, path: "M0 0V7", turned: true },
  chevrons: { size: 8, path: "M1 0L5 4L1 8" },
  stripes: { size: 9, path: "M0 0V9", turned: true },
};

/** Roles over which a sheen can run. */
const SHEENS: readonly Role[] = [
  "hardware",
  "virtual-hardware",
  "hypervisor",
  "kernel",
  "userland",
  "engine",
  "image",
  "app",
];

/** The cell of a virtual machine, top to bottom: a whole operating system, and the part of the height that each layer takes. */
const CELLS = {
  square: [
    ["userland", 0.5],
    ["kernel", 0.5],
  ],
  chip: [
    ["userland", 0.82],
    ["kernel", 0.18],
  ],
} as const satisfies Record<string, readonly (readonly [Role, number])[]>;

/** The address of a pattern, for a `fill` attribute in the same picture; `pale` for layers that are not up. */
export function patternUrl(prefix: string, name: PatternName, pale = false): string {
  return `url(#${prefix}-${name}${pale ? "-pale" : ""})`;
}

/** The address of the light that runs over a role's band. */
export function sheenUrl(prefix: string, role: Role): string {
  return `url(#${prefix}-sheen-${role})`;
}

/** The address of the paint of a virtual machine's cell: a square, or a chip with room for a name. */
export function cellUrl(prefix: string, kind: keyof typeof CELLS): string {
  return `url(#${prefix}-cell-${kind})`;
}

type Svg = Selection<SVGSVGElement, unknown, null, undefined>;
type Defs = Selection<SVGDefsElement, unknown, null, undefined>;

/** Puts patterns and gradients into the `<defs>` of a new picture; ids carry the picture's prefix. */
export function definePaint(svg: Svg, prefix: string): void {
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
  for (const role of SHEENS) defineSheen(defs, prefix, role);
  for (const [kind, layers] of Object.entries(CELLS)) defineCell(defs, `${prefix}-cell-${kind}`, layers);
}

function defineSheen(defs: Defs, prefix: string, role: Role): void {
  const gradient = defs
    .append("linearGradient")
    .attr("id", `${prefix}-sheen-${role}`)
    .attr("class", `paint-sheen role-${role}`);
  for (const [offset, opacity] of [
    [0, 0],
    [0.5, 0.24],
    [1, 0],
  ] as const) {
    gradient.append("stop").attr("offset", offset).attr("stop-opacity", opacity);
  }
}

function defineCell(defs: Defs, id: string, layers: readonly (readonly [Role, number])[]): void {
  const gradient = defs
    .append("linearGradient")
    .attr("id", id)
    .attr("x2", 0)
    .attr("y2", 1)
    .attr("class", "paint-cell");
  let at = 0;
  for (const [role, share] of layers) {
    for (const offset of [at, at + share]) {
      gradient.append("stop").attr("class", `role-${role}`).attr("offset", round(offset));
    }
    at += share;
  }
}

const round = (share: number) => Math.round(share * 100) / 100;
