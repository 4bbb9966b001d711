/** Chooses the words that fit a band, from estimates of their width. */

/** Advances of the page's text face as shares of the type size, by how wide characters are. */
const ADVANCES: readonly (readonly [characters: string, advance: number])[] = [
  [" ", 0.21],
  ["ijl|'.,:;·!I", 0.28],
  ["rft()[]{}-/", 0.35],
  ["ckszvxyEFLS", 0.48],
  ["0123456789abdeghnopquJT$+<=>?_#*×", 0.55],
  ["ABCDGHKNPRUVXYZ~", 0.62],
  ["mwMWOQ%@&", 0.84],
];
/** Of characters that are not listed: those of other scripts are often as wide as high. */
const UNLISTED = 0.98;
const BOLDER = 0.03;
const ELLIPSIS = "…".charCodeAt(0);
const ELLIPSIS_ADVANCE = 0.82;

const advances = new Float64Array(256).fill(UNLISTED);
for (const [characters, advance] of ADVANCES)
  for (const character of characters) advances[character.charCodeAt(0)] = advance;

export interface FittedText {
  label: string;
  note: string;
}

export interface FitOptions {
  labelSize: number;
  noteSize: number;
  bold: boolean;
  /** Least distance between label and note. */
  gap: number;
}

/** An estimate of a text's width, px: rather too much than too little. @param size of the type, px */
export function textWidth(text: string, size: number, bold = false): number {
  let width = bold ? text.length * BOLDER : 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    width += advances[code] ?? (code === ELLIPSIS ? ELLIPSIS_ADVANCE : UNLISTED);
  }
  return width * size;
}

/**
 * Picks the fullest label that leaves room for a note; failing that, the fullest label alone;
 * failing that, nothing.
 */
export function fitText(
  labels: readonly string[],
  notes: readonly string[],
  width: number,
  options: FitOptions,
): FittedText {
  const labelWidth = (label: string) => textWidth(label, options.labelSize, options.bold);
  for (const label of labels) {
    for (const note of notes) {
      if (labelWidth(label) + options.gap + textWidth(note, options.noteSize) <= width) {
        return { label, note };
      }
    }
  }
  return { label: labels.find((label) => labelWidth(label) <= width) ?? "", note: "" };
}

/** Names of a single word, which nothing at their end tells apart. */
const WORD = /^\p{L}+$/u;

/**
 * A name cut in its middle, so that both what it begins with and a number at its end stay; single words at their end.
 * `""` where too little is left.
 */
export function shortened(
  name: string,
  width: number,
  { labelSize, bold }: Pick<FitOptions, "labelSize" | "bold">,
): string {
  const fits = (text: string) => textWidth(text, labelSize, bold) <= width;
  if (fits(name)) return name;
  for (let kept = name.length - 1; kept >= 3; kept -= 1) {
    const end = WORD.test(name) ? 0 : Math.min(3, Math.floor(kept / 2));
    const cut = `${name.slice(0, kept - end)}…${name.slice(name.length - end)}`;
    if (fits(cut)) return cut;
  }
  return "";
}
