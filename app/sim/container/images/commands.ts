/** Commands about images. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { call, defineEvent } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { engineAt } from "../engine/access";
import { type Container, containers, type Engine } from "../tables";
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

function containerOf(world: World, engine: Engine, name: string): Result<Container> {
  const found = world.first(containers, "name", `${engine.id}:${name}`);
  if (found !== undefined) return ok(found);
  return refuse(
    "no-container",
    `${name} cannot be committed`,
    `No such container: ${name}`,
    "Use the name of a container that is there",
  );
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
  (world, { machine, container, as }) =>
    onEngine(world, machine, (engine) => {
      const found = containerOf(world, engine, container);
      return found.ok ? commit(world, found.value.id, as ?? null) : found;
    }),
);

const pruneImages = defineCommand(
  "pruneImages",
  "Deletes images that no container uses: those without a name, or all.",
  { machine: z.string(), all: z.optional(z.boolean()) },
  (world, { machine, all }) => onEngine(world, machine, ({ id }) => ok(prune(world, id, all ?? false))),
);

export const imageCommands = [pullImage, tagImage, removeImage, commitContainer, pruneImages] as const;
