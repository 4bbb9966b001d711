/** Pieces that the ready-made scenarios are set up from. */
import type { CommandInput } from "../commands/all";
import { parseScenario, type Scenario } from "../commands/scenario";

/** A scenario as it is written by hand: what has a default may be left out. */
export interface ScenarioText {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly setup: readonly CommandInput[];
  /** What happens, and when (virtual ms). */
  readonly log?: readonly { readonly at: number; readonly command: CommandInput }[];
  /** For how long there is something to see, virtual ms; left out: until nothing is starting any more. */
  readonly lasts?: number;
  /** Layers from bottom to top, with a sentence each. */
  readonly story?: Scenario["story"];
}

/** Reads a scenario of ours. @throws {Error} if it is malformed: a programmer's error */
export function scenario(text: ScenarioText): Scenario {
  const parsed = parseScenario({ version: 1, ...text });
  if (parsed.ok) return parsed.value;
  throw new Error(`${text.name}: ${parsed.refusal.why}`);
}

/** One moment of a story. */
export function show(text: string, ...layers: string[]): Scenario["story"][number] {
  return { layers, text };
}

/** Commands that are given at the same time (virtual ms). */
export function at(time: number, ...commands: CommandInput[]): { at: number; command: CommandInput }[] {
  return commands.map((command) => ({ at: time, command }));
}

/** The three applications of the sources' figures: what a virtual machine runs, and what a container runs. */
export const THREE_APPS = [
  { app: "web", image: "nginx", port: 80 },
  { app: "cache", image: "redis", port: 6379 },
  { app: "database", image: "postgres", port: 5432 },
] as const;

/** A machine with an operating system that runs. */
export function host(
  name: string,
  os: string,
  preset: "laptop" | "desktop" | "server" = "laptop",
): CommandInput[] {
  return [
    { do: "addMachine", name, preset, os },
    { do: "powerOn", machine: name },
  ];
}

/** A virtual machine with one application on a system of its own, switched off. */
export function guest(on: string, name: string, app: string, os = "ubuntu-24.04"): CommandInput[] {
  return [
    { do: "createVm", host: on, name, os },
    { do: "installApp", machine: name, name: app },
  ];
}

/** A running host with a container engine and the images of these applications. */
export function engineHost(
  name: string,
  os = "ubuntu-24.04",
  preset: "laptop" | "desktop" | "server" = "laptop",
  images: readonly string[] = THREE_APPS.map(({ image }) => image),
): CommandInput[] {
  return [
    ...host(name, os, preset),
    { do: "installEngine", machine: name, product: "docker" },
    ...images.map((image) => ({ do: "pullImage", machine: name, image }) as const),
  ];
}

/** Starts the container of one of the three applications. */
export function runApp(
  machine: string,
  { app, image }: (typeof THREE_APPS)[number],
  restart = "no",
): CommandInput {
  return {
    do: "runContainer",
    machine,
    image,
    name: app,
    restart,
    ...(image === "postgres" ? { env: { POSTGRES_PASSWORD: "example" } } : {}),
  };
}
