/** Layers: a world seen from the side, bottom to top. Diagrams, tables, summaries and exports all read these. */

export type LayerKind =
  | "hardware"
  | "virtual-hardware"
  | "hypervisor"
  | "host-os"
  | "guest-os"
  | "kernel"
  | "userland"
  | "engine"
  | "image"
  | "container"
  | "libs"
  | "app";

/** What separates a layer from its neighbours on the same base. */
export type Isolation = "none" | "namespaces" | "virtual-hardware";

export type LayerState =
  | "off"
  | "starting"
  | "running"
  | "paused"
  | "saved"
  | "created"
  | "restarting"
  | "exited"
  | "crashed"
  | "panicked"
  | "dead"
  | "present";

export interface Layer {
  /** Stable and readable: `laptop`, `laptop/kernel`, `vm1/app/crm`. */
  readonly id: string;
  readonly kind: LayerKind;
  readonly label: string;
  /** Layer that it stands on; `null` for the bottom. */
  readonly on: string | null;
  /** Layer that it is a part of: the kernel and the userland of an operating system. Its figures are part of that one's. */
  readonly within: string | null;
  /** Other layers that it uses and shares with others: a container's image and its host's kernel, an image's base. */
  readonly uses: readonly string[];
  readonly state: LayerState;
  readonly isolation: Isolation;
  /** Somebody has broken into it. */
  readonly compromised: boolean;
  /** Phase that it is in, while it starts. */
  readonly phase: string | null;
  /** How long its last start took, ms; `null` until it was ready once, and while it starts anew. */
  readonly readyMs: number | null;
  /** Processors at work for it now: of hardware and of a container for everything in it, otherwise for its own processes. */
  readonly cpu: number;
  /** Memory that it holds itself, without what stands on it, bytes. */
  readonly memoryBytes: number;
  /** Disk that it holds itself, without what stands on it and without what it shares, bytes. */
  readonly diskBytes: number;
  /** Of hardware, real and virtual: what there is of it. */
  readonly capacity: {
    readonly cpus: number;
    readonly memoryBytes: number;
    readonly diskBytes: number;
  } | null;
  /** Of a container that has ended: its exit code, and whether the kernel killed it because memory was used up; absent while its system is down. */
  readonly ended?: { readonly code: number; readonly outOfMemory: boolean };
  /** Of a virtual machine that has some: the names of its snapshots, oldest first. */
  readonly snapshots?: readonly string[];
}
