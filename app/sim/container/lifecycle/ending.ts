/** The end of a container's first process, and what follows: rest, restart or removal. */
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { SIGNALS } from "../../kernel/abi";
import { cgroups } from "../../kernel/cgroup/table";
import { exitCode } from "../../kernel/process/exit";
import { type ExitStatus, processes } from "../../kernel/process/table";
import { answers } from "../engine/access";
import { containerAtRest } from "../engine/events";
import { type Container, containers, engines } from "../tables";
import { firstProcessEnded, readyToMove, restartDue } from "./events";
import { nextDelay, restartsAfterEnd } from "./policy";
import { removeNow } from "./removing";
import { type ContainerRun, containerRuns, runOf } from "./runs";
import { startContainer } from "./starting";
import { tearDown } from "./teardown";

/** Whether the kernel's out-of-memory killer ended a container's first process. */
function wasOutOfMemory(world: World, container: Container, run: ContainerRun, exit: ExitStatus): boolean {
  if (run.killed || !("signal" in exit) || exit.signal !== SIGNALS.SIGKILL) return false;
  const group = container.cgroup === null ? undefined : world.get(cgroups, container.cgroup);
  return group !== undefined && group.memoryEvents.oomKill > 0;
}

function inWords({ name }: Container, exit: ExitStatus, outOfMemory: boolean): string {
  if (outOfMemory) return `Container ${name} was killed: out of memory (${exitCode(exit)})`;
  if ("signal" in exit) return `Container ${name} was ended by signal ${exit.signal} (${exitCode(exit)})`;
  return `Container ${name} ended with code ${exit.code}`;
}

/** Puts on record that a container ended, and takes back what it had. */
export function recordEnd(world: World, id: number, exit: ExitStatus): void {
  const container = world.must(containers, id);
  const oomKilled = wasOutOfMemory(world, container, runOf(world, id), exit);
  tearDown(world, id);
  world.update(containers, id, { state: "exited", exit, oomKilled, finishedAt: world.now });
  note(world, container.layer, oomKilled ? "oom-killed" : "exited", inWords(container, exit, oomKilled));
}

/** What is to follow the end of a container, as far as a daemon is there to see to it. */
export function followUp(world: World, id: number): void {
  const container = world.must(containers, id);
  const engine = world.must(engines, container.engine);
  const run = runOf(world, id);
  if (!answers(world, engine)) {
    world.update(containerRuns, run.id, { unseen: true });
    return;
  }
  world.update(containerRuns, run.id, { unseen: false });
  if (engine.state === "stopping") world.after(0, containerAtRest, { engine: engine.id });
  if (run.afterwards === "remove") removeNow(world, id, run.withVolumes);
  else if (run.afterwards === "start") startContainer(world, container, "engine");
  else if (run.afterwards === "move")
    world.after(0, readyToMove, { container: id, generation: run.generation });
  else if (engine.state === "running" && restartsAfterEnd(container, run))
    waitForRestart(world, container, run);
  else if (container.spec.autoRemove) removeNow(world, id, true);
}

function waitForRestart(world: World, container: Container, run: ContainerRun): void {
  const delayMs = nextDelay(run, world.now - (container.startedAt ?? world.now));
  world.update(containerRuns, run.id, { delayMs });
  world.update(containers, container.id, { state: "restarting" });
  world.after(delayMs, restartDue, { container: container.id, generation: run.generation });
}

/** What happens when a container's processes end, and when it is time for a restart. */
export const endingHandlers: Handlers = {
  ...handler(firstProcessEnded, (world, { container: id, generation }) => {
    const container = world.get(containers, id);
    if (container?.process == null || runOf(world, id).generation !== generation) return;
    recordEnd(world, id, world.get(processes, container.process)?.exit ?? { signal: SIGNALS.SIGKILL });
    followUp(world, id);
  }),
  ...handler(restartDue, (world, { container: id, generation }) => {
    const container = world.get(containers, id);
    if (container?.state !== "restarting" || runOf(world, id).generation !== generation) return;
    if (!answers(world, world.must(engines, container.engine))) return;
    world.update(containers, id, { restarts: container.restarts + 1 });
    startContainer(world, container, "engine");
  }),
};
