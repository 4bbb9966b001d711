/** What a daemon does with the containers that it finds when it starts. */
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { SIGNALS } from "../../kernel/abi";
import { processes } from "../../kernel/process/table";
import { followUp, recordEnd } from "../lifecycle/ending";
import { startsWithEngine } from "../lifecycle/policy";
import { containerRuns, runOf } from "../lifecycle/runs";
import { abandonStart, isRunning, isStarting, startContainer } from "../lifecycle/starting";
import { stopContainer } from "../lifecycle/stopping";
import { type Container, containers, type Engine } from "../tables";

function isAlive(world: World, { process }: Container): boolean {
  return process !== null && world.get(processes, process) !== undefined;
}

/** Containers whose machine went down under them: they are put on record as killed, starts as given up. */
export function foundDead(world: World, engine: Engine): void {
  for (const container of world.find(containers, "engine", engine.id)) {
    if (isStarting(world, container)) abandonStart(world, container.id);
    else if (isRunning(container) && !isAlive(world, container)) {
      recordEnd(world, container.id, { signal: SIGNALS.SIGKILL });
      world.update(containerRuns, runOf(world, container.id).id, { unseen: true });
    }
  }
}

/** One that still runs under its shim: kept with live restore, else ended, and started anew where its policy says so. */
function takeOver(world: World, engine: Engine, container: Container): void {
  if (engine.liveRestore) {
    note(world, container.layer, "restored", `The engine found container ${container.name} running`);
    return;
  }
  const afterwards = container.spec.autoRemove ? "remove" : startsWithEngine(container) ? "start" : "rest";
  stopContainer(world, container, { graceMs: null, byHand: container.stoppedByHand, afterwards });
}

/** Sees to every container of an engine that has just started. */
export function restoreContainers(world: World, engine: Engine): void {
  foundDead(world, engine);
  for (const container of world.find(containers, "engine", engine.id)) {
    if (isRunning(container)) {
      takeOver(world, engine, container);
      continue;
    }
    const run = runOf(world, container.id);
    if (run.unseen && (run.afterwards !== "rest" || container.spec.autoRemove)) followUp(world, container.id);
    else if (startsWithEngine(container)) startContainer(world, container, "engine");
    else rest(world, container);
  }
}

/** One that waited for a restart by its policy waits no longer. */
function rest(world: World, container: Container): void {
  const run = runOf(world, container.id);
  world.update(containerRuns, run.id, { unseen: false });
  if (container.state !== "restarting") return;
  world.update(containerRuns, run.id, { generation: run.generation + 1 });
  world.update(containers, container.id, { state: "exited" });
}
