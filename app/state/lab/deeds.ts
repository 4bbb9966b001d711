/** What a person does to a world: deeds, undo and redo, going on from the past, filling. */
import type { CommandInput, Refusal, Result } from "../../sim/index";
import type { Effort } from "./effort";
import type { Estate } from "./estate";
import { sentence } from "./explain";
import { fillCommands, MOST_ADDED } from "./filling";
import type { Keeper } from "./keeper";
import { beside, isPast, type LabContext } from "./lab-context";
import type { FillReport, LabActions, Progress, Slot, WorldView } from "./lab-types";
import type { Moments } from "./moments";
import type { Records } from "./records";
import { remediesOf, waitsFor } from "./remedies";
import type { Showing } from "./showing";

type Deed = Parameters<LabActions["run"]>[0];

/** Pieces of the store that deeds are made with. */
export interface DeedParts {
  readonly keeper: Keeper;
  readonly showing: Showing;
  readonly moments: Moments;
  readonly estate: Estate;
  readonly records: Records;
  readonly effort: Effort;
  /** Brings worlds back as they stood. */
  wayBack(): () => void;
}

export class Deeds {
  readonly #lab: LabContext;
  readonly #parts: DeedParts;
  #deeds = 0;

  constructor(lab: LabContext, parts: DeedParts) {
    this.#lab = lab;
    this.#parts = parts;
  }

