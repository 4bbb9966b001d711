/** What would stop if a layer failed: who stands on whom decides, not a list of cases. */
import type { Inspection } from "../inspection";
import type { LayerKind, LayerState } from "../layer";
import type { LayerView } from "../view";
import { fallOf } from "./fall";
import type { Subject } from "./subject";

const ALIVE: readonly LayerState[] = ["starting", "running", "paused", "restarting"];

/** What would stop with a layer, in a sentence, and by layer. */
export function failureOf(subject: Subject): Inspection["failure"] {
  const { world, layer, layers } = subject;
  const dead = fallOf(world, layers, firstToFall(subject));
  const own = new Set([layer.id, layer.within]);
  const parents = new Map(layers.map((each) => [each.id, each]));
  const stopped = layers.filter(
    (each) => !own.has(each.id) && dead.has(each.id) && ALIVE.includes(each.state) && counts(each, parents),
  );
  return {
    text: textOf(subject, stopped),
    layers: stopped.map(({ id, label }) => ({ id, label })),
  };
}

/** What ends at once when a layer fails. An engine is not needed by containers that run, nor an image's name. */
function firstToFall({ layer, container }: Subject): string[] {
  switch (layer.kind) {
    case "engine":
    case "image":
      return [];
    case "libs":
    case "app":
      return container === undefined ? [layer.id] : [container.layer];
    default:
      return [layer.id];
  }
}

/** Whether a layer is named by itself: the parts of systems and containers go without saying. */
function counts({ kind, on }: LayerView, layers: ReadonlyMap<string, LayerView>): boolean {
  if (kind === "libs" || kind === "image" || kind === "kernel" || kind === "userland") return false;
  if (kind !== "app") return true;
  const libs = layers.get(on ?? "");
  return layers.get(libs?.on ?? "")?.kind !== "container";
}

const NOUNS: readonly (readonly [kinds: readonly LayerKind[], one: string, many: string])[] = [
  [["hypervisor"], "hypervisor", "hypervisors"],
  [["virtual-hardware"], "virtual machine", "virtual machines"],
  [["host-os", "guest-os"], "operating system", "operating systems"],
  [["engine"], "engine", "engines"],
  [["container"], "container", "containers"],
  [["app"], "application", "applications"],
];

function counted(stopped: readonly LayerView[]): string {
  const parts = NOUNS.flatMap(([kinds, one, many]) => {
    const number = stopped.filter(({ kind }) => kinds.includes(kind)).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  });
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}

function textOf(subject: Subject, stopped: readonly LayerView[]): string {
  const { layer } = subject;
  if (layer.kind === "engine") return engineText(subject);
  if (layer.kind === "image")
    return "Nothing stops: an image is files, and it cannot be removed while a container is made from it.";
  if (stopped.length === 0) return alone(subject);
  return `${counted(stopped)} ${stopped.length === 1 ? "stops" : "stop"} with it.`;
}

function alone({ layer, container }: Subject): string {
  if (layer.kind === "container" || container !== undefined)
    return "Nothing else stops: other containers have processes, files and limits of their own.";
  if (layer.kind === "app" || layer.kind === "libs")
    return "Nothing else stops: the system and its other applications run on.";
  return "Nothing else stops: nothing runs on it now.";
}

function engineText({ engine, layer, layers }: Subject): string {
  if (engine === undefined)
    return "Nothing stops: it only passes on what it is asked for; the engine itself runs elsewhere.";
  const running = layers.filter(
    ({ kind, on, state }) => kind === "container" && on === layer.id && ALIVE.includes(state),
  );
  if (running.length === 0) return "Nothing else stops: no container runs.";
  const they = running.length === 1 ? "1 container runs on" : `${running.length} containers run on`;
  return engine.liveRestore
    ? `Nothing else stops: ${they}, for they are processes of the kernel, and the engine finds them again when it comes back (live restore).`
    : `Nothing else stops at once: ${they}, for they are processes of the kernel. Without live restore the engine stops them when it comes back.`;
}
