/** Recognises the shell prompt of our guests, `HOST:DIRECTORY # `. */

/** A prompt at the end of a line, possibly followed by the cursor position query of the shell's line editor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters.
const PROMPT = /(?:^|\r)(?:\x1b\[[\d;]*[A-Za-z])*([\w.-]+):[^\r\n]* # (?:\x1b\[6n)?$/;

/** The hostname of the prompt that a terminal's unfinished last line shows, or null when it shows something else. */
export function promptIn(line: string): string | null {
  return PROMPT.exec(line)?.[1] ?? null;
}
