/** A RUN instruction at work, and the tools that it may use. */
import type { Draft } from "./picture";

/** A script at work: what it has changed, printed and used so far. */
export interface Running {
  readonly draft: Draft;
  readonly env: Record<string, string>;
  cwd: string;
  cpuMs: number;
  netBytes: number;
  readonly output: string[];
}

/** What a modelled tool does: changes what is running and returns its exit status. */
export type Tool = (running: Running, args: readonly string[], name: string) => number;
