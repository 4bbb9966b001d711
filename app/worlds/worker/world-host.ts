/** The worlds of one page: everything that the page can ask for, answered at once. Knows no worker; runs anywhere. */
import { inspectLayer, type Result } from "../../sim/index";
import type { HostCalls } from "../messages";
import type { Act, Slot, ViewPatch } from "../protocol";
import { doAll } from "./acting";
import { Filler } from "./fill";
import { actsIn, Hosted } from "./hosted";
import { MAX_PASS_HOST_MS, MAX_TIME_MS, PAUSE_AFTER_HOST_MS } from "./limits";
import { Openings } from "./openings";
import { type Clock, nextSight, reach, settle } from "./pace";

const OTHER: Readonly<Record<Slot, Slot>> = { left: "right", right: "left" };

/** Worlds by slot. Asking for a slot in which there is none throws: a programmer's error. */
export class WorldHost implements HostCalls {
  readonly #clock: Clock;
  readonly #slots = new Map<Slot, Hosted>();

  readonly #openings: Openings;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#openings = new Openings(clock);
  }

  prepare: HostCalls["prepare"] = (source) => this.#openings.prepare(source);

  open: HostCalls["open"] = (slot, source) => {
    const begun = this.#openings.take(source);
    return begun.ok ? { ok: true, value: this.#place(slot, new Hosted(begun.value, this.#clock)) } : begun;
  };

  close: HostCalls["close"] = (slot) => {
    this.#slots.delete(slot);
  };

  act: HostCalls["act"] = (slot, commands, text, deed) => {
    const hosted = this.#in(slot);
    const cause = deed === undefined ? hosted.cause(text) : hosted.causeOf(deed, text);
    const done = doAll(hosted.present(), commands, cause);
    if (!done.ok) return done;
    hosted.present(done.value);
    hosted.acted();
    return { ok: true, value: hosted.view() };
  };

  takeBack: HostCalls["takeBack"] = (slot) => {
    const hosted = this.#in(slot);
    hosted.takeBack();
    return hosted.view();
  };

  advance: HostCalls["advance"] = (slot, to) => {
    const hosted = this.#in(slot);
    reach(hosted.present(), Math.min(to, MAX_TIME_MS), this.#clock, this.#deadline());
    return hosted.view();
  };

  step: HostCalls["step"] = (slot) => {
    const hosted = this.#in(slot);
    const sim = hosted.present();
    hosted.present(nextSight(sim, this.#clock, this.#deadline()) ?? sim);
    return hosted.view();
  };

  settle: HostCalls["settle"] = (slot) => {
    const hosted = this.#in(slot);
    const deadline = this.#clock() + PAUSE_AFTER_HOST_MS;
    settle(hosted.present(), { clock: this.#clock, deadline, until: MAX_TIME_MS });
    return hosted.view();
  };

  look: HostCalls["look"] = (slot, at) => {
    const hosted = this.#in(slot);
    hosted.look(at);
    return hosted.view();
  };

  undo: HostCalls["undo"] = (slot) => this.#again(slot, "undo");

  redo: HostCalls["redo"] = (slot) => this.#again(slot, "redo");

  rewind: HostCalls["rewind"] = (slot, at) => {
    const hosted = this.#in(slot);
    hosted.present().rewind(Math.max(0, at));
    hosted.acted();
    return hosted.view();
  };

  fork: HostCalls["fork"] = (slot, at) => {
    const copy = this.#in(slot).sim.fork();
    copy.rewind(Math.max(0, at));
    return this.#place(OTHER[slot], new Hosted(copy, this.#clock));
  };

  encode: HostCalls["encode"] = (slot) => this.#in(slot).sim.encode();

  scenario: HostCalls["scenario"] = (slot) => {
    const { sim } = this.#in(slot);
    return { ...sim.toScenario(), now: sim.now };
  };

  acts: HostCalls["acts"] = (slot) =>
    actsIn(this.#in(slot).sim.log).flatMap((entries): Act[] => {
      const [first] = entries;
      if (first === undefined) return [];
      const { at, cause } = first;
      return [{ at, text: cause.text, by: cause.by, commands: entries.map(({ command }) => command) }];
    });

  inspect: HostCalls["inspect"] = (slot, layer) => inspectLayer(this.#in(slot).shown, layer);

  fill: HostCalls["fill"] = (slot, each, limit, deed) => {
    const hosted = this.#in(slot);
    const text = "Fill until it breaks";
    const begin = () => {
      const cause = deed === undefined ? hosted.cause(text) : hosted.causeOf(deed, text);
      return new Filler({ each, limit, cause }, this.#clock);
    };
    const filler = deed === undefined ? begin() : hosted.fillerOf(deed, begin);
    const hostMs = deed === undefined ? Number.POSITIVE_INFINITY : PAUSE_AFTER_HOST_MS;
    const { report, sim, more } = filler.carryOn(hosted.present(), hostMs);
    hosted.present(sim);
    hosted.acted();
    return { report, view: hosted.view(), more };
  };

  #again(slot: Slot, what: "undo" | "redo"): Result<ViewPatch> {
    const hosted = this.#in(slot);
    const done = hosted.present()[what]();
    if (!done.ok) return done;
    hosted.acted();
    return { ok: true, value: hosted.view() };
  }

  #place(slot: Slot, hosted: Hosted): ViewPatch {
    this.#slots.set(slot, hosted);
    return hosted.view();
  }

  #in(slot: Slot): Hosted {
    const hosted = this.#slots.get(slot);
    if (hosted === undefined) throw new Error(`there is no world on the ${slot}`);
    return hosted;
  }

  #deadline(): number {
    return this.#clock() + MAX_PASS_HOST_MS;
  }
}
