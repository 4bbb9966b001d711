/** An application at work: a process of its system, in a control group of its own. */
import { call } from "../../core/events";
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { takeMemory } from "../../kernel/memory/take";
import { spawn } from "../../kernel/process/spawn";
import { processes } from "../../kernel/process/table";
import type { Program } from "../../kernel/programs/program";
import { kernelOf, systemOf } from "../access";
import { osNamed } from "../systems/catalogue";
import { serviceGroup } from "../systems/groups";
import { type App, apps } from "../tables";
import { appExited } from "./events";

function programOf(app: App): Program {
  if (app.port === null) return { kind: "idle", reaps: true, quits: true };
  return { kind: "serve", port: app.port, protocol: "tcp", cpuMs: 0, bytes: 0, line: "" };
}

/**
 * Starts the process of an application whose files are read; it takes its memory at once. Where there is none for it, its
 * kernel kills it, or whoever is bigger. Does nothing while no kernel runs, or where it runs already.
 */
export function runApp(world: World, appId: number): void {
  const app = world.must(apps, appId);
  const kernel = kernelOf(world, app.machine);
  const os = osNamed(systemOf(world, app.machine)?.os ?? "");
  if (kernel === undefined || os === undefined || app.process !== null) return;
  const started = spawn(world, {
    kernel: kernel.id,
    parent: kernel.init,
    argv: [`/opt/${app.name}/bin/${app.name}`],
    name: app.name,
    program: programOf(app),
    layer: app.layer,
    cgroup: serviceGroup(world, kernel, os.initKind, app.name),
  });
  if (!started.ok) {
    note(world, app.layer, "failed", `${app.name} did not start: ${started.refusal.why}`);
    return;
  }
  const { id: process, rssBytes } = started.value;
  if (world.get(processes, process)?.state === "zombie") {
    note(world, app.layer, "failed", `${app.name} did not start: there was no memory for it`);
    return;
  }
  world.update(processes, process, { onExit: call(appExited, { app: appId, process }) });
  world.update(apps, appId, { process });
  note(world, app.layer, "started", `${app.name} runs`);
  takeMemory(world, process, Math.max(0, app.memoryBytes - rssBytes));
}
