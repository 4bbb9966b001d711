/** Doing several commands as one act, or none of them. */
import type { Cause, CommandInput, Result, Simulation } from "../../sim/index";

/**
 * Does all of these at the present. Answers the simulation in which they are done; a refusal is that of the command which
 * could not be done, and leaves `sim` as it was, with what can be redone.
 */
export function doAll(sim: Simulation, commands: readonly CommandInput[], cause: Cause): Result<Simulation> {
  // One command is all or nothing by itself; several are tried out beside the world first.
  const trial = commands.length > 1 ? sim.fork() : sim;
  for (const command of commands) {
    const done = trial.dispatch(command, cause);
    if (!done.ok) return done;
  }
  return { ok: true, value: trial };
}
