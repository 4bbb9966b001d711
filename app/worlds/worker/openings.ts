/** Worlds on their way to a slot: prepared bit by bit, or at once. */
import type { Preparation, Result, Simulation } from "../../sim/index";
import type { Prepared, WorldSource } from "../protocol";
import { PAUSE_AFTER_HOST_MS } from "./limits";
import type { Clock } from "./pace";
import { carryOn, prepare } from "./sources";

export class Openings {
  readonly #clock: Clock;
  #preparation: Preparation<Simulation> | undefined;
  #ready: Simulation | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Prepares a world for a moment; `null` goes on with the last one. Throws if there is none: a programmer's error. */
  prepare(source: WorldSource | null): Result<Prepared> {
    if (source !== null) {
      const begun = this.#begin(source);
      if (!begun.ok) return begun;
    }
    if (this.#preparation === undefined) throw new Error("no world is being prepared");
    const deadline = this.#clock() + PAUSE_AFTER_HOST_MS;
    let steps = 0;
    // However short of time, each call brings it a step further.
    const done = this.#carryOn(this.#preparation, () => steps++ === 0 || this.#clock() <= deadline);
    if (!done.ok) return done;
    const { total } = this.#preparation;
    const ready = this.#ready !== undefined;
    return { ok: true, value: { done: ready ? total : this.#preparation.done, total, ready } };
  }

  /** A world from somewhere, ready to be acted in. */
  take(source: WorldSource): Result<Simulation> {
    if (source.from !== "prepared") {
      const begun = this.#begin(source);
      if (!begun.ok) return begun;
      const done = this.#carryOn(begun.value, () => true);
      if (!done.ok) return done;
    }
    const ready = this.#ready;
    this.#ready = undefined;
    this.#preparation = undefined;
    if (ready === undefined) throw new Error("no world is ready");
    return { ok: true, value: ready };
  }

  #begin(source: WorldSource): Result<Preparation<Simulation>> {
    if (source.from === "prepared") throw new Error("a prepared world cannot be prepared");
    this.#ready = undefined;
    this.#preparation = undefined;
    const begun = prepare(source);
    if (begun.ok) this.#preparation = begun.value;
    return begun;
  }

  #carryOn(preparation: Preparation<Simulation>, goesOn: () => boolean): Result<Simulation | null> {
    const done = carryOn(preparation, goesOn);
    if (!done.ok) this.#preparation = undefined;
    else if (done.value !== null) this.#ready = done.value;
    return done;
  }
}
