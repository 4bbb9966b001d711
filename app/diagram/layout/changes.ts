/** What has changed between two views of a world, in sentences short enough to be read aloud. */
import type { LayerView } from "../../sim/index";
import { groupBy } from "./group-by";
import { machineName, machineOf } from "./picture/names";
import { formatList, formatThings } from "./words";

/** More things of a kind than these are counted instead of named. */
const MOST_NAMED = 3;
/** More sentences than these are too many to listen to. */
const MOST_SENTENCES = 4;

/** Kinds that are worth a word of their own; what is in them goes with them. */
const NOUNS: Partial<Record<LayerView["kind"], string>> = {
  hardware: "machine",
  "virtual-hardware": "virtual machine",
  hypervisor: "hypervisor",
  kernel: "kernel",
  engine: "engine",
  container: "container",
  image: "image",
  app: "app",
};

interface Change {
  readonly layer: LayerView;
  readonly verb: Verb;
}

/** What can happen to a layer: for one, for several, and how soon it is told. */
interface Verb {
  readonly one: string;
  readonly many: string;
  readonly rank: number;
}

const verb = (rank: number, one: string, many = one): Verb => ({ rank, one, many });

const TAKEN = verb(0, "was broken into", "were broken into");
const ADDED = verb(5, "was added", "were added");
const GONE = verb(5, "was removed", "were removed");
const VERBS: Readonly<Record<LayerView["state"], Verb>> = {
  panicked: verb(0, "panicked"),
  crashed: verb(1, "crashed"),
  dead: verb(1, "is dead", "are dead"),
  restarting: verb(2, "restarts", "restart"),
  exited: verb(3, "ended"),
  off: verb(3, "is off", "are off"),
  paused: verb(3, "is paused", "are paused"),
  saved: verb(3, "is saved", "are saved"),
  running: verb(4, "runs", "run"),
  starting: verb(4, "starts", "start"),
  created: ADDED,
  present: ADDED,
};

/** Sentences about what changed, gravest first; `""` if nothing is worth saying. */
export function changesBetween(before: readonly LayerView[], after: readonly LayerView[]): string {
  if (before === after) return "";
  const changes = changesOf(before, after);
  const groups = groupBy(changes, ({ layer, verb }) => `${verb.rank} ${verb.one} ${layer.kind}`);
  const sentences = [...groups.values()]
    .sort(([one], [other]) => (one?.verb.rank ?? 0) - (other?.verb.rank ?? 0))
    .map(sentenceOf);
  const rest = sentences.length - MOST_SENTENCES;
  if (rest <= 0) return sentences.join(" ");
  return [...sentences.slice(0, MOST_SENTENCES), `And ${formatThings(rest, "more change")}.`].join(" ");
}

function changesOf(before: readonly LayerView[], after: readonly LayerView[]): Change[] {
  const old = new Map(before.map((layer) => [layer.id, layer]));
  const changes: Change[] = [];
  for (const layer of after) {
    const was = old.get(layer.id);
    old.delete(layer.id);
    if (was === layer || !isTold(layer)) continue;
    const verb = verbOf(was, layer);
    if (verb !== null) changes.push({ layer, verb });
  }
  for (const layer of old.values()) if (isTold(layer)) changes.push({ layer, verb: GONE });
  return changes;
}

/** A container's app goes with the container. */
const isTold = ({ kind, id }: LayerView) =>
  NOUNS[kind] !== undefined && (kind !== "app" || id.includes("/app/"));

function verbOf(was: LayerView | undefined, { state, kind, compromised }: LayerView): Verb | null {
  if (compromised && !was?.compromised) return TAKEN;
  if (was?.state === state) return null;
  if (was === undefined) return kind === "kernel" ? null : state === "running" ? VERBS.running : ADDED;
  // A kernel comes and goes with its machine; that it panicked is its own affair.
  return kind === "kernel" && state !== "panicked" ? null : VERBS[state];
}

function sentenceOf(changes: readonly Change[]): string {
  const [first] = changes;
  if (first === undefined) return "";
  const { verb, layer } = first;
  const noun = NOUNS[layer.kind] ?? layer.kind;
  if (changes.length > MOST_NAMED) return `${formatThings(changes.length, noun)} ${verb.many}.`;
  const names = formatList(changes.map(({ layer }) => nameOf(layer)));
  return `${names} ${changes.length === 1 ? verb.one : verb.many}.`;
}

/** How a layer is called in a sentence. */
function nameOf(layer: LayerView): string {
  if (layer.kind === "hardware" || layer.kind === "virtual-hardware") return machineName(layer).name;
  if (layer.kind === "kernel") return `${machineOf(layer.id)}'s kernel`;
  if (layer.kind === "container" || layer.kind === "image" || layer.kind === "app") return layer.label;
  return `${layer.label} on ${machineOf(layer.id)}`;
}
