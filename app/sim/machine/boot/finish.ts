/** The end of a boot: the kernel runs, services and apps are started, and whoever waits for the machine is told. */
import { call } from "../../core/events";
import { type Handlers, handler } from "../../core/handlers";
import { note } from "../../core/happenings";
import type { World } from "../../core/world";
import { startKernel } from "../../kernel/life/start";
import { systemOf } from "../access";
import { runApp } from "../apps/run";
import { hypervisorUp } from "../hypervisors/start";
import { wireMachine } from "../network/wire";
import { panicked } from "../power/events";
import { type OsSpec, osNamed } from "../systems/catalogue";
import { apps, hypervisors, type Machine, machines, type System, systems } from "../tables";
import { booted } from "./events";
import { bootHooks } from "./hooks";
import { startServices } from "./services";

function startSystem(world: World, machine: Machine, system: System, os: OsSpec): void {
  const kernel = startKernel(world, {
    machine: machine.id,
    layer: `${machine.name}/kernel`,
    family: os.family,
    release: os.release,
    arch: machine.arch,
    cpus: machine.cpus,
    memoryBytes: machine.memoryBytes,
    ownBytes: os.kernelBytes,
    cpuNode: machine.cpuNode,
    disk: machine.disk,
    rootTree: system.rootTree,
    hostname: machine.name,
    onPanic: call(panicked, { machine: machine.id }),
  });
  world.update(machines, machine.id, { memoryUsed: machine.memoryBytes });
  world.update(systems, system.id, { kernel: kernel.id });
  wireMachine(world, machine, kernel);
  startServices(world, machine, kernel, os);
}

/** Brings up what is installed on a machine whose boot phases are over. */
function finishBoot(world: World, machine: Machine): void {
  const system = systemOf(world, machine.id);
  const os = system && osNamed(system.os);
  if (system && os) startSystem(world, machine, system, os);
  world.update(machines, machine.id, { power: "on", readyAt: world.now });
  note(world, machine.name, "ready", `${machine.name} is ready`);
  for (const { id } of world.find(hypervisors, "machine", machine.id)) hypervisorUp(world, id);
  if (system)
    for (const app of world.find(apps, "machine", machine.id)) if (app.autostart) runApp(world, app.id);
  for (const hook of world.find(bootHooks, "machine", machine.id)) world.callAfter(0, hook.call);
}

export const bootHandlers: Handlers = handler(booted, (world, { machine: id }) => {
  const machine = world.get(machines, id);
  if (machine?.power === "booting") finishBoot(world, machine);
});
