/** Moments of all worlds on their one time axis: what is played, stepped to and looked at. */
import type { Effort } from "./effort";
import type { Keeper } from "./keeper";
import { isPast, type LabContext, momentOf, presentOf, SLOTS, viewsIn } from "./lab-context";
import type { LabState, Progress, Slot, WorldView } from "./lab-types";
import { secondsOf } from "./seconds";
import type { Showing } from "./showing";

export class Moments {
  readonly #lab: LabContext;
  readonly #keeper: Keeper;
  readonly #showing: Showing;
  readonly #effort: Effort;

  constructor(lab: LabContext, keeper: Keeper, showing: Showing, effort: Effort) {
    this.#effort = effort;
    this.#lab = lab;
    this.#keeper = keeper;
    this.#showing = showing;
  }

  /** Goes to a moment (virtual ms): worlds whose present is later look back, the others go on until then. */
  async goTo(at: number): Promise<void> {
    await this.#each(({ head }, slot) =>
      at > head.now ? this.#keeper.worlds.advance(slot, at) : this.#look(head, slot, at),
    );
  }

  /** Looks at a moment (virtual ms), which is shown with the screen's next picture; no world goes on for it. */
  async lookAt(at: number): Promise<void> {
    await this.#each(
      ({ head }, slot) => this.#look(head, slot, Math.min(at, head.now)),
      () => this.#lab.deps.nextFrame(),
    );
  }

  /** Goes to the next thing worth seeing in any world; tells whether there was one. */
  async step(): Promise<boolean> {
    const from = momentOf(this.#lab.get());
    const next = SLOTS.flatMap((slot) => nextIn(this.#lab.get(), slot, from)).sort((a, b) => a.at - b.at)[0];
    if (!next) {
      const present = presentOf(this.#lab.get());
      if (present > from) await this.goTo(present);
      return present > from;
    }
    if (!next.live) {
      await this.goTo(next.at);
      return true;
    }
    const view = await this.#keeper.worlds.step(next.slot);
    this.#showing.put({ [next.slot]: view });
    const to = Math.max(from, view.head.now);
    await this.goTo(to);
    return to > from;
  }

  /** Lets time pass until all worlds have settled, or a person has had enough; tells whether any did. */
  async settle(): Promise<boolean> {
    const from = momentOf(this.#lab.get());
    await this.goTo(presentOf(this.#lab.get()));
    for (const slot of SLOTS) if (this.#lab.get()[slot]) await this.settleOne(slot);
    await this.goTo(presentOf(this.#lab.get()));
    return momentOf(this.#lab.get()) > from;
  }

  /** Lets time pass in one world until it has settled, or a person has had enough, and shows it. */
  async settleOne(slot: Slot): Promise<WorldView> {
    let before = Number.NEGATIVE_INFINITY;
    let view = await this.#keeper.worlds.settle(slot);
    this.#showing.put({ [slot]: view });
    while (!view.head.settled && view.head.now > before && this.#effort.goesOn(upTo(view.head.now))) {
      before = view.head.now;
      view = await this.#keeper.worlds.settle(slot);
      this.#showing.put({ [slot]: view });
    }
    return view;
  }

  async #look(head: WorldView["head"], slot: Slot, at: number): Promise<WorldView | null> {
    return head.at === at ? null : this.#keeper.worlds.look(slot, at);
  }

  /** Changes all worlds, and shows what came of it at once, or when `ready` resolves. */
  async #each(
    change: (view: WorldView, slot: Slot) => Promise<WorldView | null>,
    ready?: () => Promise<void>,
  ): Promise<void> {
    const state = this.#lab.get();
    const answers = await Promise.all(
      SLOTS.map(async (slot) => {
        const view = state[slot];
        return [slot, view && (await change(view, slot))] as const;
      }),
    );
    const changed = answers.filter(([, view]) => view !== null);
    if (changed.length > 0) await ready?.();
    if (changed.length > 0) this.#showing.put(Object.fromEntries(changed));
  }
}

/** That time has passed up to a moment, virtual ms. */
function upTo(now: number): Progress {
  return { text: `${secondsOf(now)} have passed`, done: now, total: null };
}

/** Where a world goes next from the moment shown: of its past the next mark, of its present the next event. */
function nextIn(state: LabState, slot: Slot, from: number): { slot: Slot; at: number; live: boolean }[] {
  const view = state[slot];
  if (!view) return [];
  if (!isPast(view)) return view.head.nextAt === null ? [] : [{ slot, at: view.head.nextAt, live: true }];
  const mark = view.marks.find(({ at }) => at > from);
  return [{ slot, at: mark?.at ?? view.head.now, live: false }];
}

/** Nothing is on its way in any world, and everything that there is to see has been seen. */
export function isOver(state: LabState): boolean {
  return viewsIn(state).every(
    (view) => view.head.nextAt === null && !isPast(view) && view.head.now >= view.head.endAt,
  );
}
