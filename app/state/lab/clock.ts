/** Play and pause: one clock, driven by the screen's frames, for both worlds. */
import { type LabContext, momentOf, viewsIn } from "./lab-context";
import type { LabState } from "./lab-types";
import { isOver, type Moments } from "./moments";
import type { Turns } from "./turns";

/** Host time that counts at most between two frames, ms: after a hidden tab or a slow answer the clock does not race. */
export const LONGEST_FRAME_MS = 250;

export const NOTHING_COMES = "Nothing is on its way any more.";

export class Clock {
  readonly #lab: LabContext;
  readonly #turns: Turns;
  readonly #moments: Moments;
  readonly #paused: () => void;
  #stop: (() => void) | null = null;
  /** Host time of the last frame that let time pass, ms. */
  #last: number | null = null;

  /** @param paused called whenever the clock comes to a stop */
  constructor(lab: LabContext, turns: Turns, moments: Moments, paused: () => void) {
    this.#lab = lab;
    this.#turns = turns;
    this.#moments = moments;
    this.#paused = paused;
  }

  play(): void {
    if (this.#stop || viewsIn(this.#lab.get()).length === 0) return;
    if (isOver(this.#lab.get())) {
      this.#lab.say(NOTHING_COMES);
      return;
    }
    this.#last = null;
    this.#lab.set({ playing: true });
    this.#stop = this.#lab.deps.eachFrame((now) => this.#tick(now));
  }

  pause(): void {
    if (!this.#stop) return;
    this.#stop();
    this.#stop = null;
    this.#lab.set({ playing: false });
    this.#paused();
  }

  #tick(now: number): void {
    // A frame whose answer is still on its way is left out; its time is made good by the next.
    if (!this.#turns.idle) return;
    const last = this.#last;
    this.#last = now;
    if (last === null || now <= last) return;
    const passed = Math.min(now - last, LONGEST_FRAME_MS) * this.#lab.get().speed;
    this.#turns.take(() => this.#pass(passed));
  }

  async #pass(passed: number): Promise<void> {
    if (!this.#stop) return;
    const state = this.#lab.get();
    const from = momentOf(state);
    await this.#moments.goTo(within(from + passed, from, state));
    if (!this.#stop || !isOver(this.#lab.get())) return;
    this.pause();
    this.#lab.say(NOTHING_COMES);
  }
}

/** Where there is an end of what there is to see, no frame goes beyond it: the clock may have to stop there. */
function within(to: number, from: number, state: LabState): number {
  const end = Math.max(...viewsIn(state).map(({ head }) => Math.max(head.now, head.endAt)));
  return from < end ? Math.min(to, end) : to;
}
