/** A new process: fork and exec in one. */
import type { Call } from "../../core/events";
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { MAX_COMM, NO_CAPABILITIES } from "../abi";
import { joinCgroup } from "../cgroup/membership";
import { kernels } from "../kernel";
import { takeMemory } from "../memory/take";
import { newNamespaces, offersNamespaces } from "../namespace/enter";
import { type NamespaceKind, type NamespaceSet, namespaces } from "../namespace/table";
import { begin } from "../programs/events";
import type { Program } from "../programs/program";
import { bytesOf, handlesOf, reapsOf } from "../programs/traits";
import { mayNumber, takeNumbers } from "./numbers";
import { type Process, processes } from "./table";

/** What a new process is to be; everything left out is inherited from its parent, but for what its program decides. */
export interface SpawnSpec {
  readonly kernel: number;
  /** Row number of the parent process. */
  readonly parent: number;
  readonly argv: readonly string[];
  readonly program: Program;
  /** Short name; by default the last part of `argv[0]`. */
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  readonly gid?: number;
  readonly cgroup?: number;
  readonly root?: string;
  readonly cwd?: string;
  readonly layer?: string;
  readonly output?: number | null;
  /** Not inherited: false if left out. */
  readonly subreaper?: boolean;
  /** Signals that it handles; by default those that its program handles. */
  readonly handles?: readonly number[];
  /** Memory that it touches at once; by default what its program usually does. */
  readonly rssBytes?: number;
  /** Kinds that it gets new namespaces of, as clone(2) makes them. */
  readonly newNamespaces?: readonly NamespaceKind[];
  /** Existing namespaces that it is put into. */
  readonly ns?: Partial<NamespaceSet>;
  /** Mask; by default the parent's, and none for a user other than root that root starts. */
  readonly capabilities?: string;
  /** Made when it has ended. Not inherited. */
  readonly onExit?: Call | null;
}

/** Short name of a command: the last part of its path, as long as the kernel keeps it. */
export function shortName(argv: readonly string[]): string {
  return (argv[0] ?? "").replace(/^.*\//, "").slice(0, MAX_COMM);
}

/** Facts of a process that only its life changes; the same at every birth. */
const newborn = {
  state: "sleeping",
  exit: null,
  rssBytes: 0,
  job: null,
  timer: 0,
  run: 0,
  held: null,
  pending: [],
} as const;

/**
 * Puts a process of which everything is known into the world; it counts in its group already. It takes its numbers, touches
 * its memory and begins with its program within this instant. Without a parent it is process 1 of its kernel.
 */
export function bear(
  world: World,
  fields: Omit<Process, "id" | "pids" | "startedAt" | "nsForChildren" | keyof typeof newborn>,
  rssBytes: number,
): Process {
  const { pidMax } = world.must(kernels, fields.kernel);
  const pids = takeNumbers(world, fields.ns.pid, pidMax);
  const { pid, time } = fields.ns;
  const row = world.insert(processes, {
    ...fields,
    ...newborn,
    pids,
    nsForChildren: { pid, time },
    startedAt: world.now,
  });
  if (pids.at(-1)?.pid === 1) world.update(namespaces, pid, { init: row.id });
  if (fields.parent === 0) world.update(kernels, fields.kernel, { init: row.id });
  world.after(0, begin, { process: row.id, run: row.run });
  takeMemory(world, row.id, rssBytes);
  return world.get(processes, row.id) ?? row;
}

/**
 * Starts a process. Refused with EAGAIN (pids.max of a group, no process numbers left), ENOMEM (process 1 of its pid
 * namespace has ended), EPERM, ENOSYS, ENOSPC or EINVAL (new namespaces). Throws if the parent is not there or a zombie. Memory that
 * cannot be had kills somebody, perhaps the new process itself: it has been started even so, and its end is told to `onExit`.
 */
export function spawn(world: World, spec: SpawnSpec): Result<Process> {
  const parent = world.must(processes, spec.parent);
  if (parent.state === "zombie") throw new Error(`process ${parent.id} has ended and forks no more`);
  const { pidMax } = world.must(kernels, parent.kernel);
  if (spec.ns !== undefined) {
    const offered = offersNamespaces(world, parent.kernel);
    if (!offered.ok) return offered;
  }
  const from: NamespaceSet = { ...parent.ns, ...parent.nsForChildren, ...spec.ns };
  if (spec.newNamespaces?.includes("pid") && from.pid !== parent.ns.pid)
    return refuse(
      "EINVAL",
      "a process in a new pid namespace cannot be started",
      "its parent has chosen another pid namespace for its children already",
      "let a child do it",
    );
  const numbered = mayNumber(world, from.pid, pidMax);
  if (!numbered.ok) return numbered;
  const cgroup = spec.cgroup ?? parent.cgroup;
  const joined = joinCgroup(world, cgroup);
  if (!joined.ok) return joined;
  const uid = spec.uid ?? parent.uid;
  const dropped = uid !== 0 && parent.uid === 0 ? NO_CAPABILITIES : parent.capabilities;
  let ns = from;
  let capabilities = spec.capabilities ?? dropped;
  if (spec.newNamespaces !== undefined && spec.newNamespaces.length > 0) {
    const made = newNamespaces(world, { ...parent, cgroup }, from, spec.newNamespaces);
    if (!made.ok) return made;
    ns = made.value.ns;
    capabilities = spec.capabilities ?? (ns.user === from.user ? dropped : made.value.capabilities);
  }
  // A process that enters other mounts finds itself at their top.
  const moved = from.mnt !== parent.ns.mnt;
  return ok(
    bear(
      world,
      {
        kernel: parent.kernel,
        parent: parent.id,
        name: spec.name ?? shortName(spec.argv),
        argv: spec.argv,
        env: spec.env ?? parent.env,
        ns,
        cgroup,
        uid,
        gid: spec.gid ?? parent.gid,
        capabilities,
        program: spec.program,
        reaps: reapsOf(spec.program),
        root: spec.root ?? (moved ? "/" : parent.root),
        cwd: spec.cwd ?? (moved ? "/" : parent.cwd),
        output: spec.output === undefined ? parent.output : spec.output,
        layer: spec.layer ?? parent.layer,
        subreaper: spec.subreaper ?? false,
        handles: spec.handles ?? handlesOf(spec.program),
        onExit: spec.onExit ?? null,
      },
      spec.rssBytes ?? bytesOf(spec.program),
    ),
  );
}
