/** The processes of a container: a shim, and below it the first process in its namespaces and its group. */
import { call } from "../../core/events";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { engineCosts } from "../../costs/engine";
import { EXIT_CANNOT_RUN, EXIT_NOT_FOUND, NO_CAPABILITIES } from "../../kernel/abi";
import { mkdir } from "../../kernel/files/change";
import { stat } from "../../kernel/files/read";
import { kernelView, type View } from "../../kernel/files/view";
import type { Kernel } from "../../kernel/kernel";
import type { NamespaceSet } from "../../kernel/namespace/table";
import { type SpawnSpec, spawn } from "../../kernel/process/spawn";
import { type Process, processes } from "../../kernel/process/table";
import { findProgram } from "../../kernel/programs/find";
import type { Program } from "../../kernel/programs/program";
import { compiled, withoutInput } from "../../kernel/programs/ready-made";
import { containerdGroup } from "../engine/groups";
import { type Container, containers, engines, images } from "../tables";
import { capabilitiesOf } from "./capabilities";
import { commandLine } from "./create";
import { environmentOf } from "./environment";
import { firstProcessEnded } from "./events";
import { runOf } from "./runs";
import { type User, userOf } from "./user";

const RUNC =
  "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ";
const HELPER = "/sbin/docker-init";

/** What a process that is put into a container is given. */
export interface Task {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly user: User;
  readonly cwd: string;
  readonly capabilities: string;
}

/** A view of a container's files with a task's rights. */
export function viewFor(world: World, mntNs: number, cgroup: number, task: Pick<Task, "user" | "cwd">): View {
  const { uid, gid } = task.user;
  return { ...kernelView(world, mntNs), uid, gid, cwd: task.cwd, cgroup };
}

/** The exit code by which an engine reports that a program is not there (127) or cannot be run (126). */
export function codeOfFailure(code: string): number {
  return code === "ENOENT" ? EXIT_NOT_FOUND : EXIT_CANNOT_RUN;
}

/** Why a program cannot be started, in the words of the runtime. */
export function programError(command: string, code: string): string {
  if (code !== "ENOENT") return `exec: "${command}": permission denied: unknown`;
  return command.includes("/")
    ? `exec: "${command}": stat ${command}: no such file or directory: unknown`
    : `exec: "${command}": executable file not found in $PATH: unknown`;
}

/** The task that a container's specification and image describe. Refused: `no-user`, `no-group`, ENOTDIR. */
function firstTask(world: World, container: Container, mntNs: number): Result<Task> {
  const image = world.must(images, container.image);
  const { spec } = container;
  const root = kernelView(world, mntNs);
  const user = userOf(world, root, spec.user === "" ? image.config.user : spec.user);
  if (!user.ok) return user;
  const cwd = spec.workdir || image.config.workdir || "/";
  const there = stat(world, root, cwd);
  if (there.ok && there.value.kind !== "dir")
    return refuse(
      "ENOTDIR",
      `Cannot mkdir: ${cwd} is not a directory`,
      "the working directory is a file in the image",
    );
  const made = there.ok ? ok(undefined) : mkdir(world, root, cwd, { parents: true });
  if (!made.ok) return made;
  const capabilities = capabilitiesOf(spec);
  if (!capabilities.ok) return capabilities;
  return ok({
    argv: commandLine(spec, image),
    env: environmentOf(container, image, user.value.home),
    user: user.value,
    cwd,
    capabilities: user.value.uid === 0 ? capabilities.value : NO_CAPABILITIES,
  });
}

/** What is common to all processes that run in a container. */
export function placement(
  container: Container,
  kernel: Kernel,
  parent: number,
  namespaces: Partial<NamespaceSet>,
  task: Task,
): Omit<SpawnSpec, "program"> {
  const { argv, env, user, cwd, capabilities } = task;
  if (container.cgroup === null) throw new Error(`container ${container.id} has no group`);
  return {
    kernel: kernel.id,
    parent,
    argv,
    env,
    uid: user.uid,
    gid: user.gid,
    cgroup: container.cgroup,
    root: "/",
    cwd,
    layer: container.layer,
    output: container.output,
    ns: namespaces,
    capabilities,
  };
}

