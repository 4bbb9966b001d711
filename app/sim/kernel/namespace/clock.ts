/** Time namespaces: clocks since boot that start elsewhere. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { kernels } from "../kernel";
import { type Process, processes } from "../process/table";
import { namespaces } from "./table";

/** Sets what a time namespace adds to the clocks, ms. Refused with EACCES once a process is in it. */
export function setClockOffset(world: World, nsId: number, offsetMs: number): Result<void> {
  const { kind } = world.must(namespaces, nsId);
  if (kind !== "time") throw new Error(`a ${kind} namespace has no clock`);
  if (world.find(processes, "namespace", nsId).some(({ ns }) => ns.time === nsId))
    return refuse(
      "EACCES",
      "the clock cannot be set",
      "a process is in the time namespace already",
      "make a new one",
    );
  world.update(namespaces, nsId, { clockOffsetMs: offsetMs });
  return ok(undefined);
}

/** Time since the kernel started as a process sees it, ms (CLOCK_BOOTTIME). */
export function uptime(world: World, process: Process): number {
  const { startedAt } = world.must(kernels, process.kernel);
  return world.now - startedAt + world.must(namespaces, process.ns.time).clockOffsetMs;
}
