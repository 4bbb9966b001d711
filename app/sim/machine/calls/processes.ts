/** System calls about processes. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { viewOf } from "../../kernel/files/view";
import { isCapableIn } from "../../kernel/namespace/rights";
import { createStream } from "../../kernel/output";
import { exec } from "../../kernel/process/exec";
import { endProcess, exitCode, reap } from "../../kernel/process/exit";
import { pidIn } from "../../kernel/process/look";
import { sendSignal } from "../../kernel/process/signals";
import { spawn } from "../../kernel/process/spawn";
import { type Process, processes } from "../../kernel/process/table";
import { DEFAULT_PATH, findProgram } from "../../kernel/programs/find";
import type { Program } from "../../kernel/programs/program";
import { CAPABILITY, caller, callerOf, targetOf } from "./caller";

const MAX_EXIT_CODE = 255;

const argv = z.array(z.string()).check(z.minLength(1));
const env = z.optional(z.record(z.string(), z.string()));

function programFor(
  world: World,
  by: Process,
  line: readonly string[],
  path: string | undefined,
): Result<Program> {
  return findProgram(world, viewOf(world, by), line, path ?? DEFAULT_PATH);
}

const spawnProcess = defineCommand(
  "spawnProcess",
  "Forks, and lets the child run a program that is found in the caller's files; `capture` keeps what it prints",
  { ...caller, argv, env, capture: z.optional(z.boolean()) },
  (world, { argv, env, capture, ...by }) => {
    const parent = callerOf(world, by);
    if (!parent.ok) return parent;
    const { kernel, id, layer } = parent.value;
    const variables = env ?? parent.value.env;
    const program = programFor(world, parent.value, argv, variables.PATH);
    if (!program.ok) return program;
    const child = spawn(world, {
      kernel,
      parent: id,
      argv,
      program: program.value,
      env: variables,
      ...(capture ? { output: createStream(world, layer) } : {}),
    });
    if (!child.ok) return child;
    const { id: process, output } = child.value;
    return ok({ process, pid: pidIn(world, child.value, parent.value.ns.pid) ?? 0, output });
  },
);

const execProgram = defineCommand(
  "execProgram",
  "Lets the caller go on as another program that is found in its files",
  { ...caller, argv },
  (world, { argv, ...by }) => {
    const self = callerOf(world, by);
    if (!self.ok) return self;
    if (self.value.program.kind === "machine")
      return refuse(
        "EBUSY",
        `process ${by.pid} cannot go on as ${argv[0]}`,
        "Device or resource busy: it is a virtual machine, which would be lost",
        "switch the virtual machine off, or start another process",
      );
    const program = programFor(world, self.value, argv, self.value.env.PATH);
    if (!program.ok) return program;
    exec(world, self.value.id, argv, program.value);
    return ok(undefined);
  },
);

const exitProcess = defineCommand(
  "exitProcess",
  "Ends the caller with an exit code",
  { ...caller, code: z.int().check(z.nonnegative(), z.maximum(MAX_EXIT_CODE)) },
  (world, { code, ...by }) => {
    const self = callerOf(world, by);
    if (!self.ok) return self;
    endProcess(world, self.value.id, { code });
    return ok(undefined);
  },
);

const reapProcess = defineCommand(
  "reapProcess",
  "Collects the exit code of a child that has ended: any, or the one of a number",
  { ...caller, target: z.optional(z.int()) },
  (world, { target, ...by }) => {
    const self = callerOf(world, by);
    if (!self.ok) return self;
    const { ns } = self.value;
    const children = world
      .find(processes, "parent", self.value.id)
      .filter((child) => target === undefined || pidIn(world, child, ns.pid) === target);
    const zombie = children.find((child) => child.state === "zombie");
    if (zombie) {
      const pid = pidIn(world, zombie, ns.pid) ?? 0;
      return ok({ pid, code: exitCode(reap(world, zombie.id)) });
    }
    const what = "cannot collect an exit code";
    if (children.length === 0)
      return refuse("ECHILD", what, "No child processes: the caller has none of that number");
    return refuse("EAGAIN", what, "the child has not ended yet", "wait for it");
  },
);

const signal = defineCommand(
  "signal",
  "Sends a signal to a process that the caller sees",
  { ...caller, target: z.int().check(z.positive()), signal: z.int() },
  (world, { target, signal, ...by }) => {
    const self = callerOf(world, by);
    if (!self.ok) return self;
    const found = targetOf(world, self.value, target);
    if (!found.ok) return found;
    const { uid, ns } = self.value;
    if (uid !== found.value.uid && !isCapableIn(world, self.value, found.value.ns.user, CAPABILITY.kill))
      return refuse(
        "EPERM",
        `cannot send a signal to process ${target}`,
        "Operation not permitted: it belongs to another user",
        "do it as root, or as that user",
      );
    return sendSignal(world, found.value.id, signal, ns.pid);
  },
);

export const processCalls = [spawnProcess, execProgram, exitProcess, reapProcess, signal] as const;
