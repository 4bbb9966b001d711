/** What follows for the page when worlds show something else: bills, the selection, what can be done with it. */
import { type Bill, billOf } from "./bill";
import type { Keeper } from "./keeper";
import { type LabContext, SLOTS } from "./lab-context";
import type { LabState, Slot, WorldView } from "./lab-types";
import { offersOf } from "./offers";

/** Host time between two refreshes while something moves, ms: about five a second. */
export const REFRESH_MS = 200;

type Views = Partial<Pick<LabState, Slot>>;

export class Showing {
  readonly #lab: LabContext;
  readonly #keeper: Keeper;
  #refreshedAt = Number.NEGATIVE_INFINITY;
  #later: (() => void) | null = null;
  /** The last question about the selected layer; older answers do not count. */
  #question = 0;
  #asking = false;
  #billed: { readonly [slot in Slot]?: { layers: WorldView["layers"]; bill: Bill } } = {};

  constructor(lab: LabContext, keeper: Keeper) {
    this.#lab = lab;
    this.#keeper = keeper;
  }

  /** Shows these views; the rest follows at once or, while much moves, a little later. */
  put(views: Views): void {
    const { slot, selected } = this.#lab.get();
    const shown = views[slot];
    const gone = selected !== null && shown !== undefined && !shown?.layers.some(({ id }) => id === selected);
    this.#lab.set({ ...views, ...(gone ? NOTHING_SELECTED : {}) });
    if (gone) this.#question++;
    this.#soon();
  }

  select(slot: Slot, layer: string | null): void {
    const known = this.#lab.get()[slot]?.layers.some(({ id }) => id === layer) ?? false;
    const { selected, slot: before } = this.#lab.get();
    if (!known) this.#lab.set({ slot, ...NOTHING_SELECTED });
    else if (layer !== selected || slot !== before)
      this.#lab.set({ slot, selected: layer, inspection: null });
    this.refresh();
  }

  /** Brings everything up to date at once. */
  refresh(): void {
    this.#later?.();
    this.#later = null;
    this.#refreshedAt = this.#lab.deps.now();
    this.#bill();
    this.#offer();
    this.#inspect();
  }

  #soon(): void {
    if (this.#later) return;
    const due = (now: number) => now - this.#refreshedAt >= REFRESH_MS;
    if (due(this.#lab.deps.now())) this.refresh();
    else
      this.#later = this.#lab.deps.eachFrame((now) => {
        if (due(now)) this.refresh();
      });
  }

  #bill(): void {
    const state = this.#lab.get();
    let changed = false;
    const bills: { -readonly [slot in Slot]: Bill | null } = { ...state.bills };
    for (const slot of SLOTS) {
      const layers = state[slot]?.layers;
      if (layers === this.#billed[slot]?.layers) continue;
      const bill = layers ? billOf(layers) : null;
      this.#billed = { ...this.#billed, [slot]: layers && bill ? { layers, bill } : undefined };
      bills[slot] = bill;
      changed = true;
    }
    if (changed) this.#lab.set({ bills });
  }

  #offer(): void {
    const state = this.#lab.get();
    const layers = state[state.slot]?.layers ?? [];
    const layer = layers.find(({ id }) => id === state.selected);
    if (layer) this.#lab.set({ offers: offersOf(layer, layers) });
    else if (state.selected !== null || state.offers.length > 0) this.#lab.set(NOTHING_SELECTED);
  }

  /** Asks about the selected layer; while an answer is on its way, only the newest question waits. */
  #inspect(): void {
    const { slot, selected } = this.#lab.get();
    const question = ++this.#question;
    if (selected === null || this.#asking || !this.#keeper.lives) return;
    this.#asking = true;
    const ask = async () => {
      const inspection = await this.#keeper.worlds.inspect(slot, selected);
      if (question === this.#question) this.#lab.set({ inspection });
    };
    ask()
      // Only a worker that died rejects, and its death is told by itself.
      .catch(() => {})
      .finally(() => {
        this.#asking = false;
        if (question !== this.#question) this.#inspect();
      });
  }
}

const NOTHING_SELECTED = { selected: null, inspection: null, offers: [] } as const;
