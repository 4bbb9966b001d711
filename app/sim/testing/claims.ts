/** For tests: a simulation that is acted in as a person would, by its public face, and looked at through its layers. */

import { type Container, containers } from "../container/tables";
import { works } from "../core/work";
import {
  type CommandInput,
  type Layer,
  type LayerKind,
  layersOf,
  parseScenario,
  phases,
  type Refusal,
  readyScenario,
  Simulation,
} from "../index";
import type { Kernel } from "../kernel/kernel";
import { type Process, processes } from "../kernel/process/table";
import { kernelOf } from "../machine/access";
import { machines } from "../machine/tables";

/** Computer time that a test may take on a slow computer that is busy with others, ms. */
export const PATIENCE_MS = 60_000;

/** A simulation and short ways to act in it. */
export interface Acting {
  readonly sim: Simulation;
  /** Does these one after the other, and lets each come to its end. Throws if one is refused. */
  readonly act: (...commands: readonly CommandInput[]) => void;
  /** Does these within the instant. Throws if one is refused. */
  readonly begin: (...commands: readonly CommandInput[]) => void;
  /** The refusal of a command. Throws if it is done. */
  readonly refused: (command: CommandInput) => Refusal;
  /** Why a command is refused, or nothing if it is done. */
  readonly tries: (command: CommandInput) => Refusal | undefined;
  /** Lets virtual time pass, ms. */
  readonly wait: (ms: number) => void;
  /** Lets time pass until nothing is starting any more. */
  readonly settle: () => void;
  readonly layers: (...kinds: readonly LayerKind[]) => Layer[];
  /** The layer of this identifier. Throws if there is none. */
  readonly layer: (id: string) => Layer;
}

/** A simulation whose world is set up by these commands. Throws if one is refused. */
export function acting(...setup: readonly CommandInput[]): Acting {
  const scenario = parseScenario({ version: 1, setup });
  if (!scenario.ok) throw new Error(scenario.refusal.why);
  const started = Simulation.start(scenario.value);
  if (!started.ok) throw new Error(`${started.refusal.what}: ${started.refusal.why}`);
  return actingIn(started.value);
}

/** A ready scenario after its start and all that it begins. Throws if there is none of this name. */
export function started(name: string): Acting {
  const scenario = readyScenario(name);
  const begun = scenario && Simulation.start(scenario);
  if (!begun?.ok) throw new Error(`${name} cannot be started`);
  const lab = actingIn(begun.value);
  lab.settle();
  return lab;
}

/** Short ways to act in a simulation. */
export function actingIn(sim: Simulation): Acting {
  const settle = () => {
    for (let next = sim.nextAt; next !== undefined && sim.world.count(works) > 0; next = sim.nextAt)
      sim.advance(next);
  };
  const tries = (command: CommandInput) => {
    const done = sim.dispatch(command);
    return done.ok ? undefined : done.refusal;
  };
  const begin = (...commands: readonly CommandInput[]) => {
    for (const command of commands) {
      const refusal = tries(command);
      if (refusal) throw new Error(`${command.do}: ${refusal.code}: ${refusal.what}: ${refusal.why}`);
    }
  };
  return {
    sim,
    settle,
    tries,
    begin,
    act: (...commands) => {
      for (const command of commands) {
        begin(command);
        settle();
      }
    },
    refused: (command) => {
      const refusal = tries(command);
      if (refusal === undefined) throw new Error(`${command.do} was not refused`);
      return refusal;
    },
    wait: (ms) => sim.advance(sim.now + ms),
    layers: (...kinds) =>
      layersOf(sim.world).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)),
    layer: (id) => {
      const found = layersOf(sim.world).find((layer) => layer.id === id);
      if (found === undefined) throw new Error(`no layer ${id}`);
      return found;
    },
  };
}

/** Commands for a machine with an operating system that runs. */
export function host(
  name: string,
  os: string,
  spec: Partial<Extract<CommandInput, { do: "addMachine" }>> = {},
): CommandInput[] {
  return [
    { do: "addMachine", name, preset: "laptop", os, ...spec },
    { do: "powerOn", machine: name },
  ];
}

/** Commands for a running Linux machine with a container engine and images. */
export function dockerHost(
  name: string,
  images: readonly string[] = ["alpine"],
  spec: Parameters<typeof host>[2] & { readonly os?: string } = {},
): CommandInput[] {
  return [
    ...host(name, spec.os ?? "ubuntu-24.04", spec),
    { do: "installEngine", machine: name },
    ...images.map((image) => ({ do: "pullImage", machine: name, image }) as const),
  ];
}

/** Command that starts a container which goes on until it is stopped. */
export function container(
  machine: string,
  name: string,
  options: Partial<Extract<CommandInput, { do: "runContainer" }>> = {},
): Extract<CommandInput, { do: "runContainer" }> {
  return {
    do: "runContainer",
    machine,
    image: "alpine",
    name,
    command: ["sleep", "infinity"],
    ...options,
  };
}

/** Sum of a figure over layers, without what is part of another. */
export function sum(layers: readonly Layer[], figure: "memoryBytes" | "diskBytes" | "cpu"): number {
  return layers.filter(({ within }) => within === null).reduce((total, layer) => total + layer[figure], 0);
}

/** The layer at the bottom of the one with this identifier: the hardware that it stands on in the end. */
export function bottomOf(layers: readonly Layer[], id: string): string {
  const layer = layers.find((candidate) => candidate.id === id);
  if (layer === undefined) throw new Error(`no layer ${id}`);
  return layer.on === null ? id : bottomOf(layers, layer.on);
}

/** Durations of the phases of a layer's last start, ms, in their order. */
export function phasesMs({ sim }: Acting, layer: string): Readonly<Record<string, number>> {
  const durations: Record<string, number> = {};
  for (const { name, startedAt, endedAt } of sim.world.find(phases, "layer", layer))
    durations[name] = (durations[name] ?? 0) + (endedAt ?? sim.now) - startedAt;
  return durations;
}

/** Commands for a hypervisor on a running machine, and virtual machines that are switched off. */
export function guests(
  on: string,
  names: readonly string[],
  spec: Partial<Extract<CommandInput, { do: "createVm" }>> & { readonly hypervisor?: string } = {},
): CommandInput[] {
  const { hypervisor = "virtualbox", os = "ubuntu-24.04", ...rest } = spec;
  return [
    { do: "installHypervisor", machine: on, product: hypervisor },
    ...names.map((name) => ({ do: "createVm", host: on, name, os, ...rest }) as const),
  ];
}

/** The kernel that runs on a machine, as it is now. Throws if none does. */
export function kernelNow({ sim }: Acting, name: string): Kernel {
  const machine = sim.world.first(machines, "name", name);
  const kernel = machine && kernelOf(sim.world, machine.id);
  if (kernel === undefined) throw new Error(`no kernel runs on ${name}`);
  return kernel;
}

/** Living processes of a layer, by their rows. */
export function processesOf({ sim }: Acting, layer: string): Process[] {
  return sim.world.find(processes, "layer", layer).filter(({ state }) => state !== "zombie");
}

/** The container of a layer, as it is now. Throws if there is none. */
export function containerNow({ sim }: Acting, layer: string): Container {
  const found = sim.world.first(containers, "layer", layer);
  if (found === undefined) throw new Error(`no container ${layer}`);
  return found;
}

/** The first process of a running container. Throws if it does not run. */
export function mainProcess(lab: Acting, layer: string): Process {
  const { process } = containerNow(lab, layer);
  if (process === null) throw new Error(`${layer} does not run`);
  return lab.sim.world.must(processes, process);
}
