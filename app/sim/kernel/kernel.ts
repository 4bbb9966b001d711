/** A kernel, of a host or of a guest: there is one model for both. */
import type { Call } from "../core/events";
import { defineTable, type Row } from "../core/table";

export type KernelFamily = "linux" | "nt" | "xnu";
export type Architecture = "x86_64" | "arm64";

export interface Kernel extends Row {
  /** Row number of the machine it runs on; a kernel knows nothing else of machines. */
  readonly machine: number;
  /** Layer of this kernel, e.g. `laptop/kernel`. */
  readonly layer: string;
  readonly family: KernelFamily;
  /** Like `uname -r`: `6.12.48`. */
  readonly release: string;
  readonly arch: Architecture;
  readonly state: "running" | "panicked" | "off";
  readonly startedAt: number;
  /** Processors it sees. */
  readonly cpus: number;
  /** Memory it was given, bytes. */
  readonly memoryBytes: number;
  /** Of which it keeps for itself, bytes. */
  readonly ownBytes: number;
  /** Flow node under which its control groups get processor time: the machine's. */
  readonly cpuNode: number;
  /** Disk under its root file system. */
  readonly disk: number;
  readonly pidMax: number;
  /** Inode number of the next namespace. */
  readonly nextInode: number;
  /** Its machine is held, and its clock with it. */
  readonly paused: boolean;
  /** Control group at the root of the tree. */
  readonly rootCgroup: number;
  /** Process 1 of the initial pid namespace. */
  readonly init: number;
  /** Made when it panics. */
  readonly onPanic: Call | null;
}

export const kernels = defineTable<Kernel>()("kernel", {
  machine: (row) => row.machine,
  layer: (row) => row.layer,
});
