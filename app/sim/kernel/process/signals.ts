/** Signals: what they do to a process. */
import { call } from "../../core/events";
import { flowJobs } from "../../core/flow";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { processCosts } from "../../costs/processes";
import { MAX_SIGNAL, SIGNALS } from "../abi";
import { runOnCpu } from "../cgroup/cpu";
import { isWithin } from "../namespace/nesting";
import { namespaces } from "../namespace/table";
import { worked } from "../programs/events";
import { endsOn } from "../programs/traits";
import { endProcess } from "./exit";
import { resume, stop } from "./stop";
import { type Process, processes } from "./table";
import { dropTimer } from "./timer";

const { SIGKILL, SIGSTOP, SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGCHLD, SIGURG, SIGWINCH } = SIGNALS;
const STOPPING: readonly number[] = [SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU];
const IGNORED: readonly number[] = [SIGCHLD, SIGURG, SIGWINCH, SIGCONT];

/**
 * Sends a signal. `fromNs` is the sender's pid namespace; null stands for the kernel itself. Refused with ESRCH (no such
 * process) and EINVAL (no such signal). Signal 0 only asks whether the process is there.
 */
export function sendSignal(
  world: World,
  targetId: number,
  signal: number,
  fromNs: number | null,
): Result<void> {
  if (!(Number.isInteger(signal) && signal >= 0 && signal <= MAX_SIGNAL))
    return refuse(
      "EINVAL",
      `signal ${signal} cannot be sent`,
      `signals have numbers from 1 to ${MAX_SIGNAL}`,
    );
  const target = world.get(processes, targetId);
  if (target === undefined)
    return refuse(
      "ESRCH",
      "the signal cannot be sent",
      "there is no such process",
      "list the processes first",
    );
  if (signal === 0 || target.state === "zombie" || isShielded(world, target, signal, fromNs))
    return ok(undefined);
  if (signal === SIGKILL) endProcess(world, targetId, { signal });
  else if (signal === SIGCONT) goOn(world, targetId);
  else if (signal === SIGSTOP) stop(world, targetId);
  else if (target.state === "stopped") wait(world, target, signal);
  else act(world, target, signal);
  return ok(undefined);
}

/** Process 1 of a pid namespace gets nothing that it has no handler for; but KILL and STOP from outside always work. */
function isShielded(world: World, target: Process, signal: number, fromNs: number | null): boolean {
  if (world.must(namespaces, target.ns.pid).init !== target.id || target.handles.includes(signal))
    return false;
  if (signal === SIGCONT) return false;
  const outside = fromNs === null || !isWithin(world, fromNs, target.ns.pid);
  return !(outside && (signal === SIGKILL || signal === SIGSTOP));
}

/** Stops that waited are forgotten; the others come in the order of their numbers. */
function goOn(world: World, id: number): void {
  const { pending } = resume(world, id);
  const left = pending.filter((signal) => !STOPPING.includes(signal));
  for (const signal of left.sort((a, b) => a - b)) {
    const process = world.get(processes, id);
    if (process !== undefined && process.state !== "zombie") act(world, process, signal);
  }
}

/** A signal to a stopped process waits until it is continued; the same one does not wait twice. */
function wait(world: World, { id, pending }: Process, signal: number): void {
  if (!pending.includes(signal)) world.update(processes, id, { pending: [...pending, signal] });
}

/** A handler of a process that was asked to end before is at it. */
function isQuitting(world: World, { job, held }: Process): boolean {
  const done = (job === null ? held : world.get(flowJobs, job))?.done;
  return done?.kind === worked.kind && (done.payload as { readonly next?: unknown }).next === "quit";
}

function act(world: World, process: Process, signal: number): void {
  const { id, handles, program, run } = process;
  if (handles.includes(signal)) {
    if (program.kind === "init" && program.forwards) forward(world, id, signal);
    if (!endsOn(program, signal) || isQuitting(world, process)) return;
    // Whatever it was about to do no longer counts.
    dropTimer(world, id);
    world.update(processes, id, { run: run + 1 });
    const done = call(worked, { process: id, run: run + 1, next: "quit" });
    runOnCpu(world, id, processCosts.quitCpuMs.value, 1, done);
  } else if (STOPPING.includes(signal)) stop(world, id);
  else if (!IGNORED.includes(signal)) endProcess(world, id, { signal });
}

/** A container's init passes on what it gets to the process that it was started for. */
function forward(world: World, id: number, signal: number): void {
  const main = world.first(processes, "parent", id);
  if (main !== undefined) sendSignal(world, main.id, signal, null);
}
