/** For tests: machines with container engines, worked by commands as a person would. */
import { type Command, type CommandInput, commandSchema, handlers } from "../commands/all";
import { advance, carryOut, settle } from "../commands/rules";
import { engineFor, kernelUnder } from "../container/engine/access";
import { findContainer } from "../container/lifecycle/identify";
import { type Container, type Engine, engines } from "../container/tables";
import { happenings } from "../core/happenings";
import type { Refusal } from "../core/result";
import { phases } from "../core/work";
import { World } from "../core/world";
import { viewOf } from "../kernel/files/view";
import { exitCode } from "../kernel/process/exit";
import { processes } from "../kernel/process/table";

/** A world and short ways to act on it. */
export interface Lab {
  readonly world: World;
  /** Carries a command out and lets what it began come to its end, but no timers. Throws if it is refused. */
  readonly act: (command: CommandInput) => unknown;
  /** Carries a command out within the instant. Throws if it is refused. */
  readonly begin: (command: CommandInput) => unknown;
  /** The refusal of a command. Throws if it is not refused. */
  readonly refused: (command: CommandInput) => Refusal;
  readonly pass: (ms: number) => void;
  /** What happens when an event is due. */
  readonly handlers: typeof handlers;
}

/** An empty world. */
export function testLab(seed = 1): Lab {
  const world = new World(seed);
  const begin = (command: CommandInput) => {
    const result = carryOut(world, commandSchema.parse(command) as Command, 0);
    if (!result.ok) throw new Error(`${command.do}: ${JSON.stringify(result.refusal)}`);
    return result.value;
  };
  return {
    world,
    begin,
    act: (command) => {
      const value = begin(command);
      settle(world);
      return value;
    },
    refused: (command) => {
      const before = JSON.stringify(world.toJSON());
      const result = carryOut(world, commandSchema.parse(command) as Command, 0);
      if (result.ok) throw new Error(`${command.do} was not refused`);
      if (JSON.stringify(world.toJSON()) !== before) throw new Error(`${command.do} left something behind`);
      return result.refusal;
    },
    pass: (ms) => advance(world, world.now + ms),
    handlers,
  };
}

/** A lab with a running server named `box`, an engine on it, and these images. */
export function engineLab(
  images: readonly string[] = ["alpine"],
  spec: { readonly liveRestore?: boolean; readonly cpus?: number; readonly memoryBytes?: number } = {},
): Lab {
  const { liveRestore = false, ...hardware } = spec;
  const lab = testLab();
  lab.act({ do: "addMachine", name: "box", preset: "server", os: "debian-13", ...hardware });
  lab.act({ do: "powerOn", machine: "box" });
  lab.act({ do: "installEngine", machine: "box", liveRestore });
  for (const image of images) lab.act({ do: "pullImage", machine: "box", image });
  return lab;
}

/** The engine that a machine's command line reaches, as it is now. */
export function engineNow({ world }: Lab, machine = "box"): Engine {
  const engine = engineFor(world, machine);
  if (!engine.ok) throw new Error(engine.refusal.what);
  return world.must(engines, engine.value.id);
}

/** A container as it is now; `undefined` if there is none of that name. */
export function containerNow(lab: Lab, name: string, machine = "box"): Container | undefined {
  const found = findContainer(lab.world, engineNow(lab, machine).id, name);
  return found.ok ? found.value : undefined;
}

/** A container as it is now. Throws if there is none of that name. */
export function theContainer(lab: Lab, name: string, machine = "box"): Container {
  const container = containerNow(lab, name, machine);
  if (container === undefined) throw new Error(`no container ${name}`);
  return container;
}

/** State and exit code of a container as a person reads them: `running`, `exited 137`. */
export function stateOf(lab: Lab, name: string, machine = "box"): string {
  const { state, exit } = theContainer(lab, name, machine);
  return exit === null ? state : `${state} ${exitCode(exit)}`;
}

/** Names and durations (ms) of a layer's phases, in order. */
export function phasesOf({ world }: Lab, layer: string): [name: string, ms: number][] {
  return world
    .find(phases, "layer", layer)
    .map(({ name, startedAt, endedAt }) => [name, (endedAt ?? world.now) - startedAt]);
}

/** What happened to a layer, as stable words in order. */
export function storyOf({ world }: Lab, layer: string): string[] {
  return world.find(happenings, "layer", layer).map(({ what }) => what);
}

/** The first process of a running container, its shim, process 1 of the machine, and the files that the first one sees. */
export function insideOf(lab: Lab, name: string, machine = "box") {
  const { process, shim } = theContainer(lab, name, machine);
  const first = lab.world.must(processes, process ?? 0);
  const kernel = kernelUnder(lab.world, engineNow(lab, machine));
  if (kernel === undefined) throw new Error("no kernel");
  const init = lab.world.must(processes, kernel.init);
  return { first, shim: lab.world.must(processes, shim ?? 0), init, kernel, view: viewOf(lab.world, first) };
}

/** Tables whose rows only remember, or are made once and kept. */
const REMEMBERED = ["happening", "phase", "stream", "line", "engine-skeleton", "flow-batch"];

/** Number of rows of each table, apart from those that only remember. */
export function census({ world }: Lab): Record<string, number> {
  const counted = Object.entries(world.toJSON().tables).filter(([name]) => !REMEMBERED.includes(name));
  return Object.fromEntries(counted.map(([name, rows]) => [name, rows.length]));
}

type RunOptions = Partial<Extract<CommandInput, { do: "runContainer" }>>;

/** Runs a container of alpine on `box` that sleeps for long, unless told otherwise, until it is started. */
export function runIn(lab: Lab, name: string, options: RunOptions = {}): unknown {
  return lab.act({
    do: "runContainer",
    machine: "box",
    image: "alpine",
    command: ["sleep", "100000"],
    name,
    ...options,
  });
}
