/** For tests: machines, by the commands that a person would give. */
import * as z from "zod/mini";
import type { Result } from "../core/result";
import { type Phase, phases } from "../core/work";
import type { World } from "../core/world";
import { type Kernel, kernels } from "../kernel/kernel";
import { type Process, processes } from "../kernel/process/table";
import { kernelOf, machineNamed } from "../machine/access";
import { machineCommands } from "../machine/commands";
import { type Machine, machines } from "../machine/tables";
import { until, value, wait } from "./hosts";

/** Carries out a command as data, taken back if it is refused. Throws if there is no such command, or its data is wrong. */
export function ask(
  world: World,
  command: { readonly do: string; readonly [key: string]: unknown },
): Result<unknown> {
  const kind = machineCommands.find(({ name }) => name === command.do);
  if (kind === undefined) throw new Error(`no command ${command.do}`);
  const given = z.parse(kind.schema, command);
  const run = kind.run as unknown as (world: World, given: unknown) => Result<unknown>;
  return world.attempt(1, (world) => run(world, given));
}

/** Carries out a command that must not be refused, and what follows within the instant. */
export function tell(world: World, command: Parameters<typeof ask>[1]): unknown {
  const done = value(ask(world, command));
  wait(world, 0);
  return done;
}

/** The machine of a name as it is now. */
export function machine(world: World, name: string): Machine {
  return value(machineNamed(world, name));
}

/** Switches a machine on and lets it boot. */
export function boot(world: World, name: string): Kernel {
  tell(world, { do: "powerOn", machine: name });
  return ready(world, name);
}

/** Lets time pass until a machine is ready. */
export function ready(world: World, name: string): Kernel {
  until(world, () => machine(world, name).power === "on");
  wait(world, 0);
  return world.must(kernels, kernelOf(world, machine(world, name).id)?.id ?? 0);
}

/** A physical machine with a system, up and ready. */
export function upMachine(world: World, name: string, spec: Readonly<Record<string, unknown>> = {}): Kernel {
  tell(world, { do: "addMachine", name, preset: "laptop", os: "ubuntu-24.04", ...spec });
  return boot(world, name);
}

/** Names of the phases that a layer went through, in their order, each with its time in ms. */
export function phaseTimes(world: World, layer: string): [name: string, ms: number][] {
  return world.find(phases, "layer", layer).map(({ name, startedAt, endedAt }: Phase) => {
    if (endedAt === null) throw new Error(`${layer} is still in ${name}`);
    return [name, endedAt - startedAt];
  });
}

/** Live processes of a machine's kernel, by name. */
export function running(world: World, name: string): string[] {
  const kernel = kernelOf(world, machine(world, name).id);
  if (kernel === undefined) return [];
  return world
    .find(processes, "kernel", kernel.id)
    .filter(({ state }: Process) => state !== "zombie")
    .map((process: Process) => process.name);
}

/** What a boot took, ms from power to ready. */
export function bootTime(world: World, name: string): number {
  const { poweredAt, readyAt } = world.must(machines, machine(world, name).id);
  if (poweredAt === null || readyAt === null) throw new Error(`${name} is not up`);
  return readyAt - poweredAt;
}
