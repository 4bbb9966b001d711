/** One world in the worker: its simulation, the moment that is shown of it, and how far there is something to see. */
import {
  type Cause,
  happenings,
  isSettled,
  type LogEntry,
  type Simulation,
  viewsOf,
  type World,
} from "../../sim/index";
import type { Coming, ViewPatch, WorldHead } from "../protocol";
import { comingIn } from "./coming";
import type { Filler } from "./fill";
import { MAX_ACT_TEXT } from "./limits";
import { type Clock, forecast } from "./pace";
import { ViewStream } from "./views";

export class Hosted {
  #sim: Simulation;
  /** A moment of the past that is looked at; `undefined`: the present is shown. */
  #past: World | undefined;
  /** Virtual ms at which the world will have settled, if nobody does anything; found out when asked for. */
  #calmAt: number | undefined;
  #coming: readonly Coming[] = [];
  /** The last deed that took several calls, and the world before it. */
  #deed: { number: number; text: string; cause: Cause; before: Simulation } | undefined;
  /** A filling that has paused. */
  #filling: { deed: number; filler: Filler } | undefined;
  readonly #clock: Clock;
  readonly #stream = new ViewStream();

  constructor(sim: Simulation, clock: Clock) {
    this.#sim = sim;
    this.#clock = clock;
  }

  get sim(): Simulation {
    return this.#sim;
  }

  /** The moment that is shown. To be read, not changed. */
  get shown(): World {
    return this.#past ?? this.#sim.world;
  }

  /** Shows the present, which may be that of another simulation now. To be called before whatever is done to it. */
  present(sim: Simulation = this.#sim): Simulation {
    this.#past = undefined;
    this.#sim = sim;
    return sim;
  }

  /** Shows the moment `at` (virtual ms). */
  look(at: number): void {
    this.#past = at < this.#sim.now ? this.#sim.at(Math.max(0, at)) : undefined;
  }

  /** To be called when something was done, or undone: what was foreseen does not hold any more. */
  acted(): void {
    this.#calmAt = undefined;
  }

  /** A cause for a new act, told apart from all in the log. */
  cause(text: string): Cause {
    const act = 1 + this.#sim.log.reduce((highest, { cause }) => Math.max(highest, cause.act), 0);
    return { by: "click", text: text.slice(0, MAX_ACT_TEXT), act };
  }

  /** The cause of a deed that takes several calls: the same for all of them. */
  causeOf(deed: number, text: string): Cause {
    if (this.#deed?.number !== deed || this.#deed.text !== text)
      this.#deed = { number: deed, text, cause: this.cause(text), before: this.#sim.fork() };
    return this.#deed.cause;
  }

  /** What fills on behalf of a deed; made anew for another one. */
  fillerOf(deed: number, begin: () => Filler): Filler {
    if (this.#filling?.deed !== deed) this.#filling = { deed, filler: begin() };
    return this.#filling.filler;
  }

  /** The world is as it was before the last deed, with what could be redone. */
  takeBack(): void {
    if (this.#deed === undefined) return;
    this.present(this.#deed.before);
    this.acted();
    this.#deed = undefined;
  }

  /** What changed since the last view. */
  view(): ViewPatch {
    const layers = viewsOf(this.shown);
    return this.#stream.next(this.#head(), layers, this.#sim.world.all(happenings));
  }

  #head(): WorldHead {
    const { scenario, now, nextAt, canUndo, canRedo, log } = this.#sim;
    const { name, title, about, story } = scenario;
    return {
      name,
      title,
      about,
      story,
      now,
      at: this.shown.now,
      nextAt: nextAt ?? null,
      endAt: this.#endAt(),
      settled: isSettled(this.#sim.world),
      coming: this.#comingNow(),
      canUndo,
      canRedo,
      acts: actsIn(log).length,
    };
  }

  #endAt(): number {
    const { scenario, now, canUndo } = this.#sim;
    const { lasts } = scenario;
    if (lasts > 0 && !canUndo) return Math.max(lasts, scenario.log.at(-1)?.at ?? 0, now);
    this.#calmAt ??= forecast(this.#sim, this.#clock);
    return Math.max(lasts, this.#calmAt, now);
  }

  /** As long as nothing of it has come to pass, the same list. */
  #comingNow(): readonly Coming[] {
    if (this.#coming.length !== this.#sim.coming.length) this.#coming = comingIn(this.#sim);
    return this.#coming;
  }
}

/** A log's entries by act: neighbours with equal causes belong together, as for undo. */
export function actsIn<C>(log: readonly LogEntry<C>[]): LogEntry<C>[][] {
  const acts: LogEntry<C>[][] = [];
  for (const entry of log) {
    const last = acts.at(-1);
    if (last?.[0] !== undefined && sameCause(last[0].cause, entry.cause)) last.push(entry);
    else acts.push([entry]);
  }
  return acts;
}

function sameCause(a: Cause, b: Cause): boolean {
  return a.by === b.by && a.act === b.act && a.text === b.text;
}
