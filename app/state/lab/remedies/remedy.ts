/** What a remedy is, and what its rules are given. */
import type { CommandInput, LayerView, Refusal } from "../../../sim/index";

export interface Remedy {
  readonly label: string;
  /** What makes it possible, followed by what was asked for. */
  readonly commands: readonly CommandInput[];
}

type Kind = CommandInput["do"];

/** A command of one of some kinds. */
export type Of<K extends Kind> = Extract<CommandInput, { do: K }>;

export interface Case {
  readonly refusal: Refusal;
  /** What was asked for and is not done yet. */
  readonly commands: readonly CommandInput[];
  readonly layers: readonly LayerView[];
}

/** Ways out of refusals of one code. */
export type Rule = (given: Case) => Remedy[];

/** The first command of one of these kinds. */
export function firstOf<K extends Kind>(commands: readonly CommandInput[], ...kinds: K[]): Of<K> | undefined {
  return commands.find((command): command is Of<K> => (kinds as Kind[]).includes(command.do));
}

/** The commands with others in the place of one; none: without it. */
export function replaced(
  commands: readonly CommandInput[],
  one: CommandInput,
  ...others: readonly CommandInput[]
): CommandInput[] {
  return commands.flatMap((command) => (command === one ? others : [command]));
}

/** First this, then what was asked for. */
export function first(label: string, before: readonly CommandInput[], { commands }: Case): Remedy {
  return { label, commands: [...before, ...commands] };
}

/** Machines that commands speak of, each once, in their order. */
export function machinesIn(commands: readonly CommandInput[]): string[] {
  const names = commands.flatMap((command) => [
    ...("machine" in command ? [command.machine] : []),
    ...("host" in command ? [command.host] : []),
    ...(command.do === "migrateVm" || command.do === "migrateContainer" ? [command.to] : []),
  ]);
  return [...new Set(names)];
}

/** The container that a command is about. */
export function containerIn(
  commands: readonly CommandInput[],
): { readonly machine: string; readonly container: string } | undefined {
  const about = commands.find((command) => "container" in command);
  return about && "container" in about ? { machine: about.machine, container: about.container } : undefined;
}
