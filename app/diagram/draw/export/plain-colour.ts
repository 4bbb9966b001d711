/** Computed colours in the form that every SVG viewer understands. */

/** A colour as `#rrggbb`, and its opacity, 0 to 1. */
export interface PlainColour {
  readonly hex: string;
  readonly opacity: number;
}

const SRGB = /^color\(srgb\s+([\d.e+-]+)\s+([\d.e+-]+)\s+([\d.e+-]+)(?:\s*\/\s*([\d.e+-]+))?\)$/;
const RGB = /^rgba?\(([\d.e+-]+)[,\s]+([\d.e+-]+)[,\s]+([\d.e+-]+)(?:\s*[,/]\s*([\d.e+-]+))?\)$/;

/** Reads `rgb(…)`, `rgba(…)` and `color(srgb …)`, which browsers compute to; `null` for anything else, such as `none` or an address. */
export function plainColour(computed: string): PlainColour | null {
  const srgb = SRGB.exec(computed);
  const match = srgb ?? RGB.exec(computed);
  if (!match) return null;
  const scale = srgb ? 255 : 1;
  const hex = match
    .slice(1, 4)
    .map((channel) =>
      byte(Number(channel) * scale)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("");
  return { hex: `#${hex}`, opacity: match[4] === undefined ? 1 : Number(match[4]) };
}

function byte(value: number): number {
  return Math.round(Math.min(255, Math.max(0, value)));
}
