/** A scenario on its way to a world: set up, and its log carried out bit by bit, so that nobody has to wait for all of it. */
import { History, type Rules } from "../core/history";
import { ok, type Result, refuse } from "../core/result";
import type { Command } from "./all";
import type { Scenario } from "./scenario";

/** @typeParam S what comes of it */
export class Preparation<S> {
  /** Entries of the log that are to be carried out. */
  readonly total: number;
  readonly #log: Scenario["log"];
  readonly #history: History<Command>;
  readonly #finish: (history: History<Command>) => S;

  /** @param finish makes of the history, in which all of the log has been carried out, what is wanted */
  constructor(rules: Rules<Command>, { log }: Scenario, finish: (history: History<Command>) => S) {
    this.#history = new History(rules);
    this.#log = log;
    this.#finish = finish;
    this.total = log.length;
  }

  /** Entries of the log that have been carried out. */
  get done(): number {
    return this.#history.log.length;
  }

  /**
   * Carries the log out from event to event while `goesOn`. Answers what came of it, `null` if there is more to do, or a
   * refusal that names the entry that can't be done.
   */
  carryOn(goesOn: () => boolean): Result<S | null> {
    for (let entry = this.#log[this.done]; entry !== undefined; entry = this.#log[this.done]) {
      if (!goesOn()) return ok(null);
      const { nextAt } = this.#history.world;
      if (nextAt !== undefined && nextAt < entry.at) {
        this.#history.advance(nextAt);
        continue;
      }
      this.#history.advance(entry.at);
      const result = this.#history.follow(entry);
      if (result.ok) continue;
      const { code, what, why, wayOut } = result.refusal;
      return refuse(code, `/log/${this.done} (${entry.command.do}): ${what}`, why, wayOut);
    }
    return ok(this.#finish(this.#history));
  }
}
