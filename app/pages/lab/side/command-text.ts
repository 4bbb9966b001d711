/** The command drawer's lines as text. */
import type { CommandLine } from "../../../state/lab/lab-types";

/** The newest `most` lines, and how many earlier ones there are. */
export function latest(
  commands: readonly CommandLine[],
  most: number,
): { shown: readonly CommandLine[]; hidden: number } {
  const hidden = Math.max(0, commands.length - most);
  return { shown: hidden === 0 ? commands : commands.slice(hidden), hidden };
}

/**
 * All lines for the clipboard: a comment with the machine's prompt wherever it changes. What nobody types, such as a
 * power button, is a comment too.
 */
export function scriptOf(commands: readonly CommandLine[]): string {
  return commands
    .map(({ prompt, slot, line }, index) => {
      if (prompt === "") return `# ${line}`;
      const before = commands[index - 1];
      const same = before?.prompt === prompt && before.slot === slot;
      return same ? line : `# ${prompt}\n${line}`;
    })
    .join("\n");
}
