/** What a person can ask of containers at a machine's command line. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { ok, refuse } from "../../core/result";
import { engineAt } from "../engine/access";
import { renameContainer as rename } from "./changing";
import { copyInto } from "./copying";
import { createContainer as create } from "./create";
import { execInContainer as exec } from "./execs";
import { targetOf } from "./find";
import { pauseContainer as pause, unpauseContainer as unpause } from "./holding";
import { moveContainer } from "./moving";
import { containerShape } from "./options";
import { runContainer as run } from "./running";
import { signalNumber } from "./signal-names";
import { startContainer as start } from "./starting";
import {
  killContainer as kill,
  removeContainer as remove,
  restartContainer as restart,
  stopContainer as stop,
} from "./stopping";
import { pruneContainers as prune } from "./tidying";
import { updateContainer } from "./update-command";

const place = { machine: z.string(), container: z.string() };
/** ms between the stop signal and SIGKILL. */
const timeout = z.optional(z.int().check(z.minimum(0)));

const createContainer = defineCommand(
  "createContainer",
  "Makes a container without starting it",
  containerShape,
  (world, { machine, name, ...options }) => {
    const engine = engineAt(world, machine);
    return engine.ok ? create(world, engine.value, options, name ?? null) : engine;
  },
);

const runContainer = defineCommand(
  "runContainer",
  "Makes a container and starts it; its image is pulled first where it is missing",
  containerShape,
  (world, { machine, name, ...options }) => {
    const engine = engineAt(world, machine);
    return engine.ok ? run(world, engine.value, options, name ?? null) : engine;
  },
);

const startContainer = defineCommand(
  "startContainer",
  "Starts a container",
  place,
  (world, { machine, container }) => {
    const target = targetOf(world, machine, container);
    return target.ok ? start(world, target.value.container, "person") : target;
  },
);

const stopContainer = defineCommand(
  "stopContainer",
  "Asks a container to end, and kills it after a time of grace",
  { ...place, timeout },
  (world, { machine, container, timeout: graceMs = null }) => {
    const target = targetOf(world, machine, container);
    if (!target.ok) return target;
    stop(world, target.value.container, { graceMs, byHand: true, afterwards: "rest" });
    return ok(undefined);
  },
);

const restartContainer = defineCommand(
  "restartContainer",
  "Stops a container and starts it again",
  { ...place, timeout },
  (world, { machine, container, timeout: graceMs = null }) => {
    const target = targetOf(world, machine, container);
    return target.ok ? restart(world, target.value.container, graceMs) : target;
  },
);

const killContainer = defineCommand(
  "killContainer",
  "Sends a signal to a container's first process; SIGKILL unless told otherwise",
  { ...place, signal: z.optional(z.string()) },
  (world, { machine, container, signal = "KILL" }) => {
    const target = targetOf(world, machine, container);
    const before = `cannot kill container: ${container}: `;
    if (!target.ok) {
      const { code, what, why, wayOut } = target.refusal;
      return code === "no-container" ? refuse(code, before + what, why, wayOut) : target;
    }
    const number = signalNumber(signal);
    if (number.ok) return kill(world, target.value.container, number.value);
    const { code, what, why, wayOut } = number.refusal;
    return refuse(code, before + what, why, wayOut);
  },
);

const pauseContainer = defineCommand(
  "pauseContainer",
  "Holds every process of a container",
  place,
  (world, { machine, container }) => {
    const target = targetOf(world, machine, container);
    return target.ok ? pause(world, target.value.container) : target;
  },
);

const unpauseContainer = defineCommand(
  "unpauseContainer",
  "Lets a paused container go on",
  place,
  (world, { machine, container }) => {
    const target = targetOf(world, machine, container);
    return target.ok ? unpause(world, target.value.container) : target;
  },
);

const removeContainer = defineCommand(
  "removeContainer",
  "Removes a container that does not run, or with force one that does",
  { ...place, force: z.optional(z.boolean()), volumes: z.optional(z.boolean()) },
  (world, { machine, container, force = false, volumes = false }) => {
    const target = targetOf(world, machine, container);
    return target.ok ? remove(world, target.value.container, { force, volumes }) : target;
  },
);

const renameContainer = defineCommand(
  "renameContainer",
  "Gives a container another name",
  { ...place, name: z.string() },
  (world, { machine, container, name }) => {
    const target = targetOf(world, machine, container);
    return target.ok ? rename(world, target.value.container, name) : target;
  },
);

const execInContainer = defineCommand(
  "execInContainer",
  "Runs a further process in a running container",
  {
    ...place,
    command: z.array(z.string()).check(z.minLength(1)),
    env: z.optional(z.record(z.string(), z.string())),
    user: z.optional(z.string()),
    workdir: z.optional(z.string()),
    privileged: z.optional(z.boolean()),
  },
  (world, { machine, container, command: argv, env = {}, user = "", workdir = "", privileged = false }) => {
    const target = targetOf(world, machine, container);
    if (!target.ok) return target;
    return exec(world, target.value.engine, target.value.container, { argv, env, user, workdir, privileged });
  },
);

const copyToContainer = defineCommand(
  "copyToContainer",
  "Writes a file into a container, whether it runs or not",
  { ...place, path: z.string(), name: z.optional(z.string()), content: z.string() },
  (world, { machine, container, path, name = "file", content }) => {
    const target = targetOf(world, machine, container);
    if (!target.ok) return target;
    return copyInto(world, target.value.engine, target.value.container, { path, name, content });
  },
);

const pruneContainers = defineCommand(
  "pruneContainers",
  "Removes all containers that do not run",
  { machine: z.string() },
  (world, { machine }) => {
    const engine = engineAt(world, machine);
    return engine.ok ? ok(prune(world, engine.value)) : engine;
  },
);

const migrateContainer = defineCommand(
  "migrateContainer",
  "Moves a container to the engine of another machine: stopped here, sent over the network, started there",
  { ...place, to: z.string() },
  (world, { machine, container, to }) => {
    const target = targetOf(world, machine, container);
    if (!target.ok) return target;
    const there = engineAt(world, to);
    return there.ok ? moveContainer(world, target.value.engine, target.value.container, there.value) : there;
  },
);

export const lifecycleCommands = [
  createContainer,
  runContainer,
  startContainer,
  stopContainer,
  restartContainer,
  killContainer,
  pauseContainer,
  unpauseContainer,
  removeContainer,
  renameContainer,
  updateContainer,
  execInContainer,
  copyToContainer,
  pruneContainers,
  migrateContainer,
] as const;
