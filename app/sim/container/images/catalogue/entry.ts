/** How the catalogue's layers and images are written down. */
import type { LayerName } from "../../../costs/layers";
import { PROGRAM_MODE } from "../../../kernel/files/abi";
import type { FileSpec } from "../../../kernel/files/tree";
import type { ImageConfig } from "../../tables";

/** A layer of the catalogue: some files that people look at; one file stands for all the rest of its bytes. */
export interface CatalogueLayer {
  readonly name: LayerName;
  /** Instruction that made it, as `docker history` shows it. */
  readonly createdBy: string;
  /** Path of the file that gets the bytes that the others leave: one of `files`, or one more. */
  readonly rest: string;
  readonly files: readonly FileSpec[];
}

/** An image of the catalogue, as a registry offers it. */
export interface CatalogueImage {
  /** Familiar name of its repository: `nginx`, `mcr.microsoft.com/windows/nanoserver`. */
  readonly repository: string;
  readonly tags: readonly string[];
  readonly os: "linux" | "windows";
  /** Bottom to top. */
  readonly layers: readonly LayerName[];
  readonly config: Partial<ImageConfig>;
  /** Where its make-up and settings are described. */
  readonly source: string;
}

/** An executable that holds a modelled program; its file's name unless another is given. */
export function executable(path: string, exec = path.slice(path.lastIndexOf("/") + 1)): FileSpec {
  return { path, exec, mode: PROGRAM_MODE };
}

/** Executables in one directory, one for each name. */
export function executables(dir: string, names: string): FileSpec[] {
  return names.split(" ").map((name) => executable(`${dir}/${name}`));
}

/** Names of one small executable that does what it is called as: they take no bytes of their own. */
export function applets(dir: string, names: string): FileSpec[] {
  return executables(dir, names).map((file) => ({ ...file, size: 0 }));
}

/** A file with text. */
export function text(path: string, ...lines: string[]): FileSpec {
  return { path, content: lines.map((line) => `${line}\n`).join("") };
}

/** A symbolic link. */
export function link(path: string, target: string): FileSpec {
  return { path, kind: "symlink", target };
}

/** An empty directory. */
export function directory(path: string, mode?: number): FileSpec {
  return { path, kind: "dir", ...(mode === undefined ? {} : { mode }) };
}
