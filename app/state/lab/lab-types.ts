/** What the laboratory shows: plain data, made by the store, drawn by the page. */
import type { Inspection, Refusal } from "../../sim/index";
import type { Act, FillReport, Slot, WorldView } from "../../worlds/protocol";
import type { Explained } from "../compare-types";
import type { Bill } from "./bill";
import type { Offer } from "./offers";
import type { Remedy } from "./remedies";

/** Pages speak of these without knowing the engine or its worker. */
export type { Act, Explained, FillReport, Inspection, Refusal, Slot, WorldView };

export type Speed = 0.01 | 0.1 | 1 | 10 | 100;

/** A world that was saved in this browser. */
export interface Save {
  readonly name: string;
  /** ms since 1970, by the host's clock. */
  readonly savedAt: number;
  /** Title of its scenario. */
  readonly title: string;
}

/** Something that could not be done, and what would make it possible. */
export interface Refused {
  readonly slot: Slot;
  readonly refusal: Refusal;
  readonly remedies: readonly Remedy[];
  /** Ways out that are no commands: the actions of these names. Present where the past is looked at. */
  readonly ways?: readonly ("goOnFromHere" | "fork" | "backToPresent")[];
}

/** A line of the command drawer: what was done by hand, as somebody at a keyboard would do it. */
export interface CommandLine {
  readonly at: number;
  readonly slot: Slot;
  /** Prompt of the machine it would be typed on, e.g. `root@laptop:~#`. */
  readonly prompt: string;
  readonly line: string;
}

/** A short message that goes away by itself, with a way back where there is one. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo: boolean;
}

/** How far a long piece of work is. */
export interface Progress {
  /** With numbers: `412 added`. */
  readonly text: string;
  readonly done: number;
  /** `null`: nobody knows when it will be done. */
  readonly total: number | null;
}

/** Stands for a world in which nothing is, where worlds are chosen by name. */
export const NOTHING = "nothing";

export interface LabState {
  /** `loading` until the first world is there, or the reason why there is none. */
  readonly status: "loading" | "ready";
  /**
   * What went wrong: a broken link or file, a worker that died, storage that is forbidden. Worlds that are there stay, so
   * it takes the whole page only where `left` is null.
   */
  readonly failure: Explained | null;
  /** The worker of worlds has died: what is shown cannot change any more before `restart`. */
  readonly workerDied: boolean;
  readonly left: WorldView | null;
  readonly right: WorldView | null;
  /** The world that actions and the inspector are about. */
  readonly slot: Slot;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly selected: string | null;
  readonly inspection: Inspection | null;
  /** What can be done to the selected layer. */
  readonly offers: readonly Offer[];
  /** Step of the story that is being told, from 0; `null`: the whole picture. */
  readonly chapter: number | null;
  readonly refused: Refused | null;
  readonly filled: FillReport | null;
  readonly bills: { readonly left: Bill | null; readonly right: Bill | null };
  readonly commands: readonly CommandLine[];
  readonly saves: readonly Save[];
  readonly toast: Toast | null;
  /** The address that opens this very world; kept up to date after each act. */
  readonly link: string | null;
  /** The ready world that was chosen last, by name, until it is opened; `null`: none is waited for. */
  readonly wanted: string | null;
  /** A long piece of work is under way in the worker: what it is, in the person's words. */
  readonly busy: string | null;
  /** How far that is, where it takes long enough to be told; it can be cancelled then. */
  readonly progress: Progress | null;
}

/** Everything a person can do in the laboratory. None rejects: failures show up in the state. */
export interface LabActions {
  /** Opens the world of the page's address, or the first scenario. Called again, it only looks whether the address has changed. */
  begin(): void;
  /** Starts the worker again after it died, and opens the worlds again as they were last. */
  restart(): void;
  /** The page is about to go: what the address has yet to hold is written into it. */
  leave(): void;
  openReady(name: string): void;
  openNothing(): void;
  openText(text: string): void;
  /** Opens a file that `exportFile` made, or a scenario written by hand. */
  openFile(file: { readonly name: string; text(): Promise<string> }): void;
  /** Puts a world beside the one that is there: a copy of it at the moment shown, or a ready one. */
  fork(): void;
  openBeside(name: string): void;
  closeBeside(): void;
  chooseSlot(slot: Slot): void;
  play(): void;
  pause(): void;
  step(): void;
  /** Lets time pass until nothing is starting, moving or about to end any more. */
  settle(): void;
  /** Ends what `progress` speaks of; what it has done so far stays. */
  cancel(): void;
  chooseSpeed(speed: Speed): void;
  /** Looks at a moment (virtual ms) of all worlds. */
  look(at: number): void;
  /** Makes the moment shown the present; what came later can be brought back by undo of the toast. */
  goOnFromHere(): void;
  backToPresent(): void;
  undo(): void;
  redo(): void;
  select(slot: Slot, layer: string | null): void;
  /** Does one of the offers, palette entries or remedies: anything with commands. */
  run(deed: { readonly label: string; readonly commands: Offer["commands"] }): void;
  fill(kind: "vm" | "container", machine: string, what: string): void;
  tell(chapter: number | null): void;
  dismiss(what: "failure" | "refused" | "filled" | "toast"): void;
  undoToast(): void;
  /** Shows a short message, in the one place where all of them are: the last one is replaced. */
  say(text: string): void;
  save(name: string): void;
  openSave(name: string): void;
  removeSave(name: string): void;
  /** A name and content to be saved as a file. */
  exportFile(): Promise<{ name: string; text: string }>;
  /**
   * The permalink of the worlds as they are; selects nothing, copies nothing. An empty string where they are too large for
   * a link: `failure` then says so.
   */
  share(): Promise<string>;
}
