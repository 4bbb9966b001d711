/** Processes change namespaces. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { ALL_CAPABILITIES, CAP_SYS_ADMIN, MAX_HOSTNAME } from "../abi";
import { type Process, processes } from "../process/table";
import { newNamespaces, offersNamespaces } from "./enter";
import { isWithin } from "./nesting";
import { releaseNamespace } from "./release";
import { hasCapability, isCapableIn } from "./rights";
import { type Namespace, type NamespaceKind, type NamespaceSet, namespaces } from "./table";

/** Puts a process into other namespaces and lets those go that it was the last one in. */
function move(
  world: World,
  process: Process,
  ns: NamespaceSet,
  nsForChildren: Process["nsForChildren"],
  capabilities: string,
): void {
  // A process that enters other mounts finds itself at their top.
  const entered = ns.mnt === process.ns.mnt ? {} : { root: "/", cwd: "/" };
  world.update(processes, process.id, { ns, nsForChildren, capabilities, ...entered });
  const { pid, time } = process.nsForChildren;
  for (const left of new Set([...Object.values(process.ns), pid, time])) releaseNamespace(world, left);
}

/**
 * Gives a process new namespaces, as unshare(2). New pid and time namespaces are for the children that it will have; it
 * stays where it is itself. Refused with EPERM, ENOSYS, ENOSPC (too deep), and EINVAL where its children are to be in
 * another pid namespace already.
 */
export function unshare(world: World, processId: number, kinds: readonly NamespaceKind[]): Result<void> {
  const process = world.must(processes, processId);
  if (kinds.includes("pid") && process.nsForChildren.pid !== process.ns.pid)
    return refuse(
      "EINVAL",
      "another pid namespace cannot be made",
      "the process has chosen one for its children already, and only they are in it",
      "let a child make it",
    );
  const from = { ...process.ns, time: process.nsForChildren.time };
  const made = newNamespaces(world, process, from, kinds);
  if (!made.ok) return made;
  const { ns, capabilities } = made.value;
  const nsForChildren = { pid: kinds.includes("pid") ? ns.pid : process.nsForChildren.pid, time: ns.time };
  // Its own mounts look the same as before, so it stays at its place in them.
  const { root, cwd } = process;
  move(world, process, { ...ns, pid: process.ns.pid, time: process.ns.time }, nsForChildren, capabilities);
  world.update(processes, processId, { root, cwd });
  return ok(undefined);
}

function mayEnter(world: World, process: Process, target: Namespace): Result<void> {
  const what = `the ${target.kind} namespace ${target.inode} cannot be entered`;
  if (target.kernel !== process.kernel)
    return refuse("EINVAL", what, "it belongs to another kernel", "enter one of the process's own kernel");
  if (target.kind === "user" && target.id === process.ns.user)
    return refuse("EINVAL", what, "the process is in it already");
  if (target.kind !== "user" && !hasCapability(process, CAP_SYS_ADMIN))
    return refuse(
      "EPERM",
      what,
      "the process may not administer the system (CAP_SYS_ADMIN)",
      "do it as root",
    );
  const owner = target.kind === "user" ? target.id : target.owner;
  if (!isCapableIn(world, process, owner, CAP_SYS_ADMIN))
    return refuse(
      "EPERM",
      what,
      isWithin(world, owner, process.ns.user)
        ? "the process may not administer that user namespace (CAP_SYS_ADMIN), and its user has not made it"
        : "it belongs to a user namespace that is not inside the process's own",
      "do it as root of the system",
    );
  if (target.kind === "pid" && !isWithin(world, target.id, process.ns.pid))
    return refuse("EINVAL", what, "a process can only enter pid namespaces inside its own");
  return ok(undefined);
}

/**
 * Puts a process into an existing namespace, as setns(2). Into a pid namespace only its later children go; mounts are
 * entered at their top; a user namespace gives all capabilities within it. Refused with EBADF (no such namespace), EINVAL,
 * EPERM (without CAP_SYS_ADMIN here and in the user namespace that it belongs to), ENOSYS.
 */
export function setns(world: World, processId: number, namespaceId: number): Result<void> {
  const process = world.must(processes, processId);
  const offered = offersNamespaces(world, process.kernel);
  if (!offered.ok) return offered;
  const target = world.get(namespaces, namespaceId);
  if (target === undefined)
    return refuse(
      "EBADF",
      "the namespace cannot be entered",
      "it no longer exists: its last process has ended",
    );
  const may = mayEnter(world, process, target);
  if (!may.ok) return may;
  const { kind } = target;
  const ns = kind === "pid" ? process.ns : { ...process.ns, [kind]: target.id };
  const children =
    kind === "pid" || kind === "time"
      ? { ...process.nsForChildren, [kind]: target.id }
      : process.nsForChildren;
  move(world, process, ns, children, kind === "user" ? ALL_CAPABILITIES : process.capabilities);
  return ok(undefined);
}

/** Sets the host name of a uts namespace. Refused with EINVAL for one that is too long. Throws for another kind. */
export function setHostname(world: World, nsId: number, name: string): Result<void> {
  const { kind } = world.must(namespaces, nsId);
  if (kind !== "uts") throw new Error(`a ${kind} namespace has no host name`);
  if (name.length > MAX_HOSTNAME)
    return refuse(
      "EINVAL",
      "the host name cannot be set",
      `it is longer than ${MAX_HOSTNAME} characters`,
      "choose a shorter one",
    );
  world.update(namespaces, nsId, { hostname: name });
  return ok(undefined);
}