  /** Does all of a deed's commands as one act, or refuses them and has done nothing. */
  async run({ label, commands }: Deed): Promise<void> {
    const { slot } = this.#lab.get();
    const view = this.#lab.get()[slot];
    if (!view || commands.length === 0 || this.#refusesPast(slot, view, `${label} was not done`)) return;
    this.#lab.set({ refused: null });
    const back = this.#parts.wayBack();
    const done = await this.#do(slot, label, commands);
    if (done.ok) await this.#show(slot, done.value, view, back);
    else this.#refuse(slot, done.refusal, commands);
  }

  /** Adds one after another to a machine until it takes no more, or a person has had enough. */
  async fill(kind: "vm" | "container", machine: string, what: string): Promise<void> {
    const { slot } = this.#lab.get();
    const view = this.#lab.get()[slot];
    if (!view || this.#refusesPast(slot, view, `${machine} was not filled`)) return;
    const { keeper, showing, effort } = this.#parts;
    const back = this.#parts.wayBack();
    this.#lab.set({ refused: null, filled: null });
    effort.begin(`Filling ${machine} with ${what}`);
    const each = fillCommands(kind, machine, what);
    const deed = ++this.#deeds;
    let filled = await keeper.worlds.fill(slot, each, MOST_ADDED[kind], deed);
    while (filled.more && effort.goesOn(addedSoFar(filled.report))) {
      showing.put({ [slot]: filled.view });
      filled = await keeper.worlds.fill(slot, each, MOST_ADDED[kind], deed);
    }
    this.#lab.set({ filled: filled.report });
    await this.#show(slot, filled.view, view, back);
  }

  /** Takes back, or does again, the last act of the world that is worked on. */
  async again(what: "undo" | "redo"): Promise<void> {
    const { slot } = this.#lab.get();
    const view = this.#lab.get()[slot];
    if (!view) return;
    const back = this.#parts.wayBack();
    const done = await this.#parts.keeper.worlds[what](slot);
    this.#lab.set({ refused: null });
    if (done.ok) await this.#show(slot, done.value, view, back);
    else this.#lab.say(sentence(done.refusal.what));
  }

  /** Makes the moment shown the present of the world that is worked on. */
  async goOnFromHere(): Promise<void> {
    const { slot } = this.#lab.get();
    const view = this.#lab.get()[slot];
    if (!view || !isPast(view)) return;
    const back = this.#parts.wayBack();
    const present = await this.#parts.keeper.worlds.rewind(slot, view.head.at);
    this.#lab.set({ refused: null });
    await this.#show(slot, present, view, back);
    this.#lab.say("You go on from here. What came later can be brought back.", back);
  }

  /** Copies the moment shown into the other slot, and works on the copy from now on. */
  async fork(): Promise<void> {
    const { slot } = this.#lab.get();
    const other = beside(slot);
    const replaced = this.#lab.get()[other];
    if (!this.#lab.get()[slot]) return;
    const back = this.#parts.wayBack();
    await this.#parts.estate.fork(slot, other);
    this.#lab.set({ refused: null });
    this.#parts.showing.select(other, this.#lab.get().selected);
    await this.#parts.records.opened(other);
    if (replaced) this.#lab.say("The copy took the place of the world beside.", back);
  }

  async #do(slot: Slot, label: string, commands: readonly CommandInput[]): Promise<Result<WorldView>> {
    const atOnce = await this.#parts.keeper.worlds.act(slot, commands, label);
    const mayWait = !atOnce.ok && waitsFor(atOnce.refusal, commands);
    return mayWait ? this.#doPatiently(slot, label, commands) : atOnce;
  }

  /** One command after the other; where one needs something that is still starting, the world is let settle first. */
  async #doPatiently(
    slot: Slot,
    label: string,
    commands: readonly CommandInput[],
  ): Promise<Result<WorldView>> {
    const { worlds } = this.#parts.keeper;
    const deed = ++this.#deeds;
    let last: Result<WorldView> | null = null;
    for (const [index, command] of commands.entries()) {
      const before = commands.slice(0, index);
      last = await worlds.act(slot, [command], label, deed);
      while (!last.ok && waitsFor(last.refusal, before) && (await this.#wait(slot, last.refusal)))
        last = await worlds.act(slot, [command], label, deed);
      if (last.ok) continue;
      this.#parts.showing.put({ [slot]: await worlds.takeBack(slot) });
      return last;
    }
    if (!last) throw new Error("a deed needs commands");
    return last;
  }

  /** Lets a world settle; tells whether time passed, without which nothing will have changed. */
  async #wait(slot: Slot, { why }: Refusal): Promise<boolean> {
    this.#parts.effort.begin(`Waiting: ${why}`);
    const before = this.#lab.get()[slot]?.head.now ?? 0;
    const view = await this.#parts.moments.settleOne(slot);
    return view.head.now > before && !this.#parts.effort.cancelled;
  }

  /** Shows what was done; the other world follows to that moment. What a scenario had in store may be let go by it. */
  async #show(slot: Slot, view: WorldView, before: WorldView, back: () => void): Promise<void> {
    this.#parts.showing.put({ [slot]: view });
    await this.#parts.moments.goTo(view.head.now);
    this.#parts.showing.refresh();
    await this.#parts.records.acted({ [slot]: before.layers });
    const letGo = before.head.coming.filter(({ at }) => at > view.head.now).length;
    if (letGo > 0 && view.head.coming.length === 0) this.#lab.say(letGoText(letGo), back);
  }

  #refuse(slot: Slot, refusal: Refusal, commands: readonly CommandInput[]): void {
    const layers = this.#lab.get()[slot]?.layers ?? [];
    this.#lab.set({ refused: { slot, refusal, remedies: remediesOf(refusal, commands, layers) } });
  }

  /** What has happened cannot be changed: says so, and how to change it all the same. */
  #refusesPast(slot: Slot, view: WorldView, what: string): boolean {
    if (!isPast(view)) return false;
    this.#lab.set({
      refused: {
        slot,
        refusal: {
          code: "looking-back",
          what,
          why: "you are looking back, and what has happened cannot be changed",
          wayOut: "Go on from here, change a copy of this moment, or go back to the present",
        },
        remedies: [],
        ways: ["goOnFromHere", "fork", "backToPresent"],
      },
    });
    return true;
  }
}

function addedSoFar({ added }: FillReport): Progress {
  return { text: `${added.toLocaleString("en")} added`, done: added, total: null };
}

function letGoText(count: number): string {
  const acts = count === 1 ? "1 act" : `${count.toLocaleString("en")} acts`;
  return `You have taken over: what this scenario still had in store (${acts}) does not happen any more.`;
}
