/** Which controllers a control group has: those that the group above hands down in its `cgroup.subtree_control`. */
import type { World } from "../../core/world";
import { processes } from "../process/table";
import { CONTROLLERS, CPU_MAX, CPU_WEIGHT } from "./abi";
import { type CgroupLimits, setLimits } from "./limits";
import { type Cgroup, cgroups } from "./table";

/** What is left of a group's limits when a controller is taken from it: none. */
const WITHOUT: Readonly<Record<string, Partial<CgroupLimits>>> = {
  cpu: { cpuQuotaUs: null, cpuPeriodUs: CPU_MAX.period, cpuWeight: CPU_WEIGHT.default },
  cpuset: { cpus: null },
  memory: { memoryMax: null, memoryHigh: null, memoryLow: 0, swapMax: null, oomGroup: false },
  pids: { pidsMax: null },
};

/** Controllers that a group has, in the kernel's order. */
export function controllersOf(world: World, group: Cgroup): readonly string[] {
  if (group.parent === 0) return CONTROLLERS;
  const { subtree } = world.must(cgroups, group.parent);
  return CONTROLLERS.filter((name) => subtree.includes(name));
}

/**
 * Writes into `cgroup.subtree_control`: `+memory -pids`. Answers with the error, if any: EINVAL (no such controller), ENOENT
 * (the group does not have it itself), EBUSY (the group has processes of its own, or one below hands the controller on).
 */
export function changeSubtree(
  world: World,
  id: number,
  text: string,
): "EINVAL" | "ENOENT" | "EBUSY" | undefined {
  const group = world.must(cgroups, id);
  const own = controllersOf(world, group);
  const below = world.find(cgroups, "parent", id);
  let subtree = group.subtree;
  for (const word of text.trim().split(/\s+/).filter(Boolean)) {
    const name = word.slice(1);
    const adds = word.startsWith("+");
    if ((!adds && !word.startsWith("-")) || !CONTROLLERS.some((known) => known === name)) return "EINVAL";
    if (adds && !own.includes(name)) return "ENOENT";
    if (!adds && below.some((child) => child.subtree.includes(name))) return "EBUSY";
    subtree = CONTROLLERS.filter((known) => (known === name ? adds : subtree.includes(known)));
  }
  const inner = world.find(processes, "cgroup", id).some(({ state }) => state !== "zombie");
  if (group.parent !== 0 && inner && subtree.some((name) => !group.subtree.includes(name))) return "EBUSY";
  world.update(cgroups, id, { subtree });
  for (const name of group.subtree)
    if (!subtree.includes(name)) for (const child of below) setLimits(world, child.id, WITHOUT[name] ?? {});
  return undefined;
}
