/** Numbers of processes: each pid namespace counts its own. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { RESERVED_PIDS } from "../abi";
import { outward } from "../namespace/nesting";
import { namespaces } from "../namespace/table";
import { type Process, processes } from "./table";

/**
 * Whether one more process may have numbers in a pid namespace and all around it. Refused with EAGAIN when one of them
 * has none left below `pidMax`, with ENOMEM when the namespace's process 1 has ended.
 */
export function mayNumber(world: World, ns: number, pidMax: number): Result<void> {
  for (const id of outward(world, ns)) {
    const { dead, pidCount } = world.must(namespaces, id);
    if (dead)
      return refuse(
        "ENOMEM",
        "no process can be started in this pid namespace",
        "its process 1 has ended, and the kernel lets nothing more into it",
        "start it in another pid namespace",
      );
    if (pidCount >= pidMax - 1)
      return refuse(
        "EAGAIN",
        "no process can be started",
        `all process numbers below ${pidMax} are taken`,
        "end some processes, or raise kernel.pid_max",
      );
  }
  return ok(undefined);
}

/** Takes the next number in a pid namespace and in each around it: they count up and start over at `pidMax`. */
export function takeNumbers(world: World, ns: number, pidMax: number): Process["pids"] {
  return outward(world, ns)
    .reverse()
    .map((id) => {
      const { nextPid, pidCount } = world.must(namespaces, id);
      let pid = nextPid;
      let wrapped = false;
      for (;;) {
        if (pid >= pidMax) {
          // Low numbers stay free for what a system starts first, unless there are no others.
          pid = wrapped || pidMax <= RESERVED_PIDS ? 2 : RESERVED_PIDS;
          wrapped = true;
        }
        if (world.first(processes, "pid", `${id}:${pid}`) === undefined) break;
        pid++;
      }
      world.update(namespaces, id, { nextPid: pid + 1, pidCount: pidCount + 1 });
      return { ns: id, pid };
    });
}

/** Gives back the numbers of a process that is no more. */
export function freeNumbers(world: World, pids: Process["pids"]): void {
  for (const { ns } of pids) {
    const row = world.get(namespaces, ns);
    if (row !== undefined) world.update(namespaces, ns, { pidCount: row.pidCount - 1 });
  }
}
