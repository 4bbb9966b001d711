/** Chooses the words that fit a band, from estimates of their width. */

/** Average advance of a character of the page's text face, as a share of the type size. */
const ADVANCE = { regular: 0.485, bold: 0.525 } as const;

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

/** An estimate of a text's width. */
export function textWidth(text: string, size: number, bold = false): number {
  return text.length * size * (bold ? ADVANCE.bold : ADVANCE.regular);
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

/** A name cut in its middle, so that both what it begins with and a number at its end stay; `""` where too little is left. */
export function shortened(
  name: string,
  width: number,
  { labelSize, bold }: Pick<FitOptions, "labelSize" | "bold">,
): string {
  const room = Math.floor(width / textWidth("x", labelSize, bold));
  if (room >= name.length) return name;
  if (room < 4) return "";
  const end = Math.min(3, Math.floor((room - 1) / 2));
  return `${name.slice(0, room - 1 - end)}…${name.slice(-end)}`;
}
