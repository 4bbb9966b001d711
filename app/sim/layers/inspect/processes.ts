/** Processes of a layer, as its own namespace and as its kernel's first one number them. */
import { OVERFLOW_ID } from "../../kernel/abi";
import { uidInside } from "../../kernel/namespace/users";
import { type Process, processes } from "../../kernel/process/table";
import type { InspectedProcess } from "../inspection";
import type { Subject } from "./subject";

/** Processes that are listed; all are counted. */
const MOST_LISTED = 200;

/** A layer's processes, the oldest first: of a kernel and a system, all that run on that kernel. */
export function processesOf(subject: Subject): {
  readonly processes: readonly InspectedProcess[];
  readonly processCount: number;
} {
  const found = rowsOf(subject);
  return {
    processes: found.slice(0, MOST_LISTED).map((process) => inspected(subject, process)),
    processCount: found.length,
  };
}

function rowsOf({ world, layer, kernel, container }: Subject): Process[] {
  switch (layer.kind) {
    case "kernel":
    case "host-os":
    case "guest-os":
      return kernel === undefined ? [] : world.find(processes, "kernel", kernel.id);
    case "container":
      return world.find(processes, "layer", layer.id);
    case "app":
      return world.find(processes, "layer", container?.layer ?? layer.id);
    case "hardware":
    case "image":
    case "libs":
      return [];
    default:
      return world.find(processes, "layer", layer.id);
  }
}

function inspected({ world }: Subject, process: Process): InspectedProcess {
  const { pids, name, uid, ns, state, rssBytes } = process;
  return {
    pid: pids.at(-1)?.pid ?? 0,
    hostPid: pids[0]?.pid ?? 0,
    name,
    user: userName(uidInside(world, ns.user, uid)),
    state,
    memoryBytes: rssBytes,
  };
}

function userName(uid: number): string {
  if (uid === 0) return "root";
  return uid === OVERFLOW_ID ? "nobody" : String(uid);
}
