/** For tests: commands as data, against a room's own list. */
import * as z from "zod/mini";
import type { Result } from "../core/result";
import type { World } from "../core/world";

/** What a room's list of commands holds, whatever each one takes. */
interface Listed {
  readonly name: string;
  readonly schema: z.ZodMiniType;
  // biome-ignore lint/suspicious/noExplicitAny: each command takes its own arguments, which its schema has checked
  readonly run: (world: World, args: any) => Result<unknown>;
}

/** Carries out a command, taken back if it is refused. Throws if there is none of that name, or its data is wrong. */
export function carryOut(
  world: World,
  commands: readonly Listed[],
  command: { readonly do: string; readonly [key: string]: unknown },
): Result<unknown> {
  const kind = commands.find(({ name }) => name === command.do);
  if (kind === undefined) throw new Error(`no command ${command.do}`);
  const args = z.parse(kind.schema, command);
  return world.attempt(1, () => kind.run(world, args));
}
