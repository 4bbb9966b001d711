/** What each program does, event by event. */
import { type Call, call } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import type { World } from "../../core/world";
import { processCosts } from "../../costs/processes";
import { ANY_ADDRESS } from "../abi";
import { runOnCpu, stopOnCpu } from "../cgroup/cpu";
import { cgroups } from "../cgroup/table";
import { takeMemory } from "../memory/take";
import { listen } from "../net/listen";
import { write } from "../output";
import { endProcess } from "../process/exit";
import { type Process, processes } from "../process/table";
import { dropTimer, rearm, setTimer, type Timer, timerDue, timers } from "../process/timer";
import { begin, worked } from "./events";
import { fork } from "./fork-bomb";
import type { Program } from "./program";

/** Writes a line where the process's output goes, if anybody keeps it. */
function say(world: World, { output }: Process, fd: 1 | 2, text: string): void {
  if (output !== null && text !== "") write(world, output, fd, text);
}

/** Asks for processor time, and to be called when it has been had. */
function compute(world: World, { id, run }: Process, cpuMs: number): void {
  runOnCpu(world, id, cpuMs, 1, call(worked, { process: id, run, next: "step" }));
}

function start(world: World, process: Process): void {
  const { id, program } = process;
  switch (program.kind) {
    case "sleep":
      if (program.ms !== null) setTimer(world, id, program.ms);
      return;
    case "work":
    case "serve":
      compute(world, process, program.cpuMs);
      return;
    case "busy":
      runOnCpu(world, id, null, program.threads, null);
      return;
    case "hog":
      setTimer(world, id, program.stepMs);
      return;
    case "fork-bomb":
    case "log":
      setTimer(world, id, program.everyMs);
      return;
    case "crash":
      setTimer(world, id, program.afterMs);
      return;
    case "idle":
    case "init":
    case "machine":
      return;
  }
}

/** A program's timer is due. */
function tick(world: World, process: Process, timer: Timer): void {
  const { id, program } = process;
  switch (program.kind) {
    case "log":
      say(world, process, 1, program.line);
      rearm(world, timer, program.everyMs);
      return;
    case "hog": {
      const wanted = (program.untilBytes ?? process.rssBytes + program.bytesPerStep) - process.rssBytes;
      if (wanted <= 0) dropTimer(world, id);
      else if (takeMemory(world, id, Math.min(wanted, program.bytesPerStep)))
        rearm(world, timer, program.stepMs);
      return;
    }
    case "fork-bomb": {
      const pause = fork(world, process, program, timer.ms);
      if (pause !== null) rearm(world, timer, pause);
      return;
    }
    case "crash":
      endProcess(world, id, { code: program.code });
      return;
    default:
      endProcess(world, id, { code: 0 });
  }
}

/** A program has had the processor time that it asked for. */
function computed(world: World, process: Process): void {
  const { id, program } = process;
  if (program.kind === "work") {
    say(world, process, 1, program.line ?? "");
    endProcess(world, id, { code: program.code });
  } else if (program.kind === "serve") open(world, process, program);
}

function open(world: World, process: Process, program: Program & { readonly kind: "serve" }): void {
  const { id } = process;
  const { protocol, port, bytes, line } = program;
  const listening = listen(world, id, protocol, ANY_ADDRESS, port);
  if (!listening.ok) {
    say(world, process, 2, `${process.name}: cannot listen on port ${port}: ${listening.refusal.why}`);
    endProcess(world, id, { code: 1 });
  } else if (takeMemory(world, id, bytes)) say(world, process, 1, line);
}

/** The process's group, or one above it, is frozen. */
function isFrozen(world: World, cgroup: number): boolean {
  for (let at = cgroup; at !== 0; ) {
    const group = world.must(cgroups, at);
    if (group.frozen) return true;
    at = group.parent;
  }
  return false;
}

/** The process, off the processor: what it had to do there is done or no longer matters. */
function rested(world: World, process: Process): Process {
  if (process.job === null) return process;
  stopOnCpu(world, process.id);
  return world.must(processes, process.id);
}

/** Goes on with this once the process is continued, when it has been stopped since it was to be called. */
function postpone(world: World, process: Process, done: Call): void {
  const cpuMs = processCosts.wakeCpuMs.value;
  world.update(processes, process.id, { held: { cpuMs, threads: 1, done } });
}

export const programHandlers: Handlers = {
  ...handler(begin, (world, payload) => {
    const process = world.get(processes, payload.process);
    if (process === undefined || process.run !== payload.run || process.state === "zombie") return;
    if (process.state === "stopped") postpone(world, process, call(begin, payload));
    else start(world, rested(world, process));
  }),
  ...handler(worked, (world, payload) => {
    const process = world.get(processes, payload.process);
    if (process === undefined || process.run !== payload.run || process.state === "zombie") return;
    if (process.state === "stopped") postpone(world, process, call(worked, payload));
    else if (payload.next === "quit") endProcess(world, process.id, { code: 0 });
    else computed(world, rested(world, process));
  }),
  ...handler(timerDue, (world, payload) => {
    const timer = world.get(timers, payload.timer);
    if (timer === undefined || timer.left !== null || timer.due > world.now) return;
    const process = world.must(processes, timer.process);
    if (process.state === "stopped") return;
    if (isFrozen(world, process.cgroup))
      // Waking up takes a moment of processor time, which a frozen group gives only when it is thawed.
      runOnCpu(world, process.id, processCosts.wakeCpuMs.value, 1, call(timerDue, payload));
    else tick(world, rested(world, process), timer);
  }),
};
