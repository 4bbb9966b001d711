/** What follows from the kind of a program: signals that it handles, children that it collects, memory that it touches. */
import { processCosts } from "../../costs/processes";
import { SIGNALS } from "../abi";
import type { Program, ProgramKind } from "./program";

const { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2 } = SIGNALS;

/** Signals that ask a program to end, for those that handle them. */
const ENDING: readonly number[] = [SIGTERM, SIGINT, SIGQUIT];

/** Signals that a program has handlers for when it has started. */
export function handlesOf(program: Program): readonly number[] {
  switch (program.kind) {
    case "init":
    case "serve":
      return [SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGTERM];
    case "idle":
      return program.quits ? [SIGINT, SIGTERM] : [];
    case "machine":
      return [SIGINT, SIGTERM];
    default:
      return [];
  }
}

/** The program ends cleanly when a handled signal of this number comes; otherwise the signal has no effect on it. */
export function endsOn(program: Program, signal: number): boolean {
  return program.kind !== "init" && ENDING.includes(signal);
}

/** The program collects the exit statuses of its children at once, so that they never stay as zombies. */
export function reapsOf(program: Program): boolean {
  return ["init", "fork-bomb"].includes(program.kind) || (program.kind === "idle" && program.reaps === true);
}

const bytes: Readonly<Record<ProgramKind, { readonly value: number }>> = {
  init: processCosts.initBytes,
  idle: processCosts.shellBytes,
  sleep: processCosts.smallBytes,
  work: processCosts.shellBytes,
  busy: processCosts.smallBytes,
  serve: processCosts.serverBytes,
  hog: processCosts.smallBytes,
  "fork-bomb": processCosts.forkedBytes,
  log: processCosts.smallBytes,
  crash: processCosts.serverBytes,
  machine: processCosts.machineBytes,
};

/** Memory that a program touches as soon as it runs, bytes. */
export function bytesOf(program: Program): number {
  if (program.kind === "init" && program.forwards) return processCosts.smallBytes.value;
  return bytes[program.kind].value;
}
