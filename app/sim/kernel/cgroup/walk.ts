/** Walking the tree of control groups. */
import type { World } from "../../core/world";
import { type Process, processes } from "../process/table";
import { type Cgroup, cgroups } from "./table";

/** A group and those above it, nearest first, the root last. */
export function lineOf(world: World, id: number): Cgroup[] {
  const line: Cgroup[] = [];
  for (let at = world.get(cgroups, id); at !== undefined; at = world.get(cgroups, at.parent)) line.push(at);
  return line;
}

/** Living processes of a group and those below it, zombies left out, by row number. Costs a look at each. */
export function livingIn(world: World, id: number): Process[] {
  const found: Process[] = [];
  const collect = (group: number) => {
    found.push(...world.find(processes, "cgroup", group).filter(({ state }) => state !== "zombie"));
    for (const below of world.find(cgroups, "parent", group)) collect(below.id);
  };
  collect(id);
  return found.sort((a, b) => a.id - b.id);
}

/** Whether a group's processes stand still, because it or a group above it is frozen. */
export function isFrozen(world: World, id: number): boolean {
  return lineOf(world, id).some(({ frozen }) => frozen);
}
