/** A world that a person acts in: a scenario, what was done since, and any moment of it. */
import { type Cause, History, type LogEntry } from "../core/history";
import { ok, type Result, refuse } from "../core/result";
import type { World } from "../core/world";
import { type Command, commandSchema } from "./all";
import { decodeScenario, encodeScenario } from "./codec";
import { check } from "./fault";
import { rulesOf } from "./rules";
import type { Scenario } from "./scenario";

export class Simulation {
  /** The scenario, with the log that it came with. */
  readonly scenario: Scenario;
  readonly #history: History<Command>;

  private constructor(scenario: Scenario, history: History<Command>) {
    this.scenario = scenario;
    this.#history = history;
  }

  /**
   * Sets a scenario up and replays its log: the present is the time of the last entry, or 0.
   * A refusal names the command of the set-up or the entry of the log that can't be done.
   */
  static start(scenario: Scenario): Result<Simulation> {
    const rules = rulesOf(scenario);
    if (!rules.ok) return rules;
    const history = History.replay(rules.value, scenario.log);
    if (history instanceof History) return ok(new Simulation(scenario, history));
    const { code, what, why, wayOut } = history.refusal;
    const entry = `/log/${history.entry} (${scenario.log[history.entry]?.command.do})`;
    return refuse(code, `${entry}: ${what}`, why, wayOut);
  }

  /** Starts from a text that `encode` made. */
  static decode(text: string): Result<Simulation> {
    const scenario = decodeScenario(text);
    return scenario.ok ? Simulation.start(scenario.value) : scenario;
  }

  /** Scenario and log as a text for a link. */
  encode(): string {
    return encodeScenario({ ...this.scenario, log: this.log });
  }

  /** The present. To be read, not changed. */
  get world(): World {
    return this.#history.world;
  }

  /** Virtual ms since the scenario began. */
  get now(): number {
    return this.#history.now;
  }

  /** Time of the next event (virtual ms), if any is on its way. */
  get nextAt(): number | undefined {
    return this.#history.world.nextAt;
  }

  get log(): readonly LogEntry<Command>[] {
    return this.#history.log;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
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

  /** Lets time pass until `to` (virtual ms). */
  advance(to: number): void {
    this.#history.advance(to);
  }

  /** The world as it was at `time` (virtual ms): to be read. */
  at(time: number): World {
    return this.#history.at(time);
  }

  /** Takes back the last act; the present is the moment before it. */
  undo(): Result<readonly LogEntry<Command>[]> {
    return this.#history.undo();
  }

  /** Does the act again that was undone last. */
  redo(): Result<readonly LogEntry<Command>[]> {
    return this.#history.redo();
  }

  /** Makes `time` the present and forgets what was done later. */
  rewind(time: number): void {
    this.#history.rewind(time);
  }

  /** Another simulation with the same past. */
  fork(): Simulation {
    return new Simulation(this.scenario, this.#history.fork());
  }
}
