/** A scenario: the world that a story begins with, and what happens in it, as data that a person can write. */
import * as z from "zod/mini";
import type { LogEntry } from "../core/history";
import { MAX_LOG_LENGTH, MAX_SETUP_LENGTH, MAX_TIME_MS } from "../core/limits";
import type { Result } from "../core/result";
import { refuse } from "../core/result";
import { type Command, commandSchema } from "./all";
import { check } from "./fault";

const LONGEST_NAME = 100;
const LONGEST_TEXT = 2_000;
const text = (longest: number) => z.string().check(z.maxLength(longest));

const causeSchema = z.strictObject({
  by: z.enum(["scenario", "click", "typed", "lesson"]),
  text: text(LONGEST_TEXT),
  act: z.int(),
});

const time = z.number().check(z.minimum(0), z.maximum(MAX_TIME_MS));

const entrySchema = z.strictObject({
  /** Virtual ms since the scenario began. */
  at: time,
  command: commandSchema,
  cause: z._default(causeSchema, { by: "scenario", text: "", act: 0 }),
});

const schema = z.strictObject({
  version: z.literal(1),
  name: z._default(text(LONGEST_NAME), ""),
  title: z._default(text(LONGEST_NAME), ""),
  /** What it shows, in a sentence or two. */
  about: z._default(text(LONGEST_TEXT), ""),
  /** Where the world's chance comes from: the same seed, the same world. */
  seed: z._default(z.int(), 1),
  /** Done one after the other before time 0, each until what it began is done: the world as one finds it. */
  setup: z._default(z.array(commandSchema).check(z.maxLength(MAX_SETUP_LENGTH)), []),
  log: z._default(z.array(entrySchema).check(z.maxLength(MAX_LOG_LENGTH)), []),
  /** The present that it was left at, virtual ms; left out: its beginning. */
  now: z.optional(time),
  /** What it would have let happen later, had nobody acted: undoing that brings it back. */
  letGo: z.optional(z.array(entrySchema).check(z.maxLength(MAX_LOG_LENGTH))),
  /** For how long there is something to see, virtual ms; 0: until nothing is starting any more. */
  lasts: z._default(time, 0),
  /** Layers from bottom to top with a sentence each, for showing them one after the other. */
  story: z._default(
    z.array(z.strictObject({ layers: z.array(text(LONGEST_NAME)), text: text(LONGEST_TEXT) })),
    [],
  ),
});

export interface Scenario {
  readonly version: 1;
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly seed: number;
  readonly setup: readonly Command[];
  readonly log: readonly LogEntry<Command>[];
  readonly now?: number;
  readonly letGo?: readonly LogEntry<Command>[];
  readonly lasts: number;
  readonly story: readonly { readonly layers: readonly string[]; readonly text: string }[];
}

/** Reads a scenario from data (parsed JSON). A refusal names the path of the first fault. */
export function parseScenario(data: unknown): Result<Scenario> {
  const parsed = check(schema as unknown as z.ZodMiniType<Scenario>, data, "this is not a scenario");
  if (!parsed.ok) return parsed;
  const { log, letGo = [] } = parsed.value;
  const acted = log.find(({ cause }) => cause.by !== "scenario")?.at ?? log.at(-1)?.at ?? 0;
  return unsorted("log", log, 0) ?? unsorted("letGo", letGo, acted) ?? parsed;
}

/** Why entries are not in order; `undefined` if they are. @param from time of the entry before the first, virtual ms */
function unsorted(list: string, entries: Scenario["log"], from: number): Result<never> | undefined {
  for (const [index, { at }] of entries.entries())
    if (at < (entries[index - 1]?.at ?? from))
      return refuse(
        "malformed",
        "this is not a scenario",
        `/${list}/${index}/at: ${at} ms is before the entry above it`,
        "sort the log by time",
      );
  return undefined;
}
