/** The start of a container: stage after stage, each taking its time and then doing what it is there for. */
import { call } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import { ok, type Refusal, type Result, refuse } from "../../core/result";
import type { Shares } from "../../core/work";
import type { World } from "../../core/world";
import { EXIT_CANNOT_RUN, EXIT_NOT_FOUND } from "../../kernel/abi";
import { cgroups } from "../../kernel/cgroup/table";
import { sharesOf } from "../../machine/access";
import { answers, kernelUnder } from "../engine/access";
import { daemonShares } from "../engine/groups";
import { type Container, containers, type Engine, engines } from "../tables";
import { stageDue } from "./events";
import { codeOfFailure } from "./launch";
import { continueWork } from "./phases";
import { removeNow } from "./removing";
import { containerRuns, runOf } from "./runs";
import { STAGES, type Stage } from "./stages";
import { tearDown } from "./teardown";

/** Exit code of a container that could not be started for another reason than its program. */
const EXIT_UNKNOWN = 128;
const FIRST_OF_DAEMON = STAGES.findIndex(({ by }) => by !== "client");
const FIRST = 0;

/** Whether a container runs, paused or not. */
export function isRunning({ state }: Container): boolean {
  return state === "running" || state === "paused";
}

/** Whether a container's start is under way. */
export function isStarting(world: World, container: Container): boolean {
  return !isRunning(container) && runOf(world, container.id).stage !== null;
}

/**
 * Begins the start of a container, on a person's request (from the client on, and counting restarts anew) or on the
 * engine's own. One that runs or starts already stays as it is. Refused: `paused`, `dead`.
 */
export function startContainer(world: World, container: Container, by: "person" | "engine"): Result<void> {
  if (container.state === "paused")
    return refuse(
      "paused",
      "cannot start a paused container, try unpause instead",
      "a paused container runs, it is only held",
      `docker unpause ${container.name}`,
    );
  if (container.state === "dead")
    return refuse(
      "dead",
      "container is marked for removal and cannot be started",
      "its removal has begun, and somebody outside of it still uses its files",
      `End what uses them, then docker rm ${container.name}`,
    );
  if (isRunning(container) || isStarting(world, container)) return ok(undefined);
  const run = runOf(world, container.id);
  world.update(containerRuns, run.id, {
    generation: run.generation + 1,
    killed: false,
    unseen: false,
    afterwards: "rest",
    moveTo: null,
    ...(by === "person" ? { delayMs: 0 } : {}),
  });
  world.update(containers, container.id, {
    stoppedByHand: false,
    ...(by === "person" ? { restarts: 0 } : {}),
  });
  beginStage(world, container, by === "person" ? FIRST : FIRST_OF_DAEMON, true);
  return ok(undefined);
}

function sharesFor(world: World, engine: Engine, container: Container, stage: Stage): Shares {
  if (stage.by === "client") return sharesOf(world, engine.client);
  const shares = daemonShares(world, engine);
  if (stage.by === "daemon" || container.cgroup === null) return shares;
  return { ...shares, cpu: world.must(cgroups, container.cgroup).flow };
}

function beginStage(world: World, container: Container, index: number, first: boolean): void {
  const run = runOf(world, container.id);
  const stage = STAGES[index];
  if (stage === undefined) {
    world.update(containerRuns, run.id, { stage: null, work: null });
    return;
  }
  const engine = world.must(engines, container.engine);
  const { generation } = run;
  const work = continueWork(world, first, {
    layer: container.layer,
    owner: stage.by === "client" ? engine.client : engine.machine,
    steps: [{ phase: stage.phase, use: "cpu", amount: stage.cost.value }],
    shares: sharesFor(world, engine, container, stage),
    done: call(stageDue, { container: container.id, generation, stage: index }),
  });
  world.update(containerRuns, run.id, { stage: index, work: work.id });
}

/** A start that cannot go on: all of it is taken back, and the container says why. */
function failStart(world: World, id: number, phase: string, refusal: Refusal): void {
  const { code, what } = refusal;
  const ofProgram = phase === "process" && (code === "ENOENT" || code === "EACCES");
  tearDown(world, id);
  const { startedAt, layer, name, spec } = world.must(containers, id);
  const exit = ofProgram ? codeOfFailure(code) : EXIT_UNKNOWN;
  world.update(containers, id, {
    state: startedAt === null ? "created" : "exited",
    error: what,
    exit: { code: exit },
    ...(startedAt === null ? {} : { finishedAt: world.now }),
  });
  const why = exit === EXIT_NOT_FOUND || exit === EXIT_CANNOT_RUN ? "its program cannot be run" : refusal.why;
  note(world, layer, "start-failed", `Container ${name} could not be started (${exit}): ${why}`);
  if (spec.autoRemove) removeNow(world, id, true);
}

/** A start under way is given up: everything is taken back, the container is what it was before. */
export function abandonStart(world: World, id: number): void {
  tearDown(world, id);
  const { startedAt, layer, name } = world.must(containers, id);
  world.update(containers, id, { state: startedAt === null ? "created" : "exited" });
  note(world, layer, "start-abandoned", `The start of container ${name} was given up`);
}

/** What happens when a stage of a start has had its time. */
export const startingHandlers: Handlers = handler(
  stageDue,
  (world, { container: id, generation, stage: index }) => {
    const container = world.get(containers, id);
    const stage = STAGES[index];
    if (container === undefined || stage === undefined) return;
    const run = runOf(world, id);
    const engine = world.must(engines, container.engine);
    const kernel = kernelUnder(world, engine);
    if (run.generation !== generation || run.stage !== index || kernel === undefined) return;
    if (!answers(world, engine)) {
      abandonStart(world, id);
      return;
    }
    const acted = stage.act(world, container, kernel);
    if (!acted.ok) {
      failStart(world, id, stage.phase, acted.refusal);
      return;
    }
    const now = world.must(containers, id);
    if (now.state !== container.state) note(world, now.layer, "started", `Container ${now.name} runs`);
    beginStage(world, now, index + 1, false);
  },
);
