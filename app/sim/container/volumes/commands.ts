/** Commands about volumes. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { engineAt } from "../engine/access";
import { createVolume } from "./ensure";
import { pruneVolumes, removeVolume } from "./remove";

const machine = z.string();

const createVolumeCommand = defineCommand(
  "createVolume",
  "Makes a volume; without a name, an anonymous one",
  { machine, name: z.optional(z.string()), labels: z.optional(z.record(z.string(), z.string())) },
  (world, { machine, name, labels }) => {
    const engine = engineAt(world, machine);
    return engine.ok ? createVolume(world, engine.value.id, name ?? null, labels ?? {}) : engine;
  },
);

const removeVolumeCommand = defineCommand(
  "removeVolume",
  "Removes a volume that no container uses",
  { machine, name: z.string() },
  (world, { machine, name }) => {
    const engine = engineAt(world, machine);
    return engine.ok ? removeVolume(world, engine.value.id, name) : engine;
  },
);

const pruneVolumesCommand = defineCommand(
  "pruneVolumes",
  "Removes all anonymous volumes that no container uses; with `all`, named ones too",
  { machine, all: z.optional(z.boolean()) },
  (world, { machine, all }) => {
    const engine = engineAt(world, machine);
    return engine.ok ? pruneVolumes(world, engine.value.id, all ?? false) : engine;
  },
);

export const volumeCommands = [createVolumeCommand, removeVolumeCommand, pruneVolumesCommand] as const;
