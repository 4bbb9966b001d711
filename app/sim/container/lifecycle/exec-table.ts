/** Processes that were added to running containers (`docker exec`). */
import { defineTable, type Row } from "../../core/table";
import type { ExitStatus } from "../../kernel/process/table";

export interface Exec extends Row {
  readonly container: number;
  /** Row number of its process; gone once it has ended. */
  readonly process: number;
  readonly argv: readonly string[];
  /** Stream of what it prints. */
  readonly output: number;
  /** How it ended; `null` while it runs. */
  readonly exit: ExitStatus | null;
}

export const execs = defineTable<Exec>()("exec", {
  container: (row) => row.container,
  process: (row) => row.process,
});
