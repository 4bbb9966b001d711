/** How worlds of this engine begin, change and go on. */
import { graces } from "../core/grace";
import type { Rules } from "../core/history";
import { MAX_SETTLE_MS } from "../core/limits";
import { ok, type Result, refuse } from "../core/result";
import { works } from "../core/work";
import { World } from "../core/world";
import { migrations } from "../machine/vms/migrations";
import { type Command, commandKinds, handlers } from "./all";
import type { Scenario } from "./scenario";

/** Carries out a command and what follows within the same instant. A refusal leaves the world as it was. */
export function carryOut(world: World, command: Command, cause: number): Result<unknown> {
  const kind = commandKinds.get(command.do);
  if (kind === undefined) throw new Error(`no command ${command.do}`);
  const result = world.attempt(cause, (attempted) => kind.run(attempted, command));
  if (result.ok) world.advance(handlers, world.now);
  return result;
}

/** Lets time pass. @param to virtual ms */
export function advance(world: World, to: number): void {
  world.advance(handlers, to);
}

/** Whether nothing is under way: boots, pulls, starts and moves are over, and nobody who was asked to end still has time to. */
export function isSettled(world: World): boolean {
  return world.count(works) + world.count(migrations) + world.count(graces) === 0;
}

/** Lets time pass until nothing is under way. */
export function settle(world: World): void {
  const latest = world.now + MAX_SETTLE_MS;
  while (!isSettled(world) && (world.nextAt ?? Number.POSITIVE_INFINITY) <= latest)
    world.advance(handlers, world.nextAt ?? latest);
}

/** Sets a scenario up from virtual time `from`. A refusal names the command of the set-up that could not be done. */
function setUp({ seed, setup }: Scenario, from: number): Result<World> {
  const world = new World(seed, from);
  for (const [index, command] of setup.entries()) {
    const result = carryOut(world, command, 0);
    if (!result.ok) {
      const { code, what, why, wayOut } = result.refusal;
      return refuse(code, `/setup/${index} (${command.do}): ${what}`, why, wayOut);
    }
    settle(world);
  }
  return ok(world);
}

/** The rules of a scenario's world, whose set-up ends at time 0; a refusal if it can't be set up. */
export function rulesOf(scenario: Scenario): Result<Rules<Command>> {
  const trial = setUp(scenario, 0);
  if (!trial.ok) return trial;
  // Set up again, so that everything in the world carries the time before 0 at which it really was.
  const begun = setUp(scenario, -Math.ceil(trial.value.now) - 1);
  if (!begun.ok) return begun;
  const beginning = begun.value;
  advance(beginning, 0);
  return ok({ begin: () => beginning.clone(), carryOut, advance });
}
