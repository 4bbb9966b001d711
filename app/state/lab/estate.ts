/** The worlds as a whole: opened, kept as data that can be opened again, and brought back from it. */
import type { Refusal, Result } from "../../sim/index";
import type { WorldSource } from "../../worlds/protocol";
import type { Effort } from "./effort";
import type { Keeper } from "./keeper";
import { beside, isPast, type LabContext, momentOf, presentOf } from "./lab-context";
import type { Slot, WorldView } from "./lab-types";
import type { Moments } from "./moments";
import { secondsOf } from "./seconds";
import type { Showing } from "./showing";
import type { Standing, StandingWorld } from "./standing";

/** A ready scenario as it was opened: as long as its world encodes to the same text, nobody has touched it. */
interface Origin {
  readonly name: string;
  readonly text: string;
  readonly now: number;
}

/** Pieces of the store that worlds are opened with. */
export interface EstateParts {
  readonly keeper: Keeper;
  readonly showing: Showing;
  readonly moments: Moments;
  readonly effort: Effort;
}

/** The code of a refusal where a person did not wait for a world to be opened. */
export const CANCELLED = "cancelled";

export class Estate {
  readonly #lab: LabContext;
  readonly #keeper: Keeper;
  readonly #showing: Showing;
  readonly #moments: Moments;
  readonly #effort: Effort;
  readonly #origins: { [slot in Slot]?: Origin | undefined } = {};
  /** How the worlds stood when they were kept last; their presents are those of then. */
  #kept: Standing | null = null;

  constructor(lab: LabContext, { keeper, showing, moments, effort }: EstateParts) {
    this.#lab = lab;
    this.#keeper = keeper;
    this.#showing = showing;
    this.#moments = moments;
    this.#effort = effort;
  }

  /** The worlds as they stand now, as far as they were kept after the last act; needs no worker. `null`: there are none. */
  get standing(): Standing | null {
    const { left, right, slot } = this.#lab.get();
    const kept = this.#kept;
    if (!kept || !left) return kept;
    const past = [left, right].find((view) => view && isPast(view));
    return {
      left: this.#dated("left", kept.left, left),
      right: kept.right && right && this.#dated("right", kept.right, right),
      at: past ? past.head.at : null,
      slot,
    };
  }

  /** A world as text, as far as it was kept after the last act; needs no worker. An empty string if there is none. */
  textOf(slot: Slot): string {
    const source = this.#kept?.[slot]?.source;
    return (source?.from === "text" ? source.text : this.#origins[slot]?.text) ?? "";
  }

  /** Encodes the worlds, so that whatever happens they can be opened again as they are. */
  async keep(): Promise<void> {
    const { left, right, slot } = this.#lab.get();
    this.#kept = left && {
      left: await this.#encode("left"),
      right: right && (await this.#encode("right")),
      at: null,
      slot,
    };
  }

  /**
   * Opens a world in a slot, in place of what was there. A refusal leaves everything as it was; so does a person who cancels
   * while it is prepared. @param now the present to go to, virtual ms; `null`: where it begins
   */
  async open(slot: Slot, source: WorldSource, now: number | null): Promise<Result<WorldView>> {
    const prepared = await this.#prepare(source);
    if (!prepared.ok) return prepared;
    const opened = await this.#keeper.worlds.open(slot, { from: "prepared" });
    if (!opened.ok) return opened;
    this.#origins[slot] =
      source.from === "ready" ? await this.#originOf(slot, source.name, opened.value) : undefined;
    return { ok: true, value: now === null ? opened.value : await this.#reach(slot, opened.value, now) };
  }

  /** Copies the world in `slot` as it is at the moment shown into the other slot; shows it there. */
  async fork(slot: Slot, other: Slot): Promise<void> {
    const view = await this.#keeper.worlds.fork(slot, momentOf(this.#lab.get()));
    this.#origins[other] = this.#origins[slot];
    this.#showing.put({ [other]: view });
  }

  /** Shows a world that was opened beside another one: both at the same moment. */
  async align(slot: Slot, view: WorldView): Promise<void> {
    const other = this.#lab.get()[beside(slot)];
    this.#showing.put({ [slot]: view });
    await this.#moments.goTo(other && isPast(other) ? other.head.at : presentOf(this.#lab.get()));
  }

  /** Opens the worlds as they stood. A refusal, if one of them cannot be opened; what was opened before it stays. */
  async restore(standing: Standing): Promise<Refusal | null> {
    const left = await this.open("left", standing.left.source, standing.left.now);
    if (!left.ok) return left.refusal;
    const second = standing.right;
    const right = second && (await this.open("right", second.source, second.now));
    const there = this.#lab.get().right !== null;
    const opened = right?.ok ? right.value : null;
    this.#lab.set({ slot: opened ? standing.slot : "left" });
    this.#showing.put({ left: left.value, right: opened });
    if (there && !opened) await this.#keeper.worlds.close("right");
    if (standing.at !== null) await this.#moments.lookAt(standing.at);
    return right && !right.ok ? right.refusal : null;
  }

  async #prepare(source: WorldSource): Promise<Result<unknown>> {
    let prepared = await this.#keeper.worlds.prepare(source);
    while (prepared.ok && !prepared.value.ready) {
      const { done, total } = prepared.value;
      const text = `${done.toLocaleString("en")} of ${total.toLocaleString("en")} acts done`;
      if (!this.#effort.goesOn({ text, done, total })) return { ok: false, refusal: GIVEN_UP };
      prepared = await this.#keeper.worlds.prepare(null);
    }
    return prepared;
  }

  /** Goes on to a present, virtual ms. One call may fall short, as the worker bounds the time that it takes, but goes on. */
  async #reach(slot: Slot, opened: WorldView, now: number): Promise<WorldView> {
    let view = opened;
    while (view.head.now < now) {
      view = await this.#keeper.worlds.advance(slot, now);
      const text = `${secondsOf(view.head.now)} of ${secondsOf(now)} have passed`;
      if (view.head.now < now && !this.#effort.goesOn({ text, done: view.head.now, total: now })) return view;
    }
    return view;
  }

  async #originOf(slot: Slot, name: string, { head }: WorldView): Promise<Origin> {
    return { name, text: await this.#keeper.worlds.encode(slot), now: head.now };
  }

  async #encode(slot: Slot): Promise<StandingWorld> {
    const text = await this.#keeper.worlds.encode(slot);
    const origin = this.#origins[slot];
    return {
      source: origin?.text === text ? { from: "ready", name: origin.name } : { from: "text", text },
      now: null,
    };
  }

  #dated(slot: Slot, { source }: StandingWorld, { head }: WorldView): StandingWorld {
    const begun = source.from === "ready" ? this.#origins[slot]?.now : undefined;
    return { source, now: head.now === begun ? null : head.now };
  }
}

const GIVEN_UP: Refusal = {
  code: CANCELLED,
  what: "it was not opened",
  why: "its opening was cancelled",
};
