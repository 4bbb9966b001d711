/** Stopping a process and letting it go on. */
import { flowJobs, remainingOf } from "../../core/flow";
import type { World } from "../../core/world";
import { runOnCpu, stopOnCpu } from "../cgroup/cpu";
import { reapDue } from "./exit";
import { type Process, processes } from "./table";
import { fireIfDue } from "./timer";

/** Stops a process where it is: it gets no processor time. Its timer runs on, as real ones do, but it cannot act on it. */
export function stop(world: World, id: number): void {
  const { state, job } = world.must(processes, id);
  if (state === "stopped") return;
  const row = job === null ? undefined : world.get(flowJobs, job);
  const held = row && { cpuMs: remainingOf(world, row.id), threads: row.cap ?? 1, done: row.done };
  stopOnCpu(world, id);
  world.update(processes, id, { state: "stopped", held: held ?? null });
}

/** Lets a stopped process go on with what was left, and with the ends of its children. Returns it as it was, with the signals that waited for this. */
export function resume(world: World, id: number): Process {
  const process = world.must(processes, id);
  if (process.state !== "stopped") return process;
  const { held, timer } = process;
  world.update(processes, id, { state: "sleeping", held: null, pending: [] });
  if (held !== null) runOnCpu(world, id, held.cpuMs, held.threads, held.done);
  fireIfDue(world, timer);
  if (process.reaps)
    for (const child of world.find(processes, "parent", id))
      if (child.state === "zombie") world.after(0, reapDue, { process: child.id });
  return process;
}
