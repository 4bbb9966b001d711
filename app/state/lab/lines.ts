/** Commands of the engine as somebody at a keyboard would type them. */
import type { CommandInput, LayerView } from "../../sim/index";

export interface TypedLine {
  /** Machine on which it would be typed; `null`: in nobody's shell, e.g. a power button. */
  readonly machine: string | null;
  readonly prompt: string;
  readonly line: string;
}

/** The line for a command, in the tools that the world has: `docker run -d --name web nginx`, `virsh start vm1`. */
export function lineOf(_command: CommandInput, _layers: readonly LayerView[]): TypedLine {
  throw new Error("to come");
}
