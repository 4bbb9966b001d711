/** A line at somebody's keyboard. */
import type { CommandInput, LayerView } from "../../../sim/index";

export interface TypedLine {
  /** Machine on which it would be typed; `null`: in nobody's shell, e.g. a power button. */
  readonly machine: string | null;
  readonly prompt: string;
  readonly line: string;
}

type Kind = CommandInput["do"];

/** A command of one kind. */
export type Of<K extends Kind> = Extract<CommandInput, { do: K }>;

/** For each of some kinds of commands the line that does it. */
export type Lines<K extends Kind> = {
  readonly [N in K]: (command: Of<N>, layers: readonly LayerView[]) => TypedLine;
};

/** Something that is done by hand, in nobody's shell. */
export function byHand(line: string): TypedLine {
  return { machine: null, prompt: "", line };
}
