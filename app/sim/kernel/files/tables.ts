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
  | "proc"
  | "sysfs"
  | "cgroup2"
  | "devpts"
  | "mqueue";

export interface FileSystem extends Row {
  readonly kernel: number;
  readonly type: FileSystemType;
  /** Root directory of its tree; of an overlay, of its upper layer. 0 for file systems without a tree (proc, sysfs, …). */
  readonly root: number;
  /** Of an overlay: roots of the lower trees, topmost first. */
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
});

export interface Mount extends Row {
  /** Mount namespace. */
  readonly ns: number;
  readonly fs: number;
  /** Path within the file system that is shown (a bind mount shows a part); `/` for all. */
  readonly fsPath: string;
  /** Absolute path in the namespace. */
  readonly path: string;
  readonly readOnly: boolean;
  readonly propagation: "private" | "shared";
  /** Options beyond ro/rw, as shown by `mount`. */
  readonly options: string;
}

export const mounts = defineTable<Mount>()("mount", {
  ns: (row) => row.ns,
  fs: (row) => row.fs,
});
