/** The tree of control groups: making, finding and removing groups. */
import { addFlowNode, changeFlowNode, flowNodes, removeFlowNode } from "../../core/flow";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { kernels } from "../kernel";
import { processes } from "../process/table";
import { CPU_MAX, CPU_WEIGHT, ENABLED } from "./abi";
import { type Cgroup, cgroups } from "./table";

const UNLIMITED = {
  memoryMax: null,
  memoryHigh: null,
  memoryLow: 0,
  swapMax: null,
  memoryCurrent: 0,
  memoryPeak: 0,
  memoryEvents: { low: 0, high: 0, max: 0, oom: 0, oomKill: 0, oomGroupKill: 0 },
  oomGroup: false,
  pidsMax: null,
  pidsCurrent: 0,
  pidsPeak: 0,
  pidsEvents: 0,
  cpuQuotaUs: null,
  cpuPeriodUs: CPU_MAX.period,
  cpuWeight: CPU_WEIGHT.default,
  cpus: null,
  frozen: false,
} as const;

function insert(
  world: World,
  row: Pick<Cgroup, "kernel" | "parent" | "name" | "subtree">,
  above: number,
): Cgroup {
  const flow = addFlowNode(world, { parent: above, weight: CPU_WEIGHT.default, cap: null });
  return world.insert(cgroups, { ...UNLIMITED, ...row, flow: flow.id });
}

/** Makes the root group of a kernel, which gets its processor time from the flow node `cpuNode`. */
export function createRootCgroup(
  world: World,
  { kernel, cpuNode }: { readonly kernel: number; readonly cpuNode: number },
): Cgroup {
  return insert(world, { kernel, parent: 0, name: "", subtree: ENABLED }, cpuNode);
}

/**
 * Makes a group, as mkdir in the cgroup file system: without limits of its own. Refused with EEXIST, and with EINVAL for
 * a name that no directory can have. Throws if the parent is not there.
 */
export function createCgroup(
  world: World,
  { parent, name }: { readonly parent: number; readonly name: string },
): Result<Cgroup> {
  const above = world.must(cgroups, parent);
  const what = `the control group ${name} cannot be made`;
  if (name === "" || name === "." || name === ".." || /[/\n]/.test(name))
    return refuse(
      "EINVAL",
      what,
      "its name is not the name of a directory",
      "Choose a name without / and line breaks",
    );
  if (world.first(cgroups, "path", `${parent}/${name}`) !== undefined)
    return refuse("EEXIST", what, `${cgroupPath(world, parent)} has one of this name`, "Choose another name");
  return ok(insert(world, { kernel: above.kernel, parent, name, subtree: [] }, above.flow));
}

/** Whether there are processes that live in a group or below it: zombies do not count. */
export function isPopulated(world: World, id: number): boolean {
  if (world.must(cgroups, id).pidsCurrent === 0) return false;
  if (world.find(processes, "cgroup", id).some(({ state }) => state !== "zombie")) return true;
  return world.find(cgroups, "parent", id).some((below) => isPopulated(world, below.id));
}

/** What hangs below a group's flow node and is no group's goes over to another node: the processors of virtual machines. */
function passOn(world: World, flow: number, to: number, own: ReadonlySet<number>): void {
  for (const { id } of world.find(flowNodes, "parent", flow))
    if (!own.has(id)) changeFlowNode(world, id, { parent: to });
}

/**
 * Removes a group, as rmdir. What it is still charged with (zombies, files in memory) stays charged to the groups above.
 * Refused with EBUSY while it has living processes or groups below it, and for the root.
 */
export function removeCgroup(world: World, id: number): Result<void> {
  const { parent, flow } = world.must(cgroups, id);
  const busy = (why: string, wayOut?: string) =>
    refuse("EBUSY", `the control group ${cgroupPath(world, id)} cannot be removed`, why, wayOut);
  if (parent === 0) return busy("it is the root of the tree");
  if (world.first(cgroups, "parent", id) !== undefined)
    return busy("there are groups below it", "Remove those first");
  if (isPopulated(world, id))
    return busy("there are processes in it", "End them, or move them to another group");
  for (const zombie of world.find(processes, "cgroup", id))
    world.update(processes, zombie.id, { cgroup: parent });
  passOn(world, flow, world.must(cgroups, parent).flow, new Set());
  removeFlowNode(world, flow);
  world.remove(cgroups, id);
  return ok(undefined);
}

/**
 * Removes all groups of a kernel with whatever gets its processor time through them: the kernel is gone. Virtual machines
 * keep their processors, right below the machine's own now, until somebody puts them away.
 */
export function dropCgroups(world: World, kernel: number): void {
  const groups = world.find(cgroups, "kernel", kernel);
  const own = new Set(groups.map(({ flow }) => flow));
  const { cpuNode } = world.must(kernels, kernel);
  for (const { flow } of groups) passOn(world, flow, cpuNode, own);
  for (const { id, parent, flow } of groups) {
    if (parent === 0) removeFlowNode(world, flow);
    world.remove(cgroups, id);
  }
}

/** Path of a group below the mount of the cgroup file system: `/system.slice/ssh.service`; `/` for the root. */
export function cgroupPath(world: World, id: number): string {
  const names: string[] = [];
  for (let at = world.must(cgroups, id); at.parent !== 0; at = world.must(cgroups, at.parent))
    names.unshift(at.name);
  return `/${names.join("/")}`;
}

function rootOf(world: World, kernel: number): Cgroup {
  const root = world.first(cgroups, "root", kernel);
  if (root === undefined) throw new Error(`kernel ${kernel} has no control groups`);
  return root;
}

const namesOf = (path: string) => path.split("/").filter((name) => name !== "");

/** The group at a path of a kernel's tree, if there is one. */
export function cgroupByPath(world: World, kernel: number, path: string): Cgroup | undefined {
  let at: Cgroup | undefined = rootOf(world, kernel);
  for (const name of namesOf(path)) at = at && world.first(cgroups, "path", `${at.id}/${name}`);
  return at;
}

/**
 * The group at a path of a kernel's tree. Those that are missing are made, with the controllers enabled that a common
 * distribution's init enables.
 */
export function ensureCgroup(world: World, kernel: number, path: string): Cgroup {
  let at = rootOf(world, kernel);
  for (const name of namesOf(path)) {
    if (at.subtree.length === 0) at = world.update(cgroups, at.id, { subtree: ENABLED });
    at =
      world.first(cgroups, "path", `${at.id}/${name}`) ??
      insert(world, { kernel, parent: at.id, name, subtree: [] }, at.flow);
  }
  return at;
}
