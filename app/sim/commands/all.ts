/** Every command of the engine, as one union, and every handler of what follows from them. */
import * as z from "zod/mini";
import { containerCommands } from "../container/commands";
import { containerHandlers } from "../container/handlers";
import type { CommandInputOf, CommandKind, CommandOf } from "../core/command";
import { flowHandlers } from "../core/flow";
import type { Handlers } from "../core/handlers";
import { workHandlers } from "../core/work";
import { kernelHandlers } from "../kernel/handlers";
import { callCommands } from "../machine/calls/commands";
import { machineCommands } from "../machine/commands";
import { machineHandlers } from "../machine/handlers";

const kinds = [...machineCommands, ...callCommands, ...containerCommands] as const;

/** Something that a person can ask of a world, as data: `{ do: "powerOn", machine: "laptop" }`. */
export type Command = CommandOf<(typeof kinds)[number]>;

/** A command as a person may write it: what has a default may be left out. */
export type CommandInput = CommandInputOf<(typeof kinds)[number]>;

/** Every kind of command by its name. */
export const commandKinds: ReadonlyMap<string, CommandKind> = new Map(
  kinds.map((kind) => [kind.name, kind as unknown as CommandKind]),
);

/** Accepts any command as data. */
export const commandSchema = z.discriminatedUnion(
  "do",
  kinds.map(({ schema }) => schema) as unknown as [z.ZodMiniObject<{ do: z.ZodMiniLiteral<string> }>],
) as unknown as z.ZodMiniType<Command>;

/** What happens when an event is due. */
export const handlers: Handlers = {
  ...flowHandlers,
  ...workHandlers,
  ...kernelHandlers,
  ...machineHandlers,
  ...containerHandlers,
};
