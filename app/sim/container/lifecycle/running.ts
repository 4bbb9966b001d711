/** Making and starting a container in one, with its image pulled first where the engine lacks it. */
import { call } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import { ok, type Result } from "../../core/result";
import { phases } from "../../core/work";
import type { World } from "../../core/world";
import { answers } from "../engine/access";
import { pull } from "../images/pull";
import { imageNamed } from "../images/store";
import { pulls } from "../images/tables";
import { containers, type Engine, engines } from "../tables";
import { createContainer, kernelFor } from "./create";
import { imagePulled } from "./events";
import { newIdentifier } from "./identify";
import { checkName, inventName } from "./names";
import type { ContainerOptions } from "./options";
import { specOf } from "./spec";
import { startContainer } from "./starting";

/** What a person who runs a container is told at once. */
export interface Run {
  /** The container's name, by which it can be looked for. */
  readonly name: string;
  /** Row number of the container; `null` while its image is being pulled. */
  readonly container: number | null;
}

/**
 * Makes a container and begins to start it; the image is pulled first if the engine lacks it. Refused: what `createContainer`
 * and `pull` refuse.
 */
export function runContainer(
  world: World,
  engine: Engine,
  options: ContainerOptions,
  givenName: string | null,
): Result<Run> {
  if (imageNamed(world, engine.id, options.image) === undefined)
    return pullAndRun(world, engine, options, givenName);
  const made = createContainer(world, engine, options, givenName);
  if (!made.ok) return made;
  const started = startContainer(world, made.value, "person");
  return started.ok ? ok({ name: made.value.name, container: made.value.id }) : started;
}

function pullAndRun(
  world: World,
  engine: Engine,
  options: ContainerOptions,
  givenName: string | null,
): Result<Run> {
  const spec = specOf(options, [], kernelFor(world, engine).cpus);
  if (!spec.ok) return spec;
  const name =
    givenName === null
      ? ok(inventName(world, engine.id, newIdentifier(world, engine.id)))
      : checkName(world, engine.id, givenName);
  if (!name.ok) return name;
  const { image: reference } = options;
  const done = call(imagePulled, {
    engine: engine.id,
    begunAt: world.now,
    reference,
    name: name.value,
    options,
  });
  const pulling = pull(world, engine.id, reference, done);
  return pulling.ok ? ok({ name: name.value, container: null }) : pulling;
}

/** What happens when the image of a container that is to be run has come, or has not. */
export const runningHandlers: Handlers = handler(
  imagePulled,
  (world, { engine: id, begunAt, reference, name, options }) => {
    const engine = world.get(engines, id);
    if (engine === undefined || !answers(world, engine)) return;
    const run =
      imageNamed(world, id, reference) === undefined
        ? undefined
        : runContainer(world, engine, options as ContainerOptions, name);
    if (run === undefined || !run.ok) {
      const failed = world.find(pulls, "engine", id).find((row) => row.error !== "");
      const why = run === undefined ? (failed?.error ?? "its image did not come") : run.refusal.what;
      note(world, engine.layer, "run-failed", `Container ${name} could not be run: ${why}`);
      return;
    }
    if (run.value.container === null) return;
    const { layer } = world.must(containers, run.value.container);
    world.insert(phases, { layer, name: "pull", startedAt: begunAt, endedAt: world.now });
  },
);
