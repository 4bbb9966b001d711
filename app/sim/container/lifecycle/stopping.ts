/** Ending a container's processes: by request with a time of grace, by any signal, at once. */
import { call } from "../../core/events";
import { beginGrace, endGrace } from "../../core/grace";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { engineCosts } from "../../costs/engine";
import { SIGNALS } from "../../kernel/abi";
import { freezeCgroup } from "../../kernel/cgroup/limits";
import { sendSignal } from "../../kernel/process/signals";
import { type Container, containers, images } from "../tables";
import { followUp } from "./ending";
import { graceOver } from "./events";
import { notRunning } from "./find";
import { type ContainerRun, containerRuns, runOf } from "./runs";
import { signalNumber } from "./signal-names";
import { abandonStart, isRunning, isStarting, startContainer } from "./starting";

function thaw(world: World, container: Container): void {
  if (container.state !== "paused" || container.cgroup === null) return;
  freezeCgroup(world, container.cgroup, false);
  world.update(containers, container.id, { state: "running" });
}

/** Sends a signal from outside to a container's first process. */
function signalIt(world: World, { process }: Container, signal: number): void {
  if (process !== null) sendSignal(world, process, signal, null);
}

function stopSignalOf(world: World, container: Container): number {
  const named = container.spec.stopSignal || world.must(images, container.image).config.stopSignal;
  const number = signalNumber(named === "" ? "SIGTERM" : named);
  return number.ok ? number.value : SIGNALS.SIGTERM;
}

/** How a container is to end. */
export interface Ending {
  /** ms between the stop signal and SIGKILL; `null` for the container's own. */
  readonly graceMs: number | null;
  readonly byHand: boolean;
  readonly afterwards: ContainerRun["afterwards"];
}

/** Asks a container to end, and makes it end when its time of grace is over. A start under way is given up. */
export function stopContainer(world: World, container: Container, ending: Ending): void {
  const { id } = container;
  const { afterwards, byHand } = ending;
  const run = runOf(world, id);
  if (isStarting(world, container)) abandonStart(world, id);
  else if (container.state === "restarting") giveUpRestart(world, container);
  if (!isRunning(container)) {
    world.update(containerRuns, run.id, { afterwards });
    world.update(containers, id, { stoppedByHand: byHand });
    if (afterwards !== "rest") followUp(world, id);
    return;
  }
  world.update(containerRuns, run.id, { killed: true, afterwards });
  world.update(containers, id, { stoppedByHand: byHand });
  thaw(world, container);
  const graceMs = ending.graceMs ?? container.spec.stopTimeoutMs ?? engineCosts.stopMs.value;
  beginGrace(world, id, graceMs, call(graceOver, { container: id, generation: run.generation }));
  signalIt(world, container, stopSignalOf(world, container));
}

function giveUpRestart(world: World, container: Container): void {
  const run = runOf(world, container.id);
  world.update(containerRuns, run.id, { generation: run.generation + 1 });
  world.update(containers, container.id, { state: "exited" });
  note(world, container.layer, "stopped", `Container ${container.name} is not started again`);
}

/** Sends a signal to a container's first process. SIGKILL and the stop signal mean that its end is wanted. Refused: `not-running`. */
export function killContainer(world: World, container: Container, signal: number): Result<void> {
  if (!isRunning(container)) return notRunning(container, `cannot kill container: ${container.name}: `);
  if (signal === SIGNALS.SIGKILL || signal === stopSignalOf(world, container)) {
    world.update(containerRuns, runOf(world, container.id).id, { killed: true });
    world.update(containers, container.id, { stoppedByHand: true });
    thaw(world, container);
  }
  signalIt(world, container, signal);
  return ok(undefined);
}

/** Stops a container and starts it again; one that does not run is started. Refused: never, but for what `startContainer` refuses. */
export function restartContainer(world: World, container: Container, graceMs: number | null): Result<void> {
  if (!isRunning(container)) return startContainer(world, container, "person");
  stopContainer(world, container, { graceMs, byHand: false, afterwards: "start" });
  return ok(undefined);
}

/** Removes a container. Refused (`running`) if it runs and is not to be forced. */
export function removeContainer(
  world: World,
  container: Container,
  { force, volumes }: { readonly force: boolean; readonly volumes: boolean },
): Result<void> {
  const { id, name, state } = container;
  const busy = isRunning(container) || state === "restarting" || isStarting(world, container);
  if (busy && !force)
    return refuse(
      "running",
      `cannot remove container "/${name}": container is ${state === "created" || state === "exited" ? "running" : state}: ${
        state === "paused"
          ? "unpause and then stop the container before removing or force remove"
          : "stop the container before removing or force remove"
      }`,
      "removing it would end what runs in it",
      `docker stop ${name} first, or docker rm -f ${name}`,
    );
  world.update(containerRuns, runOf(world, id).id, { withVolumes: volumes });
  stopContainer(world, container, { graceMs: 0, byHand: true, afterwards: "remove" });
  const still = world.get(containers, id);
  return still !== undefined && isRunning(still)
    ? killContainer(world, still, SIGNALS.SIGKILL)
    : ok(undefined);
}

/** What happens when a time of grace is over. */
export const stoppingHandlers: Handlers = handler(graceOver, (world, { container: id, generation }) => {
  const container = world.get(containers, id);
  if (container === undefined || runOf(world, id).generation === generation) endGrace(world, id);
  if (container === undefined || !isRunning(container) || runOf(world, id).generation !== generation) return;
  note(world, container.layer, "killed", `Container ${container.name} did not end in time and is killed`);
  signalIt(world, container, SIGNALS.SIGKILL);
});
