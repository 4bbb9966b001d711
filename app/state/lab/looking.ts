/** Scrubbing: of many moments asked for while the worker is busy, only the latest is looked at. */
import { type LabContext, presentOf } from "./lab-context";
import type { Moments } from "./moments";
import type { Turns } from "./turns";

export class Looking {
  readonly #lab: LabContext;
  readonly #turns: Turns;
  readonly #moments: Moments;
  #wanted: number | null = null;

  constructor(lab: LabContext, turns: Turns, moments: Moments) {
    this.#lab = lab;
    this.#turns = turns;
    this.#moments = moments;
  }

  /** Looks at a moment, virtual ms; not beyond the present. */
  look(at: number): void {
    if (Number.isNaN(at)) return;
    const waits = this.#wanted !== null;
    this.#wanted = at;
    if (!waits) this.#turns.take(() => this.#show());
  }

  async #show(): Promise<void> {
    const at = this.#wanted;
    this.#wanted = null;
    if (at === null) return;
    await this.#moments.lookAt(Math.min(Math.max(0, at), presentOf(this.#lab.get())));
    // The worker rests while the page draws: where processors are few, scrubbing is smoother for it.
    await this.#lab.deps.nextFrame();
  }
}
