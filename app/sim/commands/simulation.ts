/** A world that a person acts in: a scenario, what was done since, and any moment of it. */
import type { Cause, History, LogEntry } from "../core/history";
import { ok, type Result } from "../core/result";
import type { World } from "../core/world";
import { type Command, commandSchema } from "./all";
import { decodeScenario, encodeScenario } from "./codec";
import { check } from "./fault";
import { Preparation } from "./preparation";
import { rulesOf } from "./rules";
import type { Scenario } from "./scenario";

export class Simulation {
  /** The scenario, with the log that it came with. */
  readonly scenario: Scenario;
  readonly #history: History<Command>;
  /** What the scenario itself lets happen, whether it has happened, is still to come, or was let go when a person acted. */
  #story: readonly LogEntry<Command>[];

  private constructor(scenario: Scenario, history: History<Command>, story: readonly LogEntry<Command>[]) {
    this.scenario = scenario;
    this.#history = history;
    this.#story = story;
  }

  /**
   * Sets a scenario up and replays its log: the present is the time of the last entry, or 0.
   * A refusal names the command of the set-up or the entry of the log that can't be done.
   */
  static start(scenario: Scenario): Result<Simulation> {
    return whole(Simulation.#prepare(scenario, (history) => history));
  }

  /**
   * Sets a scenario up and goes to its beginning: time 0, or the last thing that a person did in it. What the scenario lets
   * happen later is still to come, and happens when time gets there. All of its log is tried first; refusals are as of `start`.
   */
  static open(scenario: Scenario): Result<Simulation> {
    return whole(Simulation.prepare(scenario));
  }

  /** What `open` does, to be carried on with bit by bit. A refusal names the command of the set-up that can't be done. */
  static prepare(scenario: Scenario): Result<Preparation<Simulation>> {
    return Simulation.#prepare(scenario, (history) => {
      history.rewind(scenario.log.findLast(isByPerson)?.at ?? 0);
      return history;
    });
  }

  static #prepare(
    scenario: Scenario,
    settled: (history: History<Command>) => History<Command>,
  ): Result<Preparation<Simulation>> {
    const rules = rulesOf(scenario);
    if (!rules.ok) return rules;
    const finish = (history: History<Command>) =>
      new Simulation(scenario, settled(history), storyOf(scenario));
    return ok(new Preparation(rules.value, scenario, finish));
  }

  /** Starts from a text that `encode` made. */
  static decode(text: string): Result<Simulation> {
    const scenario = decodeScenario(text);
    return scenario.ok ? Simulation.start(scenario.value) : scenario;
  }

  /** Scenario and log as a text for a link. */
  encode(): string {
    return encodeScenario(this.toScenario());
  }

  /** The scenario with all that was done in it and is still to come. */
  toScenario(): Scenario {
    const { now: _, letGo: __, ...scenario } = this.scenario;
    const log = [...this.log, ...this.coming];
    const letGo = this.#story.slice(this.#told);
    return { ...scenario, log, ...(this.coming.length > 0 || letGo.length === 0 ? {} : { letGo }) };
  }

  /** What the scenario lets happen later, if no person does anything until then. */
  get coming(): readonly LogEntry<Command>[] {
    return this.#told === this.log.length ? this.#story.slice(this.#told) : [];
  }

  /** Leading entries of the log that are the scenario's own: what comes after them a person did. */
  get #told(): number {
    const { log } = this;
    let count = Math.min(log.length, this.#story.length);
    while (count > 0 && log[count - 1] !== this.#story[count - 1]) count--;
    return count;
  }

  /** The present. To be read, not changed. */
  get world(): World {
    return this.#history.world;
  }

  /** Virtual ms since the scenario began. */
  get now(): number {
    return this.#history.now;
  }

  /** Time of the next event, or of what the scenario lets happen next (virtual ms), if any is on its way. */
  get nextAt(): number | undefined {
    const told = this.coming[0]?.at;
    const { nextAt } = this.#history.world;
    return told === undefined ? nextAt : Math.min(told, nextAt ?? told);
  }

  get log(): readonly LogEntry<Command>[] {
    return this.#history.log;
  }

  /** Whether somebody did something: what the scenario itself lets happen is no one's to take back. */
  get canUndo(): boolean {
    return this.log.length > this.#told;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /**
   * Does something now, on behalf of `cause`. `command` may come from anywhere: it is checked first.
   * A refusal says what, why, and what would make it possible, and has changed nothing.
   */
  dispatch(command: unknown, cause: Cause = { by: "scenario", text: "", act: 0 }): Result<unknown> {
    const checked = check(commandSchema, command, "this is not a command");
    return checked.ok ? this.#history.dispatch(checked.value, cause) : checked;
  }

  /** Lets time pass until `to` (virtual ms), with all that the scenario lets happen until then. */
  advance(to: number): void {
    for (let next = this.coming[0]; next !== undefined && next.at <= to; next = this.coming[0]) {
      this.#history.advance(next.at);
      // Only what was let go and never tried can be refused: the story then ends there.
      if (!this.#history.follow(next).ok) this.#story = this.#story.slice(0, this.log.length);
    }
    this.#history.advance(to);
  }

  /** The world as it was at `time` (virtual ms): to be read. */
  at(time: number): World {
    return this.#history.at(time);
  }

  /** Takes back the last act; the present is the moment before it, and what it made the scenario let go is to come again. */
  undo(): Result<readonly LogEntry<Command>[]> {
    return this.#history.undo(this.#told);
  }

  /** Does the act again that was undone last. */
  redo(): Result<readonly LogEntry<Command>[]> {
    return this.#history.redo();
  }

  /** Makes `time` the present and forgets what was done later; what the scenario lets happen later is to come again. */
  rewind(time: number): void {
    this.#history.rewind(time);
  }

  /** Another simulation with the same past. */
  fork(): Simulation {
    return new Simulation(this.scenario, this.#history.fork(), this.#story);
  }
}

function isByPerson({ cause }: LogEntry<Command>): boolean {
  return cause.by !== "scenario";
}

/** What a scenario itself lets happen: its log up to the first thing that a person did, and what was let go then. */
function storyOf({ log, letGo = [] }: Scenario): readonly LogEntry<Command>[] {
  const acted = log.findIndex(isByPerson);
  return [...(acted < 0 ? log : log.slice(0, acted)), ...letGo];
}

function whole(prepared: Result<Preparation<Simulation>>): Result<Simulation> {
  if (!prepared.ok) return prepared;
  const done = prepared.value.carryOn(() => true);
  if (!done.ok) return done;
  if (done.value === null) throw new Error("a preparation has ended before its time");
  return ok(done.value);
}
