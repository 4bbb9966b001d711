/** The end of a process. */
import { defineEvent } from "../../core/events";
import { removeFlowJob } from "../../core/flow";
import type { World } from "../../core/world";
import { SIGNAL_EXIT, SIGNALS } from "../abi";
import { leaveCgroup } from "../cgroup/membership";
import { cgroups } from "../cgroup/table";
import { kernels } from "../kernel";
import { panicKernel } from "../life/panic";
import { releaseMemory } from "../memory/account";
import { releaseNamespace } from "../namespace/release";
import { namespaces } from "../namespace/table";
import { closeListeners } from "../net/listen";
import { adopt } from "./adopt";
import { processesIn } from "./look";
import { freeNumbers } from "./numbers";
import { type ExitStatus, type Process, processes } from "./table";
import { timers } from "./timer";

/** A parent that reaps at once gets to it, after whoever asked to be told of the end has been. */
export const reapDue = defineEvent<{ readonly process: number }>("kernel.reap");

/** Exit code as a shell shows it: 128 and the number of the signal for a process that was killed. */
export function exitCode(status: ExitStatus): number {
  return "code" in status ? status.code : SIGNAL_EXIT + status.signal;
}

/**
 * Ends a process. It gives back its memory, processor time and sockets, and stays as a zombie until its parent has had its
 * status; parents that reap do so at once. Its children are adopted. With process 1 of a pid namespace every other process
 * in it is killed; with process 1 of the whole system the kernel panics. Ending one that has ended or is gone does nothing.
 */
export function endProcess(world: World, id: number, status: ExitStatus): void {
  const process = world.get(processes, id);
  if (process === undefined || process.state === "zombie") return;
  if (world.must(kernels, process.kernel).init === id) {
    const how = "code" in status ? `exit code ${status.code}` : `signal ${status.signal}`;
    panicKernel(world, process.kernel, `process 1 has ended (${how})`);
    return;
  }
  if (world.must(namespaces, process.ns.pid).init === id) killAll(world, process.ns.pid, id);
  else for (const orphan of adopt(world, process)) settle(world, orphan);
  die(world, process, status);
  settle(world, id);
}

/** Ends everything in a pid namespace whose process 1 (`init`) is ending; the kernel reaps it in its stead. */
function killAll(world: World, pidNs: number, init: number): void {
  const victims = processesIn(world, pidNs).filter(({ id }) => id !== init);
  for (const ns of new Set([pidNs, ...victims.map(({ ns }) => ns.pid)]))
    world.update(namespaces, ns, { dead: true });
  const killed = new Set([init, ...victims.map(({ id }) => id)]);
  for (const { id } of victims) {
    const process = world.must(processes, id);
    if (process.state !== "zombie") die(world, process, { signal: SIGNALS.SIGKILL });
  }
  for (const { id, parent } of victims) {
    if (killed.has(parent)) bury(world, id);
    else settle(world, id);
  }
}

/** Turns a living process into a zombie: all that it held is given back, and its end is told. */
function die(world: World, process: Process, exit: ExitStatus): void {
  const { id, ns, nsForChildren, onExit } = process;
  if (process.job !== null) removeFlowJob(world, process.job);
  world.remove(timers, process.timer);
  closeListeners(world, id);
  releaseMemory(world, id);
  world.update(processes, id, {
    state: "zombie",
    exit,
    job: null,
    timer: 0,
    held: null,
    pending: [],
    rssBytes: 0,
    onExit: null,
  });
  if (onExit !== null) world.callAfter(0, onExit);
  const parent = world.get(processes, process.parent);
  const kept = parent !== undefined && parent.state !== "zombie" ? Object.values(parent.ns) : [];
  // What the parent is in as well has a member left: no need to look.
  for (const left of new Set([...Object.values(ns), nsForChildren.pid, nsForChildren.time]))
    if (!kept.includes(left)) releaseNamespace(world, left);
}

/** Lets a zombie's parent have its status, if it is one that asks for it at once. */
function settle(world: World, id: number): void {
  const process = world.must(processes, id);
  if (process.state !== "zombie") return;
  if (world.get(processes, process.parent)?.reaps) world.after(0, reapDue, { process: id });
}

/** Takes a zombie out of the table: its number and its place in its group are free again. */
function bury(world: World, id: number): void {
  const { pids, cgroup, ns } = world.must(processes, id);
  world.remove(processes, id);
  freeNumbers(world, pids);
  if (world.get(cgroups, cgroup) !== undefined) leaveCgroup(world, cgroup);
  releaseNamespace(world, ns.pid);
  releaseNamespace(world, ns.user);
}

/** Has a zombie's status collected by its parent, as wait(2): the zombie is gone. Throws if it is none. */
export function reap(world: World, id: number): ExitStatus {
  const { exit } = world.must(processes, id);
  if (exit === null) throw new Error(`process ${id} has not ended`);
  bury(world, id);
  return exit;
}

/**
 * Reaps a zombie whose parent reaps at once, unless that has been done, or the parent is stopped and gets to it only when
 * it is continued. A container's init ends with its first child.
 */
export function reapIfDue(world: World, { process: id }: { readonly process: number }): void {
  const process = world.get(processes, id);
  if (process === undefined || process.exit === null) return;
  const parent = world.get(processes, process.parent);
  if (parent === undefined || !parent.reaps || parent.state === "stopped") return;
  const { program } = parent;
  const isMain =
    program.kind === "init" && program.forwards && world.first(processes, "parent", parent.id)?.id === id;
  bury(world, id);
  if (isMain) endProcess(world, parent.id, { code: exitCode(process.exit) });
}
