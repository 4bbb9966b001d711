/** The command drawer: what was done by hand, as lines that somebody at a keyboard would type. */
import type { Act, CommandLine, Slot, WorldView } from "./lab-types";
import { linesOf } from "./lines";

/** Lines that one act shows at most: filling a machine does the same a thousand times. */
export const MOST_LINES_PER_ACT = 10;

type Layers = WorldView["layers"];

/** Remembers the lines of acts: they are written with what the world had when the act was done, which may be gone later. */
export class CommandBook {
  readonly #known = new Map<string, readonly CommandLine[]>();

  /** The lines of a world's acts, oldest first. @param layers what the world had before the newest act */
  linesOf(slot: Slot, acts: readonly Act[], layers: Layers): CommandLine[] {
    return acts.flatMap((act, index) => {
      if (act.by === "scenario") return [];
      const key = [
        slot,
        index,
        act.at,
        act.text,
        JSON.stringify(act.commands.slice(0, MOST_LINES_PER_ACT)),
      ].join("\n");
      const lines = this.#known.get(key) ?? write(slot, act, layers);
      this.#known.set(key, lines);
      return lines;
    });
  }

  /** Forgets a slot's acts: another world is there. */
  forget(slot: Slot): void {
    for (const key of this.#known.keys()) if (key.startsWith(`${slot}\n`)) this.#known.delete(key);
  }
}

function write(slot: Slot, { at, commands }: Act, layers: Layers): CommandLine[] {
  const first = commands.slice(0, MOST_LINES_PER_ACT);
  const lines = linesOf(first, layers).map(({ prompt, line }): CommandLine => ({ at, slot, prompt, line }));
  const more = commands.length - lines.length;
  const last = lines.at(-1);
  return more > 0 && last
    ? [...lines, { ...last, line: `# and ${more.toLocaleString("en")} more like these` }]
    : lines;
}
