/** The worlds as a whole: opened, kept as data that can be opened again, and brought back from it. */
import type { Refusal, Result } from "../../sim/index";
import type { WorldSource } from "../../worlds/protocol";
import type { Keeper } from "./keeper";
import { beside, isPast, type LabContext, momentOf, presentOf } from "./lab-context";
import type { Slot, WorldView } from "./lab-types";
import type { Moments } from "./moments";
import type { Showing } from "./showing";
import type { Standing, StandingWorld } from "./standing";

/** A ready scenario as it was opened: as long as its world encodes to the same text, nobody has touched it. */
interface Origin {
  readonly name: string;
  readonly text: string;
  readonly now: number;
}

export class Estate {
  readonly #lab: LabContext;
  readonly #keeper: Keeper;
  readonly #showing: Showing;
  readonly #moments: Moments;
  readonly #origins: { [slot in Slot]?: Origin | undefined } = {};
  /** How the worlds stood when they were kept last; their presents are those of then. */
  #kept: Standing | null = null;

  constructor(lab: LabContext, keeper: Keeper, showing: Showing, moments: Moments) {
    this.#lab = lab;
    this.#keeper = keeper;
    this.#showing = showing;
    this.#moments = moments;
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

  /** Opens a world in a slot, in place of what was there. A refusal leaves everything as it was. */
  async open(slot: Slot, source: WorldSource): Promise<Result<WorldView>> {
    const opened = await this.#keeper.worlds.open(slot, source);
    if (!opened.ok) return opened;
    this.#origins[slot] =
      source.from === "ready" ? await this.#originOf(slot, source.name, opened.value) : undefined;
    return opened;
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
    const left = await this.#reopen("left", standing.left);
    if (!left.ok) return left.refusal;
    const right = standing.right && (await this.#reopen("right", standing.right));
    const there = this.#lab.get().right !== null;
    const second = right?.ok ? right.value : null;
    this.#lab.set({ slot: second ? standing.slot : "left" });
    this.#showing.put({ left: left.value, right: second });
    if (there && !second) await this.#keeper.worlds.close("right");
    if (standing.at !== null) await this.#moments.lookAt(standing.at);
    return right && !right.ok ? right.refusal : null;
  }

  async #reopen(slot: Slot, { source, now }: StandingWorld): Promise<Result<WorldView>> {
    const opened = await this.open(slot, source);
    if (!opened.ok || now === null) return opened;
    let view = opened.value;
    // One call may fall short: the worker bounds the time that it takes.
    while (view.head.now < now) {
      const next = await this.#keeper.worlds.advance(slot, now);
      if (next.head.now <= view.head.now) break;
      view = next;
    }
    return { ok: true, value: view };
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