/**
 * What a program does as the first one of a container: one that waits for input ends at once where nobody keeps that open,
 * and one that was compiled in a build, of which nothing is known but that it goes on, serves the first port of its image.
 */
function inContainer(world: World, { spec, image }: Container, program: Program): Program {
  const [exposed] = world.must(images, image).config.exposedPorts;
  if (program.kind === "idle" && program.quits && exposed !== undefined)
    return compiled(Number(exposed.split("/")[0]));
  return spec.openStdin || spec.tty ? program : withoutInput(program);
}

/** Whether a process is there and has not ended: one that has just been started may have been killed for its memory. */
export function isAlive(world: World, process: number): boolean {
  const row = world.get(processes, process);
  return row !== undefined && row.state !== "zombie";
}

function startShim(world: World, container: Container, kernel: Kernel): Result<Process> {
  return spawn(world, {
    kernel: kernel.id,
    parent: kernel.init,
    argv: ["/usr/bin/containerd-shim-runc-v2", "-namespace", "moby", "-id", container.containerId],
    name: "containerd-shim",
    program: { kind: "idle" },
    cgroup: containerdGroup(world, kernel.id).id,
    layer: world.must(engines, container.engine).layer,
    rssBytes: engineCosts.shimBytes.value,
    subreaper: true,
  });
}

function noMemory(what: string): Result<never> {
  return refuse(
    "ENOMEM",
    `${RUNC}cannot allocate memory: unknown`,
    `the machine's memory was used up, and ${what}`,
    "Stop something on the machine, or give it more memory",
  );
}

/** Puts the first process into a container: its program, or the engine's small init with the program below it. */
function startFirst(
  world: World,
  container: Container,
  place: Omit<SpawnSpec, "program">,
  program: Program,
): Result<Process> {
  const { generation } = runOf(world, container.id);
  const onExit = call(firstProcessEnded, { container: container.id, generation });
  if (!container.spec.init) return spawn(world, { ...place, program, onExit });
  const first = spawn(world, {
    ...place,
    argv: [HELPER, "--", ...place.argv],
    program: { kind: "init", forwards: true },
    onExit,
  });
  if (!first.ok || !isAlive(world, first.value.id)) return first;
  const app = spawn(world, { ...place, parent: first.value.id, program });
  return app.ok ? first : app;
}

/**
 * Starts a container's processes and puts them on its record. Refused with the runtime's words: ENOENT, EACCES (program),
 * `no-user`, `no-group`, ENOTDIR, EAGAIN, ENOMEM.
 */
export function launch(world: World, container: Container, kernel: Kernel): Result<void> {
  const { namespaces } = runOf(world, container.id);
  const { mnt } = namespaces;
  if (mnt === undefined || container.cgroup === null)
    throw new Error(`container ${container.id} is not prepared`);
  const task = firstTask(world, container, mnt);
  if (!task.ok) return task;
  const view = viewFor(world, mnt, container.cgroup, task.value);
  const program = findProgram(world, view, task.value.argv, task.value.env.PATH ?? "");
  if (!program.ok) {
    const { code, why, wayOut } = program.refusal;
    return refuse(code, RUNC + programError(task.value.argv[0] ?? "", code), why, wayOut);
  }
  const shim = startShim(world, container, kernel);
  if (!shim.ok) return shim;
  if (!isAlive(world, shim.value.id)) return noMemory("its shim was killed");
  world.update(containers, container.id, { shim: shim.value.id });
  const place = placement(container, kernel, shim.value.id, namespaces, task.value);
  const first = startFirst(world, container, place, inContainer(world, container, program.value));
  if (!first.ok) return first;
  if (world.get(processes, first.value.id) === undefined) return noMemory("the kernel panicked");
  world.update(containers, container.id, {
    state: "running",
    process: first.value.id,
    exit: null,
    error: "",
    oomKilled: false,
    startedAt: world.now,
    finishedAt: null,
  });
  return ok(undefined);
}
