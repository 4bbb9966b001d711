/** Plans a build: goes through the instructions, with what each one leaves behind and what it takes. */

import type { Step } from "../../core/work";
import type { World } from "../../core/world";
import { buildCosts } from "../../costs/builds";
import type { Architecture } from "../../kernel/kernel";
import { digestOf, layerContent } from "../images/content";
import { imageNamed } from "../images/store";
import type { Dockerfile, Instruction, Stage } from "./dockerfile";
import { FILE_STEPS, fileStep } from "./file-steps";
import { phaseOf } from "./finish";
import { clean, notIgnored } from "./patterns";
import { draftOn, type Picture, put, withLayer } from "./picture";
import { settingShown, settingsAfter } from "./settings";
import { addStep, pictureOf, type StageState, stateOn, stateOnNothing, variablesOf } from "./stage-state";
import { baseOf, globalArgs, SCRATCH, stageNamed, valueIn } from "./stages";
import { substitute, valueFrom } from "./substitute";
import { type BuildSpec, type ContextFile, cachedSteps, type Plan, type PlannedStep } from "./tables";

/** What a plan is made from. */
export interface PlanSpec {
  readonly world: World;
  readonly engine: number;
  readonly arch: Architecture;
  readonly file: Dockerfile;
  readonly stages: readonly Stage[];
  readonly spec: BuildSpec;
}

/** The build context as the builder sees it: without what .dockerignore names. */
export function contextPicture(context: readonly ContextFile[]): Picture {
  const ignore = context.find(({ path }) => path === ".dockerignore")?.content ?? "";
  const keep = notIgnored(ignore);
  const draft = draftOn(new Map());
  for (const { path, content, size, mode, exec } of context)
    if (keep(path) && clean(path) !== "" && clean(path) !== ".dockerignore")
      put(draft, {
        path: `/${clean(path)}`,
        kind: "file",
        ...(content === undefined ? {} : { content }),
        ...(size === undefined ? {} : { size }),
        ...(mode === undefined ? {} : { mode }),
        ...(exec === undefined ? {} : { exec }),
      });
  return draft.now;
}

const instant = { work: [], output: [], layer: null, key: "", error: "", label: "" } as const;

function firstState(plan: PlanSpec, stage: Stage, states: ReadonlyMap<Stage, StageState>): StageState {
  const name = baseOf(stage, globalArgs(plan.file, plan.spec));
  const below = stageNamed(plan.file, name, plan.file.stages.indexOf(stage));
  const state = below && states.get(below);
  if (state) return { ...state, args: {} };
  if (name === SCRATCH) return stateOnNothing(plan.arch);
  const image = imageNamed(plan.world, plan.engine, name);
  if (image === undefined) throw new Error(`no image ${name}`);
  return stateOn(plan.world, image);
}

function sourceOf(
  plan: PlanSpec,
  stage: Stage,
  { flags }: Instruction,
  states: ReadonlyMap<Stage, StageState>,
  context: Picture,
): Picture {
  if (flags.from === undefined) return context;
  const other = stageNamed(plan.file, flags.from, plan.file.stages.indexOf(stage));
  const state = other && states.get(other);
  if (state) return state.picture;
  const image = imageNamed(plan.world, plan.engine, flags.from);
  if (image === undefined) throw new Error(`no image ${flags.from}`);
  return pictureOf(plan.world, image);
}

function changeFiles(
  plan: PlanSpec,
  state: StageState,
  instruction: Instruction,
  label: string,
  from: Picture,
): PlannedStep {
  const draft = draftOn(state.picture);
  const done = fileStep(state, draft, instruction, from);
  const content = layerContent([...draft.layer.values()], state.image.arch);
  const layer = content.files.length === 0 ? null : content;
  const copied = instruction.keyword === "COPY" || instruction.keyword === "ADD" ? content.digest : "";
  const key = digestOf(JSON.stringify([state.key, done.depends, copied]));
  const { shown, output, error } = done;
  const step = { label, instruction: shown, line: instruction.line, key, layer, output, error };
  const phase = phaseOf(step);
  const cached = !plan.spec.noCache && isCached(plan, key);
  const writing: Omit<Step, "phase">[] = [
    { use: "disk", amount: content.bytes },
    { use: "cpu", amount: content.bytes / buildCosts.digest.value },
  ];
  const work = cached
    ? [{ phase, use: "wait" as const, amount: buildCosts.cachedStep.value }]
    : [...done.work, ...(error ? [] : writing)]
        .filter(({ amount }) => amount > 0)
        .map((use) => ({ phase, ...use }));
  if (error) return { ...step, state: "failed", layer: null, work };
  state.picture = layer ? withLayer(state.picture, layer.files) : state.picture;
  state.key = key;
  addStep(state, done.createdBy, layer);
  return { ...step, state: cached ? "cached" : "done", work };
}

function isCached({ world, engine }: PlanSpec, key: string): boolean {
  return world.first(cachedSteps, "key", `${engine}:${key}`) !== undefined;
}

function changeSettings(plan: PlanSpec, state: StageState, instruction: Instruction): PlannedStep {
  const variables = variablesOf(state);
  const shown = settingShown(instruction, variables);
  if (instruction.keyword === "ARG") {
    const globals = globalArgs(plan.file, plan.spec);
    for (const [name, value] of instruction.pairs) {
      const preset =
        valueIn(plan.spec.args, name) ??
        (value === null ? valueIn(globals, name) : valueFrom(value, variables));
      if (preset !== undefined) state.args = { ...state.args, [name]: preset };
    }
  } else {
    const config = settingsAfter(state.image.config, instruction, variables);
    state.image = { ...state.image, config };
    addStep(state, shown, null);
  }
  return { ...instant, instruction: shown, line: instruction.line, state: "done" };
}

/** Plans a build. Every image that it uses must be in the engine's store. */
export function planBuild(plan: PlanSpec): Plan {
  const context = contextPicture(plan.spec.context);
  const states = new Map<Stage, StageState>();
  const steps: PlannedStep[] = [];
  for (const stage of plan.stages) {
    const state = firstState(plan, stage, states);
    states.set(stage, state);
    const total = stage.instructions.filter(({ keyword }) => FILE_STEPS.includes(keyword)).length + 1;
    const unnamed = /^\d+$/.test(stage.name);
    const name = plan.stages.length === 1 ? "" : `${unnamed ? `stage-${stage.name}` : stage.name} `;
    let number = 1;
    const from = substitute(stage.from.text, globalArgs(plan.file, plan.spec));
    const label = `[${name}1/${total}]`;
    steps.push({ ...instant, label, instruction: `FROM ${from}`, line: stage.from.line, state: "cached" });
    for (const instruction of stage.instructions) {
      if (!FILE_STEPS.includes(instruction.keyword)) {
        steps.push(changeSettings(plan, state, instruction));
        continue;
      }
      const source = sourceOf(plan, stage, instruction, states, context);
      const step = changeFiles(plan, state, instruction, `[${name}${++number}/${total}]`, source);
      steps.push(step);
      if (step.state === "failed") return { steps, image: null };
    }
  }
  const last = plan.stages.at(-1);
  return { steps, image: (last && states.get(last)?.image) ?? null };
}
