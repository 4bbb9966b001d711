/** Namespaces: what a process can see. The eight kinds of Linux. */
import { defineTable, type Row } from "../../core/table";

export const NAMESPACE_KINDS = ["pid", "mnt", "net", "uts", "ipc", "user", "cgroup", "time"] as const;
export type NamespaceKind = (typeof NAMESPACE_KINDS)[number];

/** The namespaces a process is in: row numbers. */
export type NamespaceSet = { readonly [K in NamespaceKind]: number };

export interface Namespace extends Row {
  readonly kernel: number;
  readonly kind: NamespaceKind;
  /** Number shown by `/proc/PID/ns`. */
  readonly inode: number;
  /** Enclosing namespace: pid and user namespaces nest; 0 for the initial ones and for all other kinds. */
  readonly parent: number;
  /** User namespace that owns it; 0 for the initial user namespace itself. */
  readonly owner: number;
  /** Identity, of the initial user namespace, of who made it. */
  readonly ownerUid: number;
  /** Kept alive without members by a mount or an open file (`ip netns add`, `unshare --uts=FILE`). */
  readonly pinned: boolean;
  /** uts: the host name. Empty for other kinds. */
  readonly hostname: string;
  /** pid: the number for the next process. 0 for other kinds. */
  readonly nextPid: number;
  /** pid: processes that have a number in it, zombies included. 0 for other kinds. */
  readonly pidCount: number;
  /** pid: row number of its process 1; 0 before there was one, and for other kinds. */
  readonly init: number;
  /** pid: its process 1 has ended; nothing can be forked into it any more. */
  readonly dead: boolean;
  /** cgroup: row number of the control group that its members see as the root. 0 for other kinds. */
  readonly cgroupRoot: number;
  /** user: identity maps, `inside`, `outside`, `count`. */
  readonly uidMap: readonly { readonly inside: number; readonly outside: number; readonly count: number }[];
  /** time: what is added to the monotonic clock, ms. */
  readonly clockOffsetMs: number;
}

export const namespaces = defineTable<Namespace>()("namespace", {
  kernel: (row) => row.kernel,
  parent: (row) => row.parent,
  owner: (row) => row.owner,
  inode: (row) => `${row.kernel}:${row.inode}`,
});
