/** Events on which programs act. */
import { defineEvent } from "../../core/events";

/** A process has a new program, its `run`-th, and begins with it. */
export const begin = defineEvent<{ readonly process: number; readonly run: number }>("kernel.begin");

/** A process has had the processor time that it asked for: for its program's next step, or to end as it was asked to. */
export const worked = defineEvent<{
  readonly process: number;
  readonly run: number;
  readonly next: "step" | "quit";
}>("kernel.worked");
