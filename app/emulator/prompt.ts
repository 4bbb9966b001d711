/** Recognises the shell prompt of our guests, `HOST:DIRECTORY # `. */

/** A control sequence with which the shell's line editor asks for the cursor's position or clears what follows. */
const SEQUENCE = "\\x1b\\[[\\d;]*[A-Za-z]";

/**
 * A prompt at the end of a line. It stands at the line's beginning, after a return to it, or after the unfinished
 * line of a shell that was killed.
 */
const PROMPT = new RegExp(`(?:^|\\r|${SEQUENCE})([\\w.-]+):[^\\r\\n\\x1b]* # (?:${SEQUENCE})*$`);

/** The hostname of the prompt that a terminal's unfinished last line shows, or null when it shows something else. */
export function promptIn(line: string): string | null {
  return PROMPT.exec(line)?.[1] ?? null;
}
