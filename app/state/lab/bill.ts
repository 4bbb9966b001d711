/** What a world costs: disk, memory, start time, kernels. */
import type { LayerKind, LayerView } from "../../sim/index";

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

function sum(layers: readonly LayerView[], figure: "memoryBytes" | "diskBytes"): number {
  return layers.reduce((total, layer) => total + layer[figure], 0);
}

function longestStart(layers: readonly LayerView[]): number | null {
  const starts = layers.flatMap(({ readyMs }) => readyMs ?? []);
  return starts.length === 0 ? null : starts.reduce((longest, ms) => Math.max(longest, ms), 0);
}

/** Counts machines, containers and apps that exist, whether they run or not; amounts count what is part of nothing else once. */
export function billOf(layers: readonly LayerView[]): Bill {
  const of = (kind: LayerKind) => layers.filter((layer) => layer.kind === kind);
  const whole = layers.filter(({ within }) => within === null);
  const vms = of("virtual-hardware");
  const containers = of("container");
  const guests = of("guest-os");
  return {
    kernels: of("kernel").filter(({ state }) => state === "running" || state === "starting").length,
    vms: vms.length,
    containers: containers.length,
    apps: of("app").length,
    memoryBytes: sum(whole, "memoryBytes"),
    diskBytes: sum(whole, "diskBytes"),
    guestMemoryBytes: sum(guests, "memoryBytes"),
    guestDiskBytes: sum(guests, "diskBytes"),
    vmStartMs: longestStart(vms),
    containerStartMs: longestStart(containers),
  };
}
