/** Starting an application by hand, and what becomes of it. */
import { call } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import { ok, type Result, refuse } from "../../core/result";
import { startWork, works } from "../../core/work";
import type { World } from "../../core/world";
import { SIGNALS } from "../../kernel/abi";
import { sendSignal } from "../../kernel/process/signals";
import { processes } from "../../kernel/process/table";
import { runningKernel, sharesOf } from "../access";
import { type App, apps } from "../tables";
import { appExited, appLoaded } from "./events";
import { appNamed } from "./find";
import { runApp } from "./run";
import { loadSteps } from "./steps";

/** Starts an installed application. Refused: as `runningKernel`, `no-app`, `already-running`. */
export function startApp(world: World, machineName: string, name: string): Result<void> {
  const kernel = runningKernel(world, machineName);
  if (!kernel.ok) return kernel;
  const app = appNamed(world, machineName, name);
  if (!app.ok) return app;
  const { id, layer, machine, process } = app.value;
  if (process !== null || world.first(works, "layer", layer) !== undefined)
    return refuse("already-running", `${name} cannot be started`, "it runs, or is about to");
  startWork(world, {
    layer,
    owner: machine,
    steps: loadSteps(app.value, "app"),
    shares: sharesOf(world, machine),
    done: call(appLoaded, { app: id }),
  });
  return ok(undefined);
}

/** Lets an application crash, as by a bad pointer (SIGSEGV). Refused: as `runningKernel`, `no-app`, `not-running`. */
export function crashApp(world: World, machineName: string, name: string): Result<void> {
  const kernel = runningKernel(world, machineName);
  if (!kernel.ok) return kernel;
  const app = appNamed(world, machineName, name);
  if (!app.ok) return app;
  if (app.value.process === null)
    return refuse("not-running", `${name} cannot crash`, "it does not run", "Start it first");
  return sendSignal(world, app.value.process, SIGNALS.SIGSEGV, null);
}

function exited(world: World, app: App, process: number): void {
  const exit = world.get(processes, process)?.exit;
  world.update(apps, app.id, { process: null });
  if (exit && "signal" in exit)
    note(world, app.layer, "crashed", `${app.name} was ended by signal ${exit.signal}`);
  else note(world, app.layer, "exited", `${app.name} has ended`);
}

export const appHandlers: Handlers = {
  ...handler(appLoaded, (world, { app }) => {
    if (world.get(apps, app)) runApp(world, app);
  }),
  ...handler(appExited, (world, { app: id, process }) => {
    const app = world.get(apps, id);
    if (app?.process === process) exited(world, app, process);
  }),
};
