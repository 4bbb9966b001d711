/** The daemon: started and stopped by request, crashed, and back again. Shims and containers do not stand on it. */
import { call } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import { startWork } from "../../core/work";
import type { World } from "../../core/world";
import { engineCosts } from "../../costs/engine";
import { SIGNALS } from "../../kernel/abi";
import type { Kernel } from "../../kernel/kernel";
import { endProcess } from "../../kernel/process/exit";
import { sendSignal } from "../../kernel/process/signals";
import { type SpawnSpec, spawn } from "../../kernel/process/spawn";
import { type Process, processes } from "../../kernel/process/table";
import { sharesOf } from "../../machine/access";
import { machines } from "../../machine/tables";
import { cancelPulls } from "../images/pull";
import { containerRuns } from "../lifecycle/runs";
import { abandonStart } from "../lifecycle/starting";
import { stopContainer } from "../lifecycle/stopping";
import { ensureDefaultNetworks } from "../networks/defaults";
import { containers, type Engine, engines } from "../tables";
import { kernelUnder } from "./access";
import { containerAtRest, daemonEnded, engineReady, machineBooted, machineDown } from "./events";
import { containerdGroup, daemonGroup } from "./groups";
import { foundDead, restoreContainers } from "./restore";

function isAlive(world: World, process: number | null): boolean {
  const row = process === null ? undefined : world.get(processes, process);
  return row !== undefined && row.state !== "zombie";
}

/** Starts an engine's programs; its containers are seen to when they are ready. Refused: `machine-off`. */
export function startEngine(world: World, engine: Engine): Result<void> {
  if (engine.state === "running" || engine.state === "starting") return ok(undefined);
  if (engine.state === "stopping")
    return refuse(
      "stopping",
      "The engine cannot start yet",
      "it is still stopping its containers",
      "Wait a moment",
    );
  if (kernelUnder(world, engine) === undefined) {
    const { name } = world.must(machines, engine.machine);
    return refuse("machine-off", "The engine cannot start", `${name} is not up`, `Start ${name}`);
  }
  const { containerdStartMs, daemonStartMs } = engineCosts;
  const steps = [
    { phase: "containerd", use: "cpu", amount: containerdStartMs.value },
    { phase: "daemon", use: "cpu", amount: daemonStartMs.value },
  ] as const;
  world.update(engines, engine.id, { state: "starting" });
  startWork(world, {
    layer: engine.layer,
    owner: engine.machine,
    steps: isAlive(world, engine.containerd) ? steps.slice(1) : steps,
    shares: sharesOf(world, engine.machine),
    done: call(engineReady, { engine: engine.id }),
  });
  return ok(undefined);
}

/** What the engine's programs do: they wait for requests, and end when they are asked to. */
const SERVICE = { kind: "idle", reaps: true, quits: true } as const;

function startProgram(
  world: World,
  engine: Engine,
  kernel: Kernel,
  program: Pick<SpawnSpec, "argv" | "name" | "cgroup" | "rssBytes">,
): Result<Process> {
  return spawn(world, {
    kernel: kernel.id,
    parent: kernel.init,
    program: SERVICE,
    layer: engine.layer,
    ...program,
  });
}

function startPrograms(
  world: World,
  engine: Engine,
  kernel: Kernel,
): Result<Pick<Engine, "daemon" | "containerd">> {
  const { containerdBytes, daemonBytes } = engineCosts;
  const containerd = isAlive(world, engine.containerd)
    ? ok(world.must(processes, engine.containerd ?? 0))
    : startProgram(world, engine, kernel, {
        argv: ["/usr/bin/containerd"],
        name: "containerd",
        cgroup: containerdGroup(world, kernel.id).id,
        rssBytes: containerdBytes.value,
      });
  if (!containerd.ok) return containerd;
  const daemon = startProgram(world, engine, kernel, {
    argv: ["/usr/bin/dockerd", "-H", "fd://", "--containerd=/run/containerd/containerd.sock"],
    name: "dockerd",
    cgroup: daemonGroup(world, kernel.id).id,
    rssBytes: daemonBytes.value,
  });
  if (!daemon.ok) return daemon;
  const { id: process } = daemon.value;
  world.update(processes, process, { onExit: call(daemonEnded, { engine: engine.id, process }) });
  return ok({ daemon: process, containerd: containerd.value.id });
}

