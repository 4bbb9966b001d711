/** Looking processes up by the numbers that a pid namespace gives them. */
import type { World } from "../../core/world";
import { namespaces } from "../namespace/table";
import { type Process, processes } from "./table";

/** The process that a pid namespace knows by this number, zombies included. */
export function processByPid(world: World, pidNs: number, pid: number): Process | undefined {
  return world.first(processes, "pid", `${pidNs}:${pid}`);
}

/** A process's number in a pid namespace; none if it cannot be seen there. */
export function pidIn(_world: World, process: Process, pidNs: number): number | undefined {
  return process.pids.find(({ ns }) => ns === pidNs)?.pid;
}

/** All processes that can be seen in a pid namespace, those of namespaces inside it included, by number. */
export function processesIn(world: World, pidNs: number): Process[] {
  const found: { readonly pid: number; readonly process: Process }[] = [];
  const collect = (ns: number) => {
    for (const process of world.find(processes, "namespace", ns)) {
      // A process that has only chosen the namespace for its children is not in it.
      const pid = process.ns.pid === ns ? pidIn(world, process, pidNs) : undefined;
      if (pid !== undefined) found.push({ pid, process });
    }
    for (const child of world.find(namespaces, "parent", ns)) if (child.kind === "pid") collect(child.id);
  };
  collect(pidNs);
  return found.sort((a, b) => a.pid - b.pid).map(({ process }) => process);
}
