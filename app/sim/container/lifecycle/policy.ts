/** Restart policies: whether a container that ended is started again, and after how long. */
import { engineCosts } from "../../costs/engine";
import { exitCode } from "../../kernel/process/exit";
import type { Container } from "../tables";
import type { ContainerRun } from "./runs";

const FACTOR = 2;

/** Whether a container that has just ended is to be started again by its policy. */
export function restartsAfterEnd(container: Container, run: ContainerRun): boolean {
  const { name, maximumRetries } = container.spec.restart;
  if (run.killed || container.stoppedByHand || name === "no" || container.exit === null) return false;
  if (name !== "on-failure") return true;
  return exitCode(container.exit) !== 0 && (maximumRetries === 0 || container.restarts < maximumRetries);
}

/** Whether a container that is not running is to be started when its engine starts. */
export function startsWithEngine({ spec, stoppedByHand, startedAt }: Container): boolean {
  if (startedAt === null) return false;
  return spec.restart.name === "always" || (spec.restart.name === "unless-stopped" && !stoppedByHand);
}

/** The wait before the next restart, ms, after a run of `ranMs`. */
export function nextDelay({ delayMs }: ContainerRun, ranMs: number): number {
  const { restartFirstMs, restartMostMs, restartResetMs } = engineCosts;
  if (delayMs === 0 || ranMs >= restartResetMs.value) return restartFirstMs.value;
  return Math.min(delayMs * FACTOR, restartMostMs.value);
}
