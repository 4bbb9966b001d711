/** What is written down after the worlds changed: the link, and the lines of the command drawer. */
import { CommandBook } from "./commands";
import type { Estate } from "./estate";
import type { Keeper } from "./keeper";
import { type LabContext, SLOTS } from "./lab-context";
import type { CommandLine, Slot, WorldView } from "./lab-types";
import type { Link } from "./link";

export class Records {
  readonly #lab: LabContext;
  readonly #keeper: Keeper;
  readonly #estate: Estate;
  readonly #link: Link;
  readonly #book = new CommandBook();

  constructor(lab: LabContext, keeper: Keeper, estate: Estate, link: Link) {
    this.#lab = lab;
    this.#keeper = keeper;
    this.#estate = estate;
    this.#link = link;
  }

  /** Something was done or undone. @param before what the world in a slot had before that */
  async acted(before: { readonly [slot in Slot]?: WorldView["layers"] } = {}): Promise<void> {
    const lines = await Promise.all(SLOTS.map((slot) => this.#linesOf(slot, before[slot])));
    this.#lab.set({ commands: lines.flat().sort((a, b) => a.at - b.at) });
    await this.#estate.keep();
    this.#link.changed();
  }

  /** Other worlds are in these slots. */
  async opened(...slots: Slot[]): Promise<void> {
    for (const slot of slots) this.#book.forget(slot);
    await this.acted();
  }

  async #linesOf(slot: Slot, before: WorldView["layers"] | undefined): Promise<CommandLine[]> {
    const view = this.#lab.get()[slot];
    if (!view) return [];
    return this.#book.linesOf(slot, await this.#keeper.worlds.acts(slot), before ?? view.layers);
  }
}
