/** Looking at a container: what it uses, what it has printed, what it has changed. */

import { nodeRate } from "../../core/flow";
import type { World } from "../../core/world";
import { cpuStat } from "../../kernel/cgroup/cpu";
import { cgroups } from "../../kernel/cgroup/table";
import { type Change, overlayDiff } from "../../kernel/files/overlay";
import { treeBytes } from "../../kernel/files/tree";
import { type Line, linesOf } from "../../kernel/output";
import { kernelUnder } from "../engine/access";
import { type Container, engines } from "../tables";
import { lowerTrees } from "./root-files";

/** What a container uses now; all zero while it does not run. */
export interface ContainerStats {
  readonly memoryBytes: number;
  /** Its limit, or all memory of its kernel. */
  readonly memoryLimitBytes: number;
  /** Processors that it uses now: 0.5 is half of one. */
  readonly cpus: number;
  /** Processor time since it started, µs. */
  readonly cpuUs: number;
  readonly pids: number;
}

/** What a container uses now, from its control group. */
export function statsOf(world: World, container: Container): ContainerStats {
  const kernel = kernelUnder(world, world.must(engines, container.engine));
  const group = container.cgroup === null ? undefined : world.get(cgroups, container.cgroup);
  if (group === undefined || kernel === undefined)
    return { memoryBytes: 0, memoryLimitBytes: 0, cpus: 0, cpuUs: 0, pids: 0 };
  return {
    memoryBytes: group.memoryCurrent,
    memoryLimitBytes: group.memoryMax ?? kernel.memoryBytes,
    cpus: nodeRate(world, group.flow),
    cpuUs: cpuStat(world, group.id).usageUs,
    pids: group.pidsCurrent,
  };
}

/** Lines that a container's processes have printed, oldest first. */
export function logsOf(world: World, container: Container): readonly Line[] {
  return linesOf(world, container.output);
}

/** What a container has changed of its image, as `docker diff` lists it. */
export function diffOf(world: World, container: Container): Change[] {
  return overlayDiff(world, { upper: container.upper, lowers: lowerTrees(world, container) });
}

/** Bytes that a container has written on top of its image. */
export function sizeOf(world: World, container: Container): number {
  return treeBytes(world, container.upper);
}
