/** What a person can ask of engines. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { ok } from "../../core/result";
import { machineNamed } from "../../machine/access";
import { installHidden, startHidden } from "../hidden/install";
import { dockerDesktop, dockerToolbox } from "../hidden/products";
import { engineFor } from "./access";
import { crashEngine as crash, startEngine as start, stopEngine as stop } from "./daemon";
import { installEngine as install } from "./install";

const machine = z.string();

const installEngine = defineCommand(
  "installEngine",
  "Installs a container engine on a machine with Linux; it starts at once where the machine is up",
  { machine, product: z.optional(z.literal("docker")), liveRestore: z.optional(z.boolean()) },
  (world, { machine: name, product = "docker", liveRestore = false }) => {
    const named = machineNamed(world, name);
    if (!named.ok) return named;
    const { id } = named.value;
    return install(world, { machine: id, client: id, product, liveRestore });
  },
);

const installDockerDesktop = defineCommand(
  "installDockerDesktop",
  "Installs Docker Desktop on Windows or macOS: an engine in a hidden Linux machine",
  { machine },
  (world, { machine: name }) => {
    const named = machineNamed(world, name);
    return named.ok ? installHidden(world, dockerDesktop, named.value.id) : named;
  },
);

const installDockerToolbox = defineCommand(
  "installDockerToolbox",
  "Installs Docker Toolbox on Windows or macOS: an engine in a Linux machine of VirtualBox",
  { machine },
  (world, { machine: name }) => {
    const named = machineNamed(world, name);
    return named.ok ? installHidden(world, dockerToolbox, named.value.id) : named;
  },
);

const startEngine = defineCommand(
  "startEngine",
  "Starts a machine's container engine, with the hidden machine that it runs in where there is one",
  { machine },
  (world, { machine: name }) => {
    const engine = engineFor(world, name);
    if (!engine.ok) return engine;
    const hidden = startHidden(world, engine.value);
    if (!hidden.ok) return hidden;
    return hidden.value ? ok(undefined) : start(world, engine.value);
  },
);

const stopEngine = defineCommand(
  "stopEngine",
  "Stops a machine's container engine, and its containers unless it has live restore",
  { machine },
  (world, { machine: name }) => {
    const engine = engineFor(world, name);
    return engine.ok ? stop(world, engine.value) : engine;
  },
);

const crashEngine = defineCommand(
  "crashEngine",
  "Kills the daemon of a machine's container engine; containers run on",
  { machine },
  (world, { machine: name }) => {
    const engine = engineFor(world, name);
    return engine.ok ? crash(world, engine.value) : engine;
  },
);

export const engineCommands = [
  installEngine,
  installDockerDesktop,
  installDockerToolbox,
  startEngine,
  stopEngine,
  crashEngine,
] as const;
