/** Recognises the shell prompt of our guests, `HOST:DIRECTORY # `. */

/** Control sequences with which the shell's line editor asks for the cursor's position or clears what follows. */
const SEQUENCES = "(?:\\x1b\\[[\\d;]*[A-Za-z])*";

/** A prompt at the end of a line. The line editor may have printed it anew, from the line's beginning. */
const PROMPT = new RegExp(`(?:^|\\r)${SEQUENCES}([\\w.-]+):[^\\r\\n]* # ${SEQUENCES}$`);

/** The hostname of the prompt that a terminal's unfinished last line shows, or null when it shows something else. */
export function promptIn(line: string): string | null {
  return PROMPT.exec(line)?.[1] ?? null;
}
