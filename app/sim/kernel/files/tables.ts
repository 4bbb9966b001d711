/** Files: disks, trees of inodes, file systems over them, and what is mounted where. */
import { defineTable, type Row } from "../../core/table";

/** A disk, real or virtual: a capacity in bytes and a bandwidth. */
export interface Disk extends Row {
  readonly label: string;
  readonly capacityBytes: number;
  readonly usedBytes: number;
  /** Root of the flow tree that shares out its bandwidth (bytes per ms). */
  readonly flow: number;
  /** Virtual disks: the disk that holds the image, and whether the image grows with what is written (thin). */
  readonly backing: { readonly disk: number; readonly thin: boolean } | null;
  /** Bytes that its image takes on the backing disk; 0 without one. A thin image grows and never shrinks by itself. */
  readonly imageBytes: number;
}

export const disks = defineTable<Disk>()("disk", { backing: (row) => row.backing?.disk });

export type InodeKind = "file" | "dir" | "symlink" | "char" | "whiteout";

/** A file, directory, symbolic link, device, or the mark of a deletion in an overlay's upper layer. */
export interface Inode extends Row {
  /** Tree it belongs to: the row number of the tree's root directory; a root belongs to itself. */
  readonly tree: number;
  readonly kind: InodeKind;
  /** Permission bits, e.g. 0o755. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** Text of a file whose content is modelled; `null` if only its size is. */
  readonly content: string | null;
  /** Of a symbolic link. */
  readonly target: string;
  /** Name of the modelled program that an executable file holds; empty for others. */
  readonly exec: string;
  /** Virtual ms. */
  readonly modifiedAt: number;
  /** An opaque directory of an overlay's upper layer hides what lower layers have there. */
  readonly opaque: boolean;
}

export const inodes = defineTable<Inode>()("inode", { tree: (row) => row.tree });

/** What is known of a tree as a whole, so that nobody has to walk it. */
export interface FileTree extends Row {
  /** Row number of its root directory. */
  readonly root: number;
  /** Bytes of all files in it. Directories count nothing, as in `docker ps --size`. */
  readonly bytes: number;
  /** Disk that pays for what is written into it; `null` for none. */
  readonly disk: number | null;
  /** Bytes that the disk has paid for. */
  readonly paidBytes: number;
}

export const fileTrees = defineTable<FileTree>()("file-tree", { root: (row) => row.root });

/** Memory that a control group pays for a file in memory. */
export interface PageCharge extends Row {
  readonly inode: number;
  readonly tree: number;
  /** The group of who wrote and all above it, nearest first: when a group is gone, the next one pays. */
  readonly groups: readonly number[];
  readonly bytes: number;
}

export const pageCharges = defineTable<PageCharge>()("page-charge", {
  inode: (row) => row.inode,
  tree: (row) => row.tree,
});

/** A name in a directory. */
export interface Entry extends Row {
  readonly dir: number;
  readonly name: string;
  readonly inode: number;
}

export const entries = defineTable<Entry>()("entry", {
  dir: (row) => row.dir,
  inode: (row) => row.inode,
  /** By `${dir}/${name}`. */
  name: (row) => `${row.dir}/${row.name}`,
});

export type FileSystemType =
  | "ext4"
  | "overlay"
  | "tmpfs"
  | "devtmpfs"
  | "proc"
  | "sysfs"
  | "cgroup2"
  | "devpts"
  | "mqueue";

export interface FileSystem extends Row {
  readonly kernel: number;
  readonly type: FileSystemType;
  /** Root directory of its tree; of an overlay, of its upper layer. 0 for file systems without a tree (proc, sysfs, …) and for overlays without an upper layer. */
  readonly root: number;
  /** Of an overlay: roots of the lower trees, topmost first. Any file system with a tree may have them. */
  readonly lowers: readonly number[];
  /** Disk that its content is on; `null` for content in memory. */
  readonly disk: number | null;
  /** Most that a tmpfs holds, bytes; `null` for no limit. */
  readonly sizeLimit: number | null;
  /** As in the first column of `mount`. */
  readonly source: string;
}

export const fileSystems = defineTable<FileSystem>()("file-system", {
  kernel: (row) => row.kernel,
  root: (row) => row.root,
  /** By kernel: its devices. */
  devices: (row) => (row.type === "devtmpfs" ? row.kernel : undefined),
});

export interface Mount extends Row {
  /** Mount namespace. */
  readonly ns: number;
  readonly fs: number;
  /** Mount that it is mounted on; 0 for the root of the namespace. A mount over the root of another has that as its parent. */
  readonly parent: number;
  /** Path within the file system that is shown (a bind mount shows a part); `/` for all. */
  readonly fsPath: string;
  /** Absolute path in the namespace. */
  readonly path: string;
  readonly readOnly: boolean;
  readonly propagation: "private" | "shared";
  /** Of a shared mount: its peer group. What is mounted below one appears below all of them. 0 for private ones. */
  readonly peers: number;
  /** Options beyond ro/rw, as shown by `mount`. */
  readonly options: string;
}

export const mounts = defineTable<Mount>()("mount", {
  ns: (row) => row.ns,
  fs: (row) => row.fs,
  parent: (row) => row.parent,
  /** By `${parent}:${path}`; the root of a namespace by `ns:${ns}`. */
  at: (row) => (row.parent === 0 ? `ns:${row.ns}` : `${row.parent}:${row.path}`),
  peers: (row) => (row.peers === 0 ? undefined : row.peers),
});
