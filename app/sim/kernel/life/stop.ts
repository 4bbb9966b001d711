/** The end of a kernel: all that it held in memory is gone at once. */
import { removeFlowJob } from "../../core/flow";
import type { World } from "../../core/world";
import { dropCgroups } from "../cgroup/tree";
import { dropFileSystems } from "../files/file-systems";
import { dropMounts } from "../files/mounts";
import { kernels } from "../kernel";
import { namespaces } from "../namespace/table";
import { closeListeners } from "../net/listen";
import { dropNet } from "../net/namespace";
import { processes } from "../process/table";
import { timers } from "../process/timer";

/**
 * Takes away everything that a kernel kept in memory: processes (nobody learns an exit status), namespaces, mounts and
 * tmpfs content, interfaces, control groups. What is on disk stays, and so does what processes had printed.
 */
export function forgetAll(world: World, id: number): void {
  for (const { id: process, job, timer } of world.find(processes, "kernel", id)) {
    if (job !== null) removeFlowJob(world, job);
    world.remove(timers, timer);
    closeListeners(world, process);
    world.remove(processes, process);
  }
  for (const { id: ns, kind } of world.find(namespaces, "kernel", id)) {
    if (kind === "net") dropNet(world, ns);
    if (kind === "mnt") dropMounts(world, ns);
    world.remove(namespaces, ns);
  }
  dropFileSystems(world, id);
  dropCgroups(world, id);
}

/** Ends a running kernel without a word to anybody: its machine was shut down or lost its power. Any other is left alone. */
export function stopKernel(world: World, id: number): void {
  if (world.must(kernels, id).state !== "running") return;
  forgetAll(world, id);
  world.update(kernels, id, { state: "off", paused: false });
}
