/** How builds end: with an image, or with the complaint of the step that failed. */
import { note } from "../../core/happenings";
import { phases } from "../../core/work";
import type { World } from "../../core/world";
import { addImage, addLayer, holdLayer, releaseLayers } from "../images/store";
import { engines } from "../tables";
import { type Build, buildSteps, builds, cachedSteps, type PlannedStep } from "./tables";

/** Name of the phase under which a step is on record. */
export function phaseOf({ label, instruction }: Pick<PlannedStep, "label" | "instruction">): string {
  return `${label} ${instruction}`;
}

function end(world: World, id: number, change: Partial<Build>): void {
  releaseLayers(world, id);
  const over = { endedAt: world.now, work: null, plan: null, spec: null };
  const { done } = world.update(builds, id, { ...over, ...change });
  if (done !== null) world.callAfter(0, done);
}

/** Ends a build with a complaint; `line` of the Dockerfile, or 0. Whoever waits for it is told. */
export function failBuild(world: World, id: number, why: string, line: number): void {
  const error = `failed to solve: ${why}`;
  end(world, id, { state: "failed", error, errorLine: line });
  const { engine } = world.must(builds, id);
  note(world, world.must(engines, engine).layer, "build-failed", `A build failed: ${why}`);
}

/** Keeps what came of a step, so that it need not be done again. Returns why it could not, or nothing. */
function keep(world: World, { id, engine }: Build, { key, layer }: PlannedStep): string | undefined {
  if (key === "") return undefined;
  const added = layer && addLayer(world, engine, layer);
  if (added?.ok === false) return added.refusal.why;
  if (added) holdLayer(world, id, added.value);
  if (world.first(cachedSteps, "key", `${engine}:${key}`) !== undefined) return undefined;
  const cached = world.insert(cachedSteps, { engine, key, layer: added?.value.id ?? null });
  if (added) holdLayer(world, cached.id, added.value);
  return undefined;
}

function report(world: World, build: Build, steps: readonly PlannedStep[]): void {
  const times = new Map(world.find(phases, "layer", build.layer).map((phase) => [phase.name, phase]));
  for (const [at, row] of world.find(buildSteps, "build", build.id).entries()) {
    const step = steps[at];
    if (step === undefined) continue;
    const phase = times.get(phaseOf(step));
    const ms = phase ? (phase.endedAt ?? world.now) - phase.startedAt : 0;
    const { state, output, layer } = step;
    world.update(buildSteps, row.id, {
      state,
      ms,
      output,
      digest: layer?.digest ?? "",
      bytes: layer?.bytes ?? 0,
    });
  }
}

/** Ends a build whose steps have had their time. */
export function finishBuild(world: World, id: number): void {
  const build = world.must(builds, id);
  const { plan, engine, tag } = build;
  if (plan === null) throw new Error(`build ${id} has no plan`);
  report(world, build, plan.steps);
  for (const step of plan.steps) {
    const why = step.error || keep(world, build, step);
    if (why) {
      failBuild(world, id, why, step.line);
      return;
    }
  }
  if (plan.image === null) throw new Error(`build ${id} has neither an image nor a complaint`);
  const image = addImage(world, engine, plan.image, tag);
  end(world, id, { state: "complete", image: image.id });
  note(
    world,
    world.must(engines, engine).layer,
    "built",
    `${tag ?? "An image without a name"} has been built`,
  );
}

/** Forgets the cached steps of an engine; layers that no image holds go. Returns bytes reclaimed. */
export function pruneBuildCache(world: World, engineId: number): number {
  let reclaimed = 0;
  for (const { id } of world.find(cachedSteps, "engine", engineId)) {
    world.remove(cachedSteps, id);
    reclaimed += releaseLayers(world, id);
  }
  return reclaimed;
}
