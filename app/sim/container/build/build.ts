/** Building an image from a Dockerfile: base images are pulled first, then the steps follow one another. */

import { type Call, call } from "../../core/events";
import { ok, type Result } from "../../core/result";
import { type Step, startWork } from "../../core/work";
import type { World } from "../../core/world";
import { buildCosts } from "../../costs/builds";
import { sharesOf } from "../../machine/access";
import { machines } from "../../machine/tables";
import { findPublished } from "../images/catalogue";
import { pull } from "../images/pull";
import { familiar, parseReference } from "../images/references";
import { holdLayer, imageNamed, layerOf } from "../images/store";
import { freeWorkLayer } from "../images/work-layer";
import { engines } from "../tables";
import { sweepBuilds } from "./cancel";
import { type Dockerfile, readDockerfile, type Stage } from "./dockerfile";
import { basePulled, stepsDone } from "./events";
import { failBuild } from "./finish";
import { contextPicture, planBuild } from "./plan";
import { imagesUsed, neededStages } from "./stages";
import { type Build, type BuildSpec, buildSteps, builds, type Plan } from "./tables";

const EXPORT = "exporting to image";

/** A Dockerfile with the stages and images that a build of it uses. */
export interface Sources {
  readonly file: Dockerfile;
  readonly stages: readonly Stage[];
  readonly images: readonly string[];
}

/** Reads what a build is made from. */
export function sourcesOf(spec: BuildSpec): Result<Sources> {
  const file = readDockerfile(spec.dockerfile);
  if (!file.ok) return file;
  const stages = neededStages(file.value, spec);
  if (!stages.ok) return stages;
  return ok({ file: file.value, stages: stages.value, images: imagesUsed(file.value, stages.value, spec) });
}

function canBePulled(world: World, engineId: number, reference: string): Result<unknown> {
  if (imageNamed(world, engineId, reference) !== undefined) return ok(undefined);
  const parsed = parseReference(reference);
  const { machine } = world.must(engines, engineId);
  return parsed.ok ? findPublished(parsed.value, world.must(machines, machine).arch) : parsed;
}

/**
 * Begins to build an image; `done` is made when it is complete or has failed: look at the build's `state`, `error` and
 * steps. Refused: `dockerfile-error`, `no-stage`, `invalid-reference`, and as `pull` for images that it stands on.
 */
export function buildImage(
  world: World,
  engineId: number,
  spec: BuildSpec,
  done: Call | null,
): Result<Build> {
  sweepBuilds(world, engineId);
  const tag = spec.tag === null ? null : parseReference(spec.tag);
  if (tag?.ok === false) return tag;
  const sources = sourcesOf(spec);
  if (!sources.ok) return sources;
  for (const reference of sources.value.images) {
    const there = canBePulled(world, engineId, reference);
    if (!there.ok) return there;
  }
  const row = world.insert(builds, {
    engine: engineId,
    layer: "",
    spec,
    plan: null,
    tag: tag === null ? null : familiar(tag.value),
    state: "pulling",
    error: "",
    errorLine: 0,
    work: null,
    image: null,
    startedAt: world.now,
    endedAt: null,
    done,
  });
  goOn(world, row.id, spec, sources.value);
  return ok(world.must(builds, row.id));
}

/** Pulls the next image that is missing, or begins with the steps when all are there. */
export function goOn(world: World, id: number, spec: BuildSpec, sources: Sources): void {
  const { engine } = world.must(builds, id);
  const missing = sources.images.find((reference) => imageNamed(world, engine, reference) === undefined);
  if (missing === undefined) {
    startSteps(world, id, spec, sources);
    return;
  }
  const begun = pull(world, engine, missing, call(basePulled, { build: id, reference: missing }));
  if (!begun.ok) failBuild(world, id, begun.refusal.why, 0);
}

function workOf(spec: BuildSpec, plan: Plan): Step[] {
  const context = [...contextPicture(spec.context).values()].reduce((sum, { size }) => sum + size, 0);
  return [
    { phase: "load build definition", use: "wait", amount: buildCosts.prepare.value },
    { phase: "load build context", use: "cpu", amount: context / buildCosts.context.value },
    ...plan.steps.flatMap(({ work }) => work),
    ...(plan.image ? [{ phase: EXPORT, use: "wait" as const, amount: buildCosts.exporting.value }] : []),
  ];
}

function startSteps(world: World, id: number, spec: BuildSpec, { file, stages, images }: Sources): void {
  const row = world.must(builds, id);
  const engine = world.must(engines, row.engine);
  const { arch } = world.must(machines, engine.machine);
  const plan = planBuild({ world, engine: engine.id, arch, file, stages, spec });
  for (const reference of images)
    for (const digest of imageNamed(world, engine.id, reference)?.layers ?? []) {
      const layer = layerOf(world, engine.id, digest);
      if (layer) holdLayer(world, id, layer);
    }
  for (const { label, instruction, line } of plan.steps) {
    const waiting = { state: "waiting", ms: null, digest: "", bytes: 0, output: [] } as const;
    world.insert(buildSteps, { build: id, label, instruction, line, ...waiting });
  }
  const layer = freeWorkLayer(world, `${engine.layer}/build`);
  const work = startWork(world, {
    layer,
    owner: engine.machine,
    steps: workOf(spec, plan).filter(({ amount }) => amount > 0),
    shares: sharesOf(world, engine.machine),
    done: call(stepsDone, { build: id }),
  });
  world.update(builds, id, { state: "building", layer, plan, spec: null, work: work.id });
}
