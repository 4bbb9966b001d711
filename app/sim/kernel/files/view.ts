/** What somebody sees of files, and with which rights. */
import type { World } from "../../core/world";
import { CAP_SYS_ADMIN } from "../abi";
import { isCapableIn } from "../namespace/rights";
import { namespaces } from "../namespace/table";
import type { Process } from "../process/table";
import { ANY_EXECUTE, EXECUTE, GROUP_SHIFT, OWNER_SHIFT } from "./abi";
import type { Inode } from "./tables";

export interface View {
  readonly kernel: number;
  /** Mount namespace. */
  readonly mntNs: number;
  /** Absolute path in the mount namespace that is `/` for it. */
  readonly root: string;
  /** Absolute path below `root`. */
  readonly cwd: string;
  /** User 0 is exempt from permissions. */
  readonly uid: number;
  readonly gid: number;
  /** Control group that pays for what is written into memory (tmpfs); 0 for none. */
  readonly cgroup: number;
  /** May mount and unmount: has CAP_SYS_ADMIN where its mount namespace belongs. */
  readonly privileged: boolean;
}

/** The view of a process. */
export function viewOf(world: World, process: Process): View {
  const { kernel, ns, root, cwd, uid, gid, cgroup } = process;
  const { owner } = world.must(namespaces, ns.mnt);
  const privileged = isCapableIn(world, process, owner, CAP_SYS_ADMIN);
  return { kernel, mntNs: ns.mnt, root, cwd, uid, gid, cgroup, privileged };
}

/** The kernel's own view of a mount namespace: all of it, with all rights. */
export function kernelView(world: World, ns: number): View {
  const kernel = world.get(namespaces, ns)?.kernel ?? 0;
  return { kernel, mntNs: ns, root: "/", cwd: "/", uid: 0, gid: 0, cgroup: 0, privileged: true };
}

/**
 * Whether a view may use an inode in a way (READ, WRITE, EXECUTE): the bits of the owner, else of the group, else of
 * the others decide. Root may do all, but execute only what somebody may execute.
 */
export function permits(view: View, inode: Inode, want: number): boolean {
  if (view.uid === 0) return want !== EXECUTE || inode.kind === "dir" || (inode.mode & ANY_EXECUTE) !== 0;
  const shift = view.uid === inode.uid ? OWNER_SHIFT : view.gid === inode.gid ? GROUP_SHIFT : 0;
  return ((inode.mode >> shift) & want) === want;
}
