/** Processes of simulated kernels. */
import type { Call } from "../../core/events";
import { defineTable, type Row } from "../../core/table";
import type { NamespaceSet } from "../namespace/table";
import type { Program } from "../programs/program";

/** How a process ended: by itself with a code (0–255), or killed by a signal. */
export type ExitStatus = { readonly code: number } | { readonly signal: number };

export interface Process extends Row {
  readonly kernel: number;
  /** Row number of the parent process; 0 for the first process of a kernel. */
  readonly parent: number;
  /** Short name, as in `/proc/PID/comm`. */
  readonly name: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly state: "running" | "sleeping" | "stopped" | "zombie";
  readonly exit: ExitStatus | null;
  /** Its number in each pid namespace that sees it, outermost first. */
  readonly pids: readonly { readonly ns: number; readonly pid: number }[];
  readonly ns: NamespaceSet;
  /** Namespaces that its children will be in, where it has chosen others for them. */
  readonly nsForChildren: { readonly pid: number; readonly time: number };
  readonly cgroup: number;
  readonly uid: number;
  readonly gid: number;
  /** Bit mask of capabilities as in CapEff; a mask of all for root outside containers. */
  readonly capabilities: string;
  /** What it does, and where it is in doing it. */
  readonly program: Program;
  /** Memory of its own that it has touched, bytes. */
  readonly rssBytes: number;
  /** Flow job of its work on a processor, if it is at such work. */
  readonly job: number | null;
  /** Its timer, if it waits for one; 0 otherwise. */
  readonly timer: number;
  /** Counts the programs it has run: what an earlier one had asked for no longer applies. */
  readonly run: number;
  /** Work on a processor that it goes on with when it is continued. */
  readonly held: {
    readonly cpuMs: number | null;
    readonly threads: number;
    readonly done: Call | null;
  } | null;
  /** Signals that wait until it is continued. */
  readonly pending: readonly number[];
  /** Collects the statuses of its children at once. */
  readonly reaps: boolean;
  /** Inode that is `/` for it, in its mount namespace. */
  readonly root: string;
  /** Absolute path below `root`. */
  readonly cwd: string;
  /** Stream that its output goes to, if anybody keeps it. */
  readonly output: number | null;
  /** Layer it belongs to; children inherit it. */
  readonly layer: string;
  readonly startedAt: number;
  /** It becomes the parent of its orphaned descendants (`PR_SET_CHILD_SUBREAPER`): containers' shims do. */
  readonly subreaper: boolean;
  /** Signals that it has a handler for; process 1 of a pid namespace gets no other from inside. */
  readonly handles: readonly number[];
  /** Made once when it has ended (it may still be a zombie then). */
  readonly onExit: Call | null;
}

/** Whether the kernel may kill a process to make room: it lives, and is not the first of the system. */
const isKillable = ({ state, parent }: Process): boolean => state !== "zombie" && parent !== 0;

export const processes = defineTable<Process>()(
  "process",
  {
    kernel: (row) => row.kernel,
    parent: (row) => row.parent,
    cgroup: (row) => row.cgroup,
    layer: (row) => row.layer,
    /** By `${namespace}:${pid}`. */
    pid: (row) => row.pids.map(({ ns, pid }) => `${ns}:${pid}`),
    /** By every namespace that it keeps alive. A zombie has left all but those that its number and identity are of. */
    namespace: (row) =>
      row.state === "zombie"
        ? [row.ns.pid, row.ns.user]
        : [...Object.values(row.ns), row.nsForChildren.pid, row.nsForChildren.time],
  },
  {
    /** Those that can be killed for their memory, by size: of a control group, and of the whole kernel. */
    groupSize: (row) => (isKillable(row) ? [row.cgroup, row.rssBytes] : undefined),
    kernelSize: (row) => (isKillable(row) ? [row.kernel, row.rssBytes] : undefined),
  },
);
