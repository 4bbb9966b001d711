/**
 * For tests: random but sensible logs over all commands of the engine. A log is made while it is played, so that its
 * commands name things that are there; some are refused, as those of a person are.
 */
import { type Command, commandSchema } from "../commands/all";
import { advance, carryOut, rulesOf } from "../commands/rules";
import type { Rules } from "../core/history";
import type { World } from "../core/world";
import { callMoves } from "./random/call-moves";
import { Chance } from "./random/chance";
import { containerMoves } from "./random/container-moves";
import { Look } from "./random/look";
import { machineMoves } from "./random/machine-moves";
import type { Move } from "./random/move";
import { type Mix, type Start, starts } from "./random/starts";

/** One command of a log: when it was given, and whether the world did it. */
export interface Attempt {
  readonly at: number;
  readonly command: Command;
  readonly accepted: boolean;
}

export interface RandomLog {
  readonly seed: number;
  readonly start: Start;
  readonly attempts: readonly Attempt[];
  /** Virtual ms at which it is over. */
  readonly end: number;
}

const MOVES: Readonly<Record<keyof Mix, readonly (readonly [string, Move])[]>> = {
  machine: Object.entries(machineMoves),
  container: Object.entries(containerMoves),
  call: Object.entries(callMoves),
};
/** Names of all commands that logs are made of. */
export const moveNames: readonly string[] = Object.values(MOVES).flatMap((moves) =>
  moves.map(([name]) => name),
);

const FEWEST = 8;
const MOST = 25;
const LATEST = 300_000;
/** Times that one thinks again about a command that would be refused, at most. */
const RECONSIDERED = 5;

/** Pauses between commands, virtual ms: within the instant, within a start, within a boot, and long ones. */
const PAUSES: readonly ((chance: Chance) => number)[] = [
  () => 0,
  (chance) => chance.below(5),
  (chance) => chance.below(60),
  (chance) => chance.below(60),
  (chance) => chance.below(2_000) + chance.below(1_000) / 1_000,
  (chance) => chance.below(20_000),
  (chance) => chance.below(60_000),
];

const rulesByStart = new Map<Start, Rules<Command>>();

/** The rules of a start, which is set up once. */
export function rulesFor(start: Start): Rules<Command> {
  const known = rulesByStart.get(start);
  if (known !== undefined) return known;
  const made = rulesOf(start.scenario);
  if (!made.ok) throw new Error(`${start.scenario.name}: ${made.refusal.what}: ${made.refusal.why}`);
  rulesByStart.set(start, made.value);
  return made.value;
}

function choose(look: Look, { machine, container, call }: Mix): Command {
  const at = look.chance.below(machine + container + call);
  const room = at < machine ? "machine" : at < machine + container ? "container" : "call";
  const [name, move] = look.chance.pick(MOVES[room]);
  const data = { do: name, ...move(look) };
  const parsed = commandSchema.safeParse(data);
  if (!parsed.success) throw new Error(`no command: ${JSON.stringify(data)}: ${parsed.error.message}`);
  return parsed.data;
}

/** A command; mostly one that the world accepts, as of somebody who knows it. */
function consider(look: Look, mix: Mix): Command {
  let command = choose(look, mix);
  for (let again = look.chance.below(RECONSIDERED); again > 0; again--) {
    if (carryOut(look.world.clone(), command, 0).ok) break;
    command = choose(look, mix);
  }
  return command;
}

/** Who watches a log being made: after each command and each passage of time. */
export interface Watch {
  readonly before?: (world: World, command: Command) => void;
  readonly after?: (world: World, attempt: Attempt) => void;
  readonly passed?: (world: World) => void;
}

/** Makes the log of a seed. The same seed gives the same log. */
export function randomLog(seed: number, watch: Watch = {}): RandomLog {
  const chance = new Chance(seed);
  const start = starts[seed % starts.length] as Start;
  const world = rulesFor(start).begin();
  const look = new Look(world, chance);
  const attempts: Attempt[] = [];
  for (let left = FEWEST + chance.below(MOST - FEWEST + 1); left > 0; left--) {
    const pause = chance.pick(PAUSES)(chance);
    if (world.now + pause <= LATEST && pause > 0) {
      advance(world, world.now + pause);
      watch.passed?.(world);
    }
    const command = consider(look, start.mix);
    watch.before?.(world, command);
    const { ok } = carryOut(world, command, attempts.length + 1);
    const attempt = { at: world.now, command, accepted: ok };
    attempts.push(attempt);
    watch.after?.(world, attempt);
  }
  const end = world.now + chance.below(LATEST / 5);
  advance(world, end);
  watch.passed?.(world);
  return { seed, start, attempts, end };
}
