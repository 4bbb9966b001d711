/** What a world costs: disk, memory, start time, kernels. */
import type { LayerView } from "../../sim/index";

export interface Bill {
  /** Kernels that run or start. */
  readonly kernels: number;
  readonly vms: number;
  readonly containers: number;
  readonly apps: number;
  /** Given away of the hardware, bytes. */
  readonly memoryBytes: number;
  readonly diskBytes: number;
  /** Of which guest operating systems have, bytes. */
  readonly guestMemoryBytes: number;
  readonly guestDiskBytes: number;
  /** Longest last start of a virtual machine, and of a container, ms; `null` where none was ready yet. */
  readonly vmStartMs: number | null;
  readonly containerStartMs: number | null;
}

export function billOf(_layers: readonly LayerView[]): Bill {
  throw new Error("to come");
}
