/** Booting a machine: phases that take time, and at their end a running kernel. */
import { call } from "../../core/events";
import { note } from "../../core/happenings";
import { type Step, startWork } from "../../core/work";
import type { World } from "../../core/world";
import { sharesOf, systemOf } from "../access";
import { loadSteps } from "../apps/steps";
import { osNamed } from "../systems/catalogue";
import { apps, type BootProfile, type Machine, machines } from "../tables";
import { booted } from "./events";
import { bootSteps, hypervisorSteps } from "./steps";

/** Whether a machine's hardware is granted by a hypervisor. */
export function isVirtual(machine: Machine): boolean {
  return machine.hardware === "virtual" || machine.hardware === "vps";
}

function stepsOf(world: World, machine: Machine, profile: BootProfile): Step[] {
  const system = systemOf(world, machine.id);
  if (system === undefined) return hypervisorSteps(isVirtual(machine));
  const factor = osNamed(system.os)?.bootFactor ?? 1;
  const autostart = world.find(apps, "machine", machine.id).filter((app) => app.autostart);
  return [
    ...bootSteps(profile, { virtual: isVirtual(machine), factor }),
    ...autostart.flatMap((app) => loadSteps(app, "app")),
  ];
}

/**
 * Starts the boot of a machine that was off: it has power now, and its phases run as work of the machine's layer. At their end
 * its kernel, services and apps run, or its hypervisor where there is no operating system.
 */
export function startBoot(world: World, machineId: number, profile: BootProfile): void {
  const machine = world.update(machines, machineId, {
    power: "booting",
    poweredAt: world.now,
    readyAt: null,
  });
  note(world, machine.name, "powered-on", `${machine.name} is switched on`);
  startWork(world, {
    layer: machine.name,
    owner: machineId,
    steps: stepsOf(world, machine, profile),
    shares: sharesOf(world, machineId),
    done: call(booted, { machine: machineId }),
  });
}
