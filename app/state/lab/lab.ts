/** The laboratory's store: one state, and the actions that a person has. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { WorldsDied } from "../../worlds/client";
import { Clock } from "./clock";
import { Deeds } from "./deeds";
import { Effort } from "./effort";
import { Estate } from "./estate";
import { explainLink, explainUnforeseen, START_AGAIN_WAY_OUT } from "./explain";
import { encodedFile, scenarioFile } from "./files";
import { Keeper, NoWorker } from "./keeper";
import { comingIn, type LabContext, type LabDeps, presentOf } from "./lab-context";
import { type LabActions, type LabState, NOTHING } from "./lab-types";
import { Link } from "./link";
import { Looking } from "./looking";
import { Moments } from "./moments";
import { Opening } from "./opening";
import { Records } from "./records";
import { Saving } from "./saving";
import { Showing } from "./showing";
import { Turns } from "./turns";

export type { LabDeps } from "./lab-context";

export type LabStore = StoreApi<LabState> & { actions: LabActions };

const INITIAL: LabState = {
  status: "loading",
  failure: null,
  workerDied: false,
  left: null,
  right: null,
  slot: "left",
  playing: false,
  speed: 1,
  selected: null,
  inspection: null,
  offers: [],
  chapter: null,
  refused: null,
  filled: null,
  bills: { left: null, right: null },
  commands: [],
  saves: [],
  toast: null,
  link: null,
  wanted: null,
  busy: null,
  progress: null,
};

/** Makes the store. No worker is started before `begin` or the first action. */
export function createLabStore(deps: LabDeps): LabStore {
  const store = createStore<LabState>()(() => INITIAL);
  let toasts = 0;
  let undoToast: (() => void) | undefined;
  const lab: LabContext = {
    deps,
    get: store.getState,
    set: (change) => store.setState(change),
    fail: (failure) => store.setState({ failure, busy: null, progress: null }),
    say(text, undo) {
      undoToast = undo;
      store.setState({ toast: { id: ++toasts, text, undo: undo !== undefined } });
    },
  };
  const { get, set } = lab;

  const keeper = new Keeper(lab, () => clock.pause());
  const turns = new Turns((error) => {
    clock.pause();
    set({ status: "ready", workerDied: !keeper.lives });
    // A worker that died is told of by itself.
    if (error instanceof WorldsDied || (error instanceof NoWorker && get().failure)) return;
    lab.fail(error instanceof NoWorker ? NO_WORKER : explainUnforeseen(error));
  });
  const effort = new Effort(lab);
  const showing = new Showing(lab, keeper);
  const moments = new Moments(lab, keeper, showing, effort);
  const estate = new Estate(lab, { keeper, showing, moments, effort });
  const link = new Link(lab, estate);
  const records = new Records(lab, keeper, estate, link);
  const clock = new Clock(lab, turns, moments, () => link.changed());
  const looking = new Looking(lab, turns, moments);
  const saving = new Saving(lab);

  /** Work that takes a while, after everything that was asked for before; the clock stands still for it. */
  const take = (work: () => Promise<void>) =>
    turns.take(async () => {
      try {
        await work();
      } finally {
        effort.end();
      }
    });
  const wayBack = () => {
    const { standing } = estate;
    return () => {
      clock.pause();
      if (standing) take(() => opening.standing(standing, explainLink, BROUGHT_BACK));
    };
  };
  const deeds = new Deeds(lab, { keeper, showing, moments, estate, records, effort, wayBack });
  const opening = new Opening(lab, { keeper, showing, estate, records, saving, effort, wayBack });

  /** Stops the clock, then does it in turn. */
  const still = (work: () => Promise<void>) => {
    clock.pause();
    take(work);
  };
  /** Goes somewhere in time, and lets the link know. */
  const travel = (work: () => Promise<void>) =>
    still(async () => {
      await work();
      link.changed();
    });

  let choices = 0;
  /** Opens what a person chose by name, unless another choice has been made before its turn came. */
  const choose = (name: string, open: () => Promise<void>) => {
    const choice = ++choices;
    set({ wanted: name });
    still(async () => {
      if (choice !== choices) return;
      try {
        await open();
      } finally {
        if (choice === choices) set({ wanted: null });
      }
    });
  };

  let begun = false;
  const actions: LabActions = {
    begin() {
      if (!begun) {
        begun = true;
        deps.address.onChange(() => {
          if (!link.isOurs) still(() => opening.hash(deps.address.read()));
        });
        saving.list();
      } else if (link.isOurs) {
        link.changed();
        return;
      }
      still(async () => {
        if (!keeper.lives) keeper.start();
        await opening.hash(deps.address.read());
      });
    },
    leave: () => link.flush(),
    restart: () => still(() => opening.again()),
    openReady: (name) => choose(name, () => opening.ready(name)),
    openNothing: () => choose(NOTHING, () => opening.nothing()),
    openText: (text) => still(() => opening.text(text)),
    openFile: (file) => still(() => opening.file(file)),
    fork: () => still(() => deeds.fork()),
    openBeside: (name) => still(() => opening.beside(name)),
    closeBeside: () => still(() => opening.closeBeside()),
    chooseSlot(slot) {
      if (get()[slot]) showing.select(slot, get().selected);
    },
    play: () => clock.play(),
    pause: () => clock.pause(),
    step: () =>
      travel(async () => {
        if (!(await moments.step())) lab.say(NOTHING_SOON);
      }),
    settle: () =>
      travel(async () => {
        effort.begin("Waiting until all is up");
        if (!(await moments.settle())) lab.say(comingIn(get()) > 0 ? UP_FOR_NOW : ALL_IS_UP);
      }),
    cancel: () => effort.cancel(),
    chooseSpeed: (speed) => set({ speed }),
    look(at) {
      clock.pause();
      looking.look(at);
      link.moved();
    },
    goOnFromHere: () => still(() => deeds.goOnFromHere()),
    backToPresent: () => travel(() => moments.goTo(presentOf(get()))),
    undo: () => still(() => deeds.again("undo")),
    redo: () => still(() => deeds.again("redo")),
    select: (slot, layer) => showing.select(slot, layer),
    run: (deed) => {
      take(() => deeds.run(deed));
    },
    fill: (kind, machine, what) => still(() => deeds.fill(kind, machine, what)),
    tell(chapter) {
      const steps = get()[get().slot]?.head.story.length ?? 0;
      const step = chapter === null || steps === 0 ? null : Math.min(Math.max(0, chapter), steps - 1);
      set({ chapter: step });
    },
    dismiss: (what) => set({ [what]: null }),
    undoToast() {
      const undo = undoToast;
      undoToast = undefined;
      set({ toast: null });
      undo?.();
    },
    say: (text) => lab.say(text),
    save(name) {
      const { hash } = link;
      const title = get()[get().slot]?.head.title ?? "";
      if (hash !== null && name.trim() !== "") saving.keep(name.trim(), title, hash);
    },
    openSave: (name) => still(() => opening.save(name)),
    removeSave: (name) => {
      saving.remove(name);
    },
    async exportFile() {
      const { slot } = get();
      let file = encodedFile(estate.textOf(slot));
      await take(async () => {
        if (get()[slot]) file = scenarioFile(await keeper.worlds.scenario(slot));
      });
      return file;
    },
    async share() {
      await take(async () => {});
      return link.share();
    },
  };

  return Object.assign(store, { actions });
}

const BROUGHT_BACK = "What was there before is back.";

const ALL_IS_UP = "All is up: nothing is starting.";

const UP_FOR_NOW =
  "All is up for now: nothing is starting. Play, or Step, goes on with what this scenario has in store.";

const NOTHING_SOON = "Nothing worth seeing is on its way.";

const NO_WORKER = {
  what: "The simulation does not run.",
  why: "The part of the page that reckons worlds has ended.",
  wayOut: START_AGAIN_WAY_OUT,
  detail: "",
};
