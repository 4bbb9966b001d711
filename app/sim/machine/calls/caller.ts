/** Who makes a system call, and what it may do. */
import * as z from "zod/mini";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { isCapableIn } from "../../kernel/namespace/rights";
import { type Namespace, namespaces } from "../../kernel/namespace/table";
import { processByPid } from "../../kernel/process/look";
import { type Process, processes } from "../../kernel/process/table";
import { runningKernel } from "../access";

/** Numbers of capabilities (linux/capability.h). */
export const CAPABILITY = { kill: 5, netAdmin: 12, sysAdmin: 21 } as const;

/** What every call carries: the machine, and the number of the calling process in the system's own pid namespace. */
export const caller = { machine: z.string(), pid: z.int().check(z.positive()) };

/** A call's name for whoever makes it. */
export interface Caller {
  readonly machine: string;
  readonly pid: number;
}

/** The calling process. Refused with ESRCH if there is none or it has ended, and as `runningKernel` refuses. */
export function callerOf(world: World, { machine, pid }: Caller): Result<Process> {
  const kernel = runningKernel(world, machine);
  if (!kernel.ok) return kernel;
  const { ns } = world.must(processes, kernel.value.init);
  const process = processByPid(world, ns.pid, pid);
  if (process && process.state !== "zombie") return ok(process);
  return refuse(
    "ESRCH",
    `process ${pid} of ${machine} cannot do that`,
    "No such process: it has ended, or never was",
  );
}

/** The process that the caller knows by a number. Refused with ESRCH. */
export function targetOf(world: World, by: Process, pid: number): Result<Process> {
  const target = processByPid(world, by.ns.pid, pid);
  return target
    ? ok(target)
    : refuse("ESRCH", `cannot act on process ${pid}`, "No such process: the caller sees none of that number");
}

/** The namespace of the caller's kernel that has an inode number, as shown in `/proc/PID/ns`. Refused with ENOENT. */
export function namespaceOf(world: World, by: Process, inode: number): Result<Namespace> {
  const found = world.first(namespaces, "inode", `${by.kernel}:${inode}`);
  return found
    ? ok(found)
    : refuse(
        "ENOENT",
        `cannot find the namespace ${inode}`,
        "No such file or directory: no namespace has that number",
      );
}

/**
 * Whether the caller has a capability over a namespace: in the user namespace that owns it, or one around that. Refused
 * with EPERM: root of a container, or of a user namespace of its own, is not root of its host.
 */
export function mayChange(world: World, by: Process, nsId: number, capability: number): Result<void> {
  if (isCapableIn(world, by, world.must(namespaces, nsId).owner, capability)) return ok(undefined);
  return refuse(
    "EPERM",
    `process ${by.name} may not do that`,
    "Operation not permitted: it lacks the capability for it here",
    "do it as root of the host, or in namespaces of its own",
  );
}
