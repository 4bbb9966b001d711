/** For tests: builds from a few lines. */
import { buildImage } from "../container/build/build";
import {
  type Build,
  type BuildSpec,
  type BuildStep,
  buildSteps,
  builds,
  type ContextFile,
} from "../container/build/tables";
import { type Image, images } from "../container/tables";
import { call } from "../core/events";
import type { World } from "../core/world";
import { good, passTime, told } from "./store";

const HOUR = 3_600_000;

/** Files of a context from their texts. */
export function contextOf(texts: Readonly<Record<string, string>>): ContextFile[] {
  return Object.entries(texts).map(([path, content]) => ({ path, content }));
}

/** What is asked of a builder, from a Dockerfile's lines. */
export function buildOf(lines: readonly string[], spec: Partial<BuildSpec> = {}): BuildSpec {
  const rest = { context: [], tag: "app", target: "", args: {}, noCache: false };
  return { ...rest, ...spec, dockerfile: lines.join("\n") };
}

/** A build that has ended. */
export interface Built {
  readonly build: Build;
  readonly steps: readonly BuildStep[];
}

/** Builds and waits for the end, good or bad. Throws if the build was refused. */
export function ended(world: World, engine: number, spec: BuildSpec): Built {
  const { id } = good(buildImage(world, engine, spec, call(told, "built")));
  passTime(world, HOUR);
  return { build: world.must(builds, id), steps: world.find(buildSteps, "build", id) };
}

/** The image that comes of a Dockerfile's lines. Throws if the build fails. */
export function built(
  world: World,
  engine: number,
  lines: readonly string[],
  spec: Partial<BuildSpec> = {},
): Image & { readonly steps: readonly BuildStep[] } {
  const { build, steps } = ended(world, engine, buildOf(lines, spec));
  if (build.image === null) throw new Error(build.error);
  return { ...world.must(images, build.image), steps };
}

/** States of the steps that change files, in their order. */
export function statesOf(steps: readonly BuildStep[]): string[] {
  return steps.filter(({ label }) => label !== "").map(({ state }) => state);
}
