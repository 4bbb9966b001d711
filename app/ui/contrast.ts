/** Contrast of colours as WCAG 2 defines it, and a reader for the colour tokens of `tokens.css`. */

/** Red, green, blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

export const TOKEN_SCHEMES = ["light", "dark", "projector"] as const;

export type TokenScheme = (typeof TOKEN_SCHEMES)[number];

/** Reads `#rrggbb`. */
export function parseHex(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex.trim());
  if (!match) throw new Error(`not a colour of the form #rrggbb: ${hex}`);
  const [, red = "", green = "", blue = ""] = match;
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

/** Mixes `share` (0 to 1) of one colour into another, as CSS `color-mix(in srgb, …)` does. */
export function mix(colour: Rgb, share: number, into: Rgb): Rgb {
  const channel = (index: 0 | 1 | 2) => colour[index] * share + into[index] * (1 - share);
  return [channel(0), channel(1), channel(2)];
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** The contrast ratio of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Reads every colour custom property of the tokens' style sheet, per scheme. */
export function readColourTokens(css: string): Record<TokenScheme, Map<string, Rgb>> {
  const tokens: Record<TokenScheme, Map<string, Rgb>> = {
    light: new Map(),
    dark: new Map(),
    projector: new Map(),
  };
  for (const [, selector = "", body = ""] of css.matchAll(/(:root[^{\n]*)\{([^}]*)\}/g)) {
    const projector = selector.includes('"projector"');
    for (const [, name = "", value = ""] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
      const pair = /^light-dark\((#\w{6}),\s*(#\w{6})\)$/.exec(value);
      const single = /^#\w{6}$/.test(value) ? value : null;
      const light = pair?.[1] ?? single;
      const dark = pair?.[2] ?? single;
      if (light && !projector) tokens.light.set(name, parseHex(light));
      if (dark && !projector) tokens.dark.set(name, parseHex(dark));
      if (light) tokens.projector.set(name, parseHex(light));
    }
  }
  return tokens;
}
