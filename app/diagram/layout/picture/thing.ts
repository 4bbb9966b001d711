/** From a layer to what a picture shows of it. */
import type { LayerView } from "../../../sim/index";
import type { Look, Role, Thing } from "../plan";
import { formatDuration } from "../words";

/** States that a picture says in words; the others are plain from the look. */
const STATE_NOTES: Partial<Record<LayerView["state"], string>> = {
  off: "off",
  paused: "paused",
  saved: "saved",
  created: "created, not started",
  exited: "exited",
  crashed: "crashed",
  panicked: "panicked",
  dead: "dead",
};

/** What a picture notes of a layer's state: the phase of a start, or how it ended; nothing where it simply runs. */
export function stateNote({ state, phase, ended }: LayerView): string | null {
  if (state === "starting" || state === "restarting") return phase ?? ending(state, ended);
  const note = STATE_NOTES[state];
  return phase ?? (note === undefined ? null : ending(note, ended));
}

/** A state with how it came to it: `exited 137, out of memory`. */
function ending(state: string, ended: LayerView["ended"]): string {
  if (ended === undefined) return state;
  const code = state === "exited" ? `${state} ${ended.code}` : `${state}, exited ${ended.code}`;
  return ended.outOfMemory ? `${code}, out of memory` : code;
}

/** States that say more than that something cannot be reached. */
const ENDED: ReadonlySet<LayerView["state"]> = new Set(["exited", "crashed", "dead"]);

/** A layer's state in the words of a screen reader. */
function spokenState({ state, phase, readyMs, ended }: LayerView, look: Look): string[] {
  if (look === "off") return ENDED.has(state) ? [ending(state, ended), "out of reach"] : ["out of reach"];
  if (state === "present") return look === "done" ? [] : ["not in use yet"];
  const words = [state === "created" ? "created, not started" : ending(state, ended)];
  if (phase !== null) words.push(`phase ${phase}`);
  if (readyMs !== null && state === "running") words.push(`ready in ${formatDuration(readyMs)}`);
  return words;
}

export interface ThingWords {
  readonly labels: readonly string[];
  /** Remarks of which all are shown if there is room, otherwise the first that fits. */
  readonly notes?: readonly (string | null)[];
  /** Name and what it is: the beginning of what is spoken. */
  readonly name: string;
  /** What is spoken after the state. */
  readonly more?: readonly string[];
  /** The picture's own identifier, where it is not the layer's. */
  readonly id?: string;
}

/** Puts together what a picture shows and says of a layer. */
export function thingOf(layer: LayerView, role: Role, look: Look, words: ThingWords): Thing {
  const { compromised } = layer;
  const remarks = (words.notes ?? []).filter((note) => note !== null);
  if (compromised) remarks.unshift("broken into");
  const spoken = [words.name, ...spokenState(layer, look), ...(words.more ?? [])];
  if (compromised) spoken.push("broken into");
  return {
    id: words.id ?? layer.id,
    role,
    look,
    labels: words.labels,
    notes: notesOf(remarks),
    spoken: spoken.join(", "),
    amounts: amountsOf(layer, role),
    compromised,
  };
}

/** All remarks if there is room, then ever fewer of the first, and at last how something ended without its details. */
const notesOf = (remarks: readonly string[]) => [
  ...remarks.map((_, index) => remarks.slice(0, remarks.length - index).join(" · ")),
  ...shorterEndings(remarks[0] ?? ""),
];

/** `exited 137, out of memory` in fewer and fewer words. */
function shorterEndings(remark: string): string[] {
  const [, code, more] = /^(exited \d+)(, .+)?$/.exec(remark) ?? [];
  return code === undefined ? [] : [...(more === undefined ? [] : [code]), "exited"];
}

const NOTHING = { memory: null, disk: null, start: null };

/** What a layer itself takes. Boundaries take nothing; of hardware there is memory and disk to be taken by others. */
function amountsOf(layer: LayerView, role: Role): Thing["amounts"] {
  if (role === "vm" || role === "os") return NOTHING;
  const start = layer.startPartMs;
  if (role === "hardware") return { ...NOTHING, start };
  const files = role === "image" || layer.kind === "libs" || layer.kind === "container";
  const shared = layer.kind === "app" && layer.diskBytes === 0;
  return {
    memory: files ? null : layer.memoryBytes,
    disk: shared || (files && layer.diskBytes === 0) ? null : layer.diskBytes,
    start,
  };
}
