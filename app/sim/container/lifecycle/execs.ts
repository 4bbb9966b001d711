/** Further processes in a running container: in its namespaces, its group, with its environment. */
import { call } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { NO_CAPABILITIES, SIGNALS } from "../../kernel/abi";
import { stat } from "../../kernel/files/read";
import { kernelView } from "../../kernel/files/view";
import { createStream } from "../../kernel/output";
import { reap } from "../../kernel/process/exit";
import { spawn } from "../../kernel/process/spawn";
import { processes } from "../../kernel/process/table";
import { findProgram } from "../../kernel/programs/find";
import type { Container, Engine } from "../tables";
import { capabilitiesOf } from "./capabilities";
import { kernelFor } from "./create";
import { addedProcessEnded } from "./events";
import { type Exec, execs } from "./exec-table";
import { running } from "./find";
import { isAlive, placement, programError, type Task, viewFor } from "./launch";
import { userOf } from "./user";

/** What is to be run, and as whom. */
export interface ExecSpec {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Empty: as the container's first process. */
  readonly user: string;
  readonly workdir: string;
  readonly privileged: boolean;
}

const RUNC = "OCI runtime exec failed: exec failed: unable to start container process: ";

function taskFor(world: World, container: Container, asked: ExecSpec): Result<Task> {
  const first = container.process === null ? undefined : world.get(processes, container.process);
  if (first === undefined) throw new Error(`container ${container.id} has no process`);
  const inside = kernelView(world, first.ns.mnt);
  const home = first.env.HOME ?? "/";
  const user =
    asked.user === "" ? ok({ uid: first.uid, gid: first.gid, home }) : userOf(world, inside, asked.user);
  if (!user.ok) return user;
  const cwd = asked.workdir || first.cwd;
  if (!stat(world, inside, cwd).ok)
    return refuse(
      "ENOENT",
      `${RUNC}chdir to cwd ("${cwd}") set in config.json failed: no such file or directory: unknown`,
      "the container has no such directory",
    );
  const held = capabilitiesOf(asked.privileged ? { ...container.spec, privileged: true } : container.spec);
  if (!held.ok) return held;
  return ok({
    argv: asked.argv,
    env: { ...first.env, ...asked.env },
    user: user.value,
    cwd,
    capabilities: user.value.uid === 0 ? held.value : NO_CAPABILITIES,
  });
}

/**
 * Starts a process in a running container at once. Refused in the daemon's words: `not-running`, `paused`, `no-shim`, `no-user`,
 * ENOENT (no such program: exit code 127), EACCES (126), EAGAIN (its limit of processes), ENOMEM.
 */
export function execInContainer(
  world: World,
  engine: Engine,
  container: Container,
  asked: ExecSpec,
): Result<Exec> {
  const runs = running(container);
  if (!runs.ok) return runs;
  if (container.state === "paused")
    return refuse(
      "paused",
      `Container ${container.name} is paused, unpause the container before exec`,
      "its processes are held, and a new one would be too",
      `docker unpause ${container.name}`,
    );
  const task = taskFor(world, container, asked);
  if (!task.ok) return task;
  const first = container.process === null ? undefined : world.get(processes, container.process);
  if (first === undefined || container.shim === null)
    throw new Error(`container ${container.id} has no process`);
  if (!isAlive(world, container.shim))
    return refuse(
      "no-shim",
      `cannot exec in container ${container.name}: ttrpc: closed: unknown`,
      "its shim was killed, and nobody else could put a process into it",
      `docker restart ${container.name}`,
    );
  const view = viewFor(world, first.ns.mnt, first.cgroup, task.value);
  const program = findProgram(world, view, asked.argv, task.value.env.PATH ?? "");
  if (!program.ok) {
    const { code, why, wayOut } = program.refusal;
    return refuse(code, RUNC + programError(asked.argv[0] ?? "", code), why, wayOut);
  }
  const output = createStream(world, container.layer);
  const exec = world.insert(execs, {
    container: container.id,
    process: 0,
    argv: asked.argv,
    output,
    exit: null,
  });
  const process = spawn(world, {
    ...placement(container, kernelFor(world, engine), container.shim, first.ns, task.value),
    output,
    program: program.value,
    onExit: call(addedProcessEnded, { exec: exec.id }),
  });
  if (!process.ok) return process;
  return ok(world.update(execs, exec.id, { process: process.value.id }));
}

/** What happens when an added process ends: its status is collected and kept. */
export const execHandlers: Handlers = handler(addedProcessEnded, (world, { exec: id }) => {
  const exec = world.get(execs, id);
  if (exec === undefined) return;
  const process = world.get(processes, exec.process);
  world.update(execs, id, { exit: process?.exit ?? { signal: SIGNALS.SIGKILL } });
  if (process?.state === "zombie") reap(world, exec.process);
});
