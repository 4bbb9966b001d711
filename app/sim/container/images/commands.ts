/** Commands about images. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { call, defineEvent } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { ok, type Result } from "../../core/result";
import type { World } from "../../core/world";
import { buildImage as build } from "../build/build";
import { pruneBuildCache as pruneCache } from "../build/finish";
import { engineAt } from "../engine/access";
import { targetOf } from "../lifecycle/find";
import type { Engine } from "../tables";
import { commitContainer as commit } from "./commit";
import { pull } from "./pull";
import { pruneImages as prune, removeImage as remove, tagImage as tag } from "./remove";

/** Nobody waits for a pull that a person asked for: its rows and happenings tell how it ended. */
const nobodyWaits = defineEvent<null>("images.pullAskedFor");

export const pullCommandHandlers: Handlers = handler(nobodyWaits, () => {});

function onEngine<T>(world: World, machine: string, act: (engine: Engine) => Result<T>): Result<T> {
  const engine = engineAt(world, machine);
  return engine.ok ? act(engine.value) : engine;
}

const pullImage = defineCommand(
  "pullImage",
  "Pulls an image from a registry.",
  { machine: z.string(), image: z.string() },
  (world, { machine, image }) =>
    onEngine(world, machine, ({ id }) => pull(world, id, image, call(nobodyWaits, null))),
);

const tagImage = defineCommand(
  "tagImage",
  "Gives an image one more name.",
  { machine: z.string(), image: z.string(), as: z.string() },
  (world, { machine, image, as }) => onEngine(world, machine, ({ id }) => tag(world, id, image, as)),
);

const removeImage = defineCommand(
  "removeImage",
  "Takes a name from an image, and deletes the image with its last one.",
  { machine: z.string(), image: z.string(), force: z.optional(z.boolean()) },
  (world, { machine, image, force }) =>
    onEngine(world, machine, ({ id }) => remove(world, id, image, force ?? false)),
);

const commitContainer = defineCommand(
  "commitContainer",
  "Makes an image of what a container wrote on top of its own image.",
  { machine: z.string(), container: z.string(), as: z.optional(z.string()) },
  (world, { machine, container, as }) => {
    const target = targetOf(world, machine, container);
    return target.ok ? commit(world, target.value.container.id, as ?? null) : target;
  },
);

const pruneImages = defineCommand(
  "pruneImages",
  "Deletes images that no container uses: those without a name, or all.",
  { machine: z.string(), all: z.optional(z.boolean()) },
  (world, { machine, all }) => onEngine(world, machine, ({ id }) => ok(prune(world, id, all ?? false))),
);

const contextFile = z.strictObject({
  path: z.string(),
  content: z.optional(z.string()),
  size: z.optional(z.int().check(z.nonnegative())),
  mode: z.optional(z.int().check(z.nonnegative())),
  exec: z.optional(z.string()),
});

const buildImage = defineCommand(
  "buildImage",
  "Builds an image from a Dockerfile and the files beside it.",
  {
    machine: z.string(),
    dockerfile: z.string(),
    files: z.optional(z.array(contextFile)),
    tag: z.optional(z.string()),
    target: z.optional(z.string()),
    args: z.optional(z.record(z.string(), z.string())),
    noCache: z.optional(z.boolean()),
  },
  (world, { machine, dockerfile, files = [], tag = null, target = "", args = {}, noCache = false }) =>
    onEngine(world, machine, ({ id }) =>
      build(world, id, { dockerfile, context: files, tag, target, args, noCache }, null),
    ),
);

const pruneBuildCache = defineCommand(
  "pruneBuildCache",
  "Forgets the steps that later builds would not have to do again.",
  { machine: z.string() },
  (world, { machine }) => onEngine(world, machine, ({ id }) => ok(pruneCache(world, id))),
);

/** Commands about images and builds. */
export const imageCommands = [
  pullImage,
  tagImage,
  removeImage,
  commitContainer,
  pruneImages,
  buildImage,
  pruneBuildCache,
] as const;