function becomeReady(world: World, engine: Engine, kernel: Kernel): void {
  const started = startPrograms(world, engine, kernel);
  if (!started.ok) {
    world.update(engines, engine.id, { state: "crashed" });
    note(world, engine.layer, "start-failed", `The engine could not start: ${started.refusal.why}`);
    return;
  }
  const running = world.update(engines, engine.id, { ...started.value, state: "running" });
  ensureDefaultNetworks(world, engine.id);
  note(world, engine.layer, "ready", "The engine is ready");
  restoreContainers(world, running);
}

/** Asks every container of an engine to end; gives up starts that are under way. */
function stopAll(world: World, engine: Engine): void {
  const { shutdownMs } = engineCosts;
  for (const { container } of world.find(containerRuns, "starting", engine.id))
    abandonStart(world, container);
  for (const container of world.find(containers, "active", engine.id)) {
    const graceMs = Math.min(container.spec.stopTimeoutMs ?? engineCosts.stopMs.value, shutdownMs.value);
    stopContainer(world, container, { graceMs, byHand: container.stoppedByHand, afterwards: "rest" });
  }
}

/**
 * Stops an engine. Its containers are stopped first, unless it leaves them to run (live restore); they start again with it by
 * their policies. Refused: `no-daemon` where none runs.
 */
export function stopEngine(world: World, engine: Engine): Result<void> {
  if (engine.state !== "running" || kernelUnder(world, engine) === undefined)
    return refuse("no-daemon", "The engine cannot be stopped", "its daemon does not run", "Start it first");
  const stopping = world.update(engines, engine.id, { state: "stopping" });
  note(world, engine.layer, "stopping", "The engine stops");
  if (!engine.liveRestore) stopAll(world, stopping);
  world.after(0, containerAtRest, { engine: engine.id });
  return ok(undefined);
}

/** Lets a daemon crash, as by SIGKILL. Refused: `no-daemon` where none runs. */
export function crashEngine(world: World, engine: Engine): Result<void> {
  if (engine.daemon === null || !isAlive(world, engine.daemon))
    return refuse("no-daemon", "The engine cannot crash", "its daemon does not run", "Start it first");
  return sendSignal(world, engine.daemon, SIGNALS.SIGKILL, null);
}

/** The daemon's process has ended, whoever ended it. */
function lostDaemon(world: World, engine: Engine, process: number): void {
  if (engine.daemon !== process) return;
  const exit = world.get(processes, process)?.exit;
  const asked = engine.state === "stopping" || (exit != null && "code" in exit && exit.code === 0);
  for (const { container } of world.find(containerRuns, "starting", engine.id))
    abandonStart(world, container);
  cancelPulls(world, engine.id);
  const state = asked ? "stopped" : "crashed";
  const ended = world.update(engines, engine.id, { state, daemon: null });
  note(
    world,
    engine.layer,
    state,
    asked ? "The engine is stopped" : "The engine has crashed; what runs in containers goes on",
  );
  if (asked && !engine.liveRestore) stopAll(world, ended);
}

/** Forgets everything that was in the memory of a machine that went down. */
function afterOutage(world: World, engineId: number): void {
  const engine = world.update(engines, engineId, { state: "stopped", daemon: null, containerd: null });
  cancelPulls(world, engineId);
  foundDead(world, engine);
}

/** What engines do on their events. */
export const daemonHandlers: Handlers = {
  ...handler(engineReady, (world, { engine: id }) => {
    const engine = world.get(engines, id);
    const kernel = engine && kernelUnder(world, engine);
    if (engine?.state === "starting" && kernel) becomeReady(world, engine, kernel);
  }),
  ...handler(daemonEnded, (world, { engine: id, process }) => {
    const engine = world.get(engines, id);
    if (engine) lostDaemon(world, engine, process);
  }),
  ...handler(containerAtRest, (world, { engine: id }) => {
    const engine = world.get(engines, id);
    if (engine?.state !== "stopping" || engine.daemon === null) return;
    if (!engine.liveRestore && world.first(containers, "active", id) !== undefined) return;
    endProcess(world, engine.daemon, { code: 0 });
  }),
  ...handler(machineDown, (world, { engine: id }) => {
    const engine = world.get(engines, id);
    if (engine && kernelUnder(world, engine) === undefined) afterOutage(world, id);
  }),
  ...handler(machineBooted, (world, { engine: id }) => {
    if (world.get(engines, id) === undefined) return;
    afterOutage(world, id);
    startEngine(world, world.must(engines, id));
  }),
};
