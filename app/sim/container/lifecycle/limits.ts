/** A container's limits as its control group's. */
import type { CgroupLimits } from "../../kernel/cgroup/limits";
import type { ContainerSpec } from "../tables";
import { parseCpuset } from "./cpuset";

/** Default period of a quota, µs (cgroup v2: cpu.max). */
const PERIOD_US = 100_000;
/** Conversion of `--cpu-shares` (2–262144) to cpu.weight (1–10000), as runc does it. */
const SHARES = { least: 2, span: 262_142, weights: 9_999, default: 100 } as const;

/** Swap that a container may use beyond its memory, bytes; `null` for no limit. */
function swapMax(spec: ContainerSpec): number | null {
  const { memoryBytes: memory, memorySwapBytes: total } = spec;
  if (memory === null || total === -1) return null;
  return total === null ? memory : total - memory;
}

/** What is written into the control group of a container. */
export function groupLimits(spec: ContainerSpec): Partial<CgroupLimits> {
  const cpus = parseCpuset(spec.cpuset) ?? [];
  return {
    memoryMax: spec.memoryBytes,
    memoryLow: spec.memoryReservationBytes ?? 0,
    swapMax: swapMax(spec),
    pidsMax: spec.pidsLimit,
    cpuQuotaUs: spec.cpus === null ? null : Math.floor(spec.cpus * PERIOD_US),
    cpuPeriodUs: PERIOD_US,
    cpuWeight:
      spec.cpuShares === null
        ? SHARES.default
        : 1 +
          Math.floor(
            ((Math.max(spec.cpuShares, SHARES.least) - SHARES.least) * SHARES.weights) / SHARES.span,
          ),
    cpus: cpus.length > 0 ? cpus : null,
  };
}
