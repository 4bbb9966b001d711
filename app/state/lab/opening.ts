/** Opening worlds: ready ones, links, files, saves; and opening them again after the worker died. */
import type { Refusal } from "../../sim/index";
import type { WorldSource } from "../../worlds/protocol";
import type { Effort } from "./effort";
import { CANCELLED, type Estate } from "./estate";
import { explainLink, explainRefusal, explainSave, OPENING_CANCELLED } from "./explain";
import { explainFile, type OpenedFile, readFile } from "./files";
import type { Keeper } from "./keeper";
import type { LabContext } from "./lab-context";
import type { Explained, Slot } from "./lab-types";
import { readHash } from "./permalink";
import type { Records } from "./records";
import type { Saving } from "./saving";
import type { Showing } from "./showing";
import type { Standing } from "./standing";

/** What is shown to somebody who asked for nothing in particular. */
export const FIRST_SCENARIO = "vms-vs-containers";

/** Pieces of the store that worlds are opened with. */
export interface OpeningParts {
  readonly keeper: Keeper;
  readonly showing: Showing;
  readonly estate: Estate;
  readonly records: Records;
  readonly saving: Saving;
  readonly effort: Effort;
  wayBack(): () => void;
}

export class Opening {
  readonly #lab: LabContext;
  readonly #parts: OpeningParts;

  constructor(lab: LabContext, parts: OpeningParts) {
    this.#lab = lab;
    this.#parts = parts;
  }

  /** Opens what the address speaks of; the first scenario if it speaks of nothing. Whatever was there can be brought back. */
  async hash(hash: string): Promise<void> {
    const read = readHash(hash);
    const back = this.#lab.get().left ? this.#parts.wayBack() : null;
    if (!read.ok) this.#fail(explainLink(read.refusal));
    else if (read.value) await this.standing(read.value, explainLink, LINK_OPENED, back);
    else if (!this.#lab.get().left) await this.ready(FIRST_SCENARIO);
  }

  async ready(name: string): Promise<void> {
    await this.#open({ from: "ready", name }, (refusal) => explainRefusal(`the scenario ${name}`, refusal));
  }

  async nothing(): Promise<void> {
    await this.#open({ from: "nothing" }, (refusal) => explainRefusal("an empty world", refusal));
  }

  /** A whole link, its hash, or a world as text. */
  async text(text: string): Promise<void> {
    const pasted = text.trim();
    const read = readHash(pasted.slice(pasted.indexOf("#") + 1));
    if (!read.ok) this.#fail(explainLink(read.refusal));
    else if (read.value) await this.standing(read.value, explainLink);
    else await this.#open({ from: "text", text: pasted }, explainLink);
  }

  async file(file: OpenedFile): Promise<void> {
    const read = await readFile(file);
    if ("failure" in read) this.#fail(read.failure);
    else await this.#open(read.source, (refusal) => explainFile(file.name, refusal), undefined, read.now);
  }

  async save(name: string): Promise<void> {
    const saved = await this.#parts.saving.load(name);
    if (!saved) return;
    const read = readHash(saved.hash);
    const explain = ({ what, why }: Refusal) => explainSave(name, `${what}: ${why}`);
    if (!read.ok) this.#fail(explain(read.refusal));
    else if (!read.value) this.#fail(explainSave(name, "there is no world in it"));
    else await this.standing(read.value, explain);
  }

  /** Puts a ready scenario into the right slot, at the moment that is shown on the left. */
  async beside(name: string): Promise<void> {
    if (!this.#lab.get().left) return;
    await this.#open(
      { from: "ready", name },
      (refusal) => explainRefusal(`the scenario ${name}`, refusal),
      "right",
    );
  }

  async closeBeside(): Promise<void> {
    if (!this.#lab.get().right) return;
    const back = this.#wayBackFor("right");
    this.#lab.set({ slot: "left" });
    this.#parts.showing.put({ right: null });
    this.#parts.showing.select("left", this.#lab.get().selected);
    await this.#parts.keeper.worlds.close("right");
    await this.#parts.records.opened("right");
    if (back) this.#lab.say("The second world was closed.", back);
  }

  /** Opens worlds as they stood. @param said of it, where what was there can be brought back by `back` */
  async standing(
    standing: Standing,
    explain: (refusal: Refusal) => Explained,
    said: string = REPLACED,
    back: (() => void) | null = this.#wayBackFor("left", "right"),
  ): Promise<void> {
    this.#revive();
    this.#parts.effort.begin("Opening");
    const refusal = await this.#parts.estate.restore(standing);
    if (refusal) this.#refused(refusal, explain);
    else this.#begun();
    if (!this.#lab.get().left) return;
    this.#parts.showing.refresh();
    await this.#parts.records.opened("left", "right");
    if (back && !refusal) this.#lab.say(said, back);
  }

  /** Opens the worlds again after the worker died. */
  async again(): Promise<void> {
    const { standing } = this.#parts.estate;
    this.#lab.set({ failure: null });
    this.#revive();
    if (standing) await this.standing(standing, explainLink, undefined, null);
    else await this.hash(this.#lab.deps.address.read());
  }

  async #open(
    source: WorldSource,
    explain: (refusal: Refusal) => Explained,
    wanted: Slot = this.#lab.get().slot,
    now: number | null = null,
  ): Promise<void> {
    const back = this.#parts.keeper.lives ? this.#wayBackFor(wanted) : this.#wayBackFor("left", "right");
    this.#revive();
    const slot = this.#lab.get().left ? wanted : "left";
    this.#parts.effort.begin("Opening");
    const opened = await this.#parts.estate.open(slot, source, now);
    if (!opened.ok) {
      this.#refused(opened.refusal, explain);
      return;
    }
    this.#begun();
    await this.#parts.estate.align(slot, opened.value);
    this.#parts.showing.refresh();
    await this.#parts.records.opened(slot);
    if (back) this.#lab.say(REPLACED, back);
  }

  /** Starts a worker where none lives: it has no worlds, whatever was shown. */
  #revive(): void {
    if (this.#parts.keeper.lives) return;
    this.#lab.set({ slot: "left" });
    this.#parts.showing.put({ left: null, right: null });
    this.#parts.keeper.start();
  }

  /** A way back to worlds of which one in these slots was changed by hand; `null` if nothing would be lost. */
  #wayBackFor(...slots: Slot[]): (() => void) | null {
    const { standing } = this.#parts.estate;
    const touched = slots.some((slot) => this.#lab.get()[slot] && standing?.[slot]?.source.from === "text");
    return touched ? this.#parts.wayBack() : null;
  }

  /** Another world is there: what was said of the one before is over. */
  #begun(): void {
    this.#lab.set({ status: "ready", failure: null, refused: null, filled: null, chapter: null });
  }

  #refused(refusal: Refusal, explain: (refusal: Refusal) => Explained): void {
    if (refusal.code !== CANCELLED) this.#fail(explain(refusal));
    else if (this.#lab.get().left) this.#lab.say(NOT_OPENED);
    else this.#fail(OPENING_CANCELLED);
  }

  #fail(failure: Explained): void {
    this.#lab.set({ status: "ready" });
    this.#lab.fail(failure);
  }
}

const LINK_OPENED = "The world of the address is open now. The one before can be brought back.";

const NOT_OPENED = "Opening was cancelled. What was here is still here.";

const REPLACED = "Another world was opened. The one before can be brought back.";
