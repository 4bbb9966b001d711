/** Everything that can be said of one layer, for a person who asks about it. */
import type { Origin } from "../costs/cost";
import type { LayerView } from "./view";

export interface InspectedLayer {
  readonly id: string;
  readonly label: string;
}

/** A figure with its origin: no number is shown without. */
export interface InspectedFigure {
  /** E.g. `Memory`, `Disk`, `Last start`, `Processors at work`. */
  readonly name: string;
  readonly value: number;
  readonly unit: "bytes" | "ms" | "cpus" | "count";
  readonly origin: Origin;
  /** One sentence: measured how, modelled from what, cited from where. */
  readonly how: string;
}

export interface InspectedPhase {
  readonly name: string;
  /** Virtual ms. */
  readonly startedAt: number;
  /** `null`: at work now. */
  readonly endedAt: number | null;
  readonly origin: Origin;
  readonly how: string;
}

export interface InspectedProcess {
  /** As processes of its own namespace see it. */
  readonly pid: number;
  /** As the kernel's first namespace sees it. */
  readonly hostPid: number;
  readonly name: string;
  readonly user: string;
  readonly state: string;
  readonly memoryBytes: number;
}

export interface InspectedNamespace {
  /** `pid`, `mnt`, `net`, `uts`, `ipc`, `user`, `cgroup`. */
  readonly kind: string;
  readonly inode: number;
  /** It is the kernel's first one: what is in it is shared with the host. */
  readonly shared: boolean;
}

export interface InspectedCgroup {
  readonly path: string;
  /** File and its content, as the kernel shows them: `memory.max` `536870912`. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export interface InspectedImageLayer {
  readonly digest: string;
  /** The line of the Dockerfile that made it. */
  readonly madeBy: string;
  readonly bytes: number;
  /** Images of the same engine that have this layer too. */
  readonly sharedWith: readonly string[];
}

export interface Inspection {
  readonly layer: LayerView;
  /** What such a thing is, one or two sentences. */
  readonly about: string;
  /** From what it stands on directly down to the hardware. */
  readonly standsOn: readonly InspectedLayer[];
  /** What stands on it directly. */
  readonly carries: readonly InspectedLayer[];
  readonly figures: readonly InspectedFigure[];
  /** Phases of its last start, in their order. */
  readonly phases: readonly InspectedPhase[];
  /** At most the first 200; `processCount` counts all. */
  readonly processes: readonly InspectedProcess[];
  readonly processCount: number;
  readonly namespaces: readonly InspectedNamespace[];
  readonly cgroup: InspectedCgroup | null;
  readonly imageLayers: readonly InspectedImageLayer[];
  /** What would stop with it: a sentence, and the layers. */
  readonly failure: { readonly text: string; readonly layers: readonly InspectedLayer[] };
  /** What happened to it, newest last, at most 50. */
  readonly history: readonly { readonly at: number; readonly text: string }[];
}
