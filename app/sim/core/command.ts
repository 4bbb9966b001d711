/** Commands: what a person can ask of a world. Data with a name, so that a log of them can be kept, sent and replayed. */
import * as z from "zod/mini";
import english from "zod/v4/locales/en.js";
import type { Result } from "./result";
import type { World } from "./world";

// Compiling validators at run time needs eval, which a strict Content-Security-Policy forbids.
z.config({ ...english(), jitless: true });

type Shape = Record<string, z.ZodMiniType>;
type Arguments<S extends Shape> = z.output<z.ZodMiniObject<S>>;

type Given<S extends Shape> = z.input<z.ZodMiniObject<S>>;

/** A command: its name, what it does in a sentence, what it takes, and how a world carries it out. */
export interface CommandKind<N extends string = string, S extends Shape = Shape> {
  readonly name: N;
  readonly about: string;
  /** Accepts the command as data, `do` included, and nothing beyond what is named. */
  readonly schema: z.ZodMiniType;
  readonly run: (world: World, args: Arguments<S>) => Result<unknown>;
}

/** A command as data: `{ do: "powerOn", machine: "laptop" }`. */
export type CommandOf<K> =
  K extends CommandKind<infer N, infer S> ? { readonly do: N } & Readonly<Arguments<S>> : never;

/** A command as a person may write it: what has a default may be left out. */
export type CommandInputOf<K> =
  K extends CommandKind<infer N, infer S> ? { readonly do: N } & Readonly<Given<S>> : never;

/**
 * Defines a command. `run` either does all of it or refuses and has done nothing: it is called within an attempt,
 * which takes back whatever it did before it refused.
 */
export function defineCommand<const N extends string, S extends Shape>(
  name: N,
  about: string,
  shape: S,
  run: (world: World, args: Arguments<S>) => Result<unknown>,
): CommandKind<N, S> {
  return { name, about, schema: z.strictObject({ do: z.literal(name), ...shape }), run };
}
