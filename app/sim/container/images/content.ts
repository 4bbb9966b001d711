/** What a layer holds, in one canonical form: the same content always has the same digest. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { DIRECTORY_MODE, FILE_MODE, LINK_MODE } from "../../kernel/files/abi";
import { byteLength } from "../../kernel/files/paths";
import type { FileSpec } from "../../kernel/files/tree";
import type { Image } from "../tables";

/** A layer's content with its identity. */
export interface LayerContent {
  readonly digest: string;
  /** Bytes unpacked. */
  readonly bytes: number;
  /** Complete (every parent directory is there), each path once, in the order of the paths. */
  readonly files: readonly WholeFile[];
}

/** A file with nothing left to defaults; without content if only its size is known. */
export type WholeFile = Required<Omit<FileSpec, "content">> & Pick<FileSpec, "content">;

/** `sha256:` and the digest of a text. */
export function digestOf(text: string): string {
  return `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}`;
}

const DEFAULT_MODES: Partial<Record<string, number>> = {
  dir: DIRECTORY_MODE,
  symlink: LINK_MODE,
  whiteout: 0,
};

/** A file of a layer with nothing left to defaults. */
export function whole(file: FileSpec): WholeFile {
  const kind = file.kind ?? "file";
  const size = file.size ?? byteLength(file.content ?? file.target ?? "");
  return {
    path: file.path,
    kind,
    mode: file.mode ?? DEFAULT_MODES[kind] ?? FILE_MODE,
    uid: file.uid ?? 0,
    gid: file.gid ?? 0,
    size,
    ...(file.content === undefined ? {} : { content: file.content }),
    target: file.target ?? "",
    exec: file.exec ?? "",
    opaque: file.opaque ?? false,
  };
}

/** Directories above a path, outermost first, without the root. */
export function parentsOf(path: string): string[] {
  const parts = path.split("/").slice(1, -1);
  return parts.map((_, at) => `/${parts.slice(0, at + 1).join("/")}`);
}

/** Completes the description of a layer and takes its digest. Of two files with one path the later counts. */
export function layerContent(files: readonly FileSpec[], arch: string): LayerContent {
  const byPath = new Map<string, WholeFile>();
  for (const file of files) byPath.set(file.path, whole(file));
  for (const path of [...byPath.keys()])
    for (const parent of parentsOf(path))
      if (!byPath.has(parent)) byPath.set(parent, whole({ path: parent, kind: "dir" }));
  const sorted = [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  // Machine code differs from one architecture to another; the model does not hold it, so its architecture stands for it.
  const code = sorted.some((file) => file.exec !== "") ? arch : "";
  const rows = sorted.map((file) => [
    file.path,
    file.kind,
    file.mode,
    file.uid,
    file.gid,
    file.size,
    file.content ?? null,
    file.target,
    file.exec,
    file.opaque,
  ]);
  return {
    digest: digestOf(JSON.stringify([code, rows])),
    bytes: sorted.reduce((sum, file) => sum + file.size, 0),
    files: sorted,
  };
}

function sortedEntries(record: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The identity of an image: the digest of everything in it but when it was made. */
export function imageDigest(image: Pick<Image, "layers" | "config" | "history" | "arch" | "os">): string {
  const { entrypoint, cmd, env, user, workdir, exposedPorts, volumes, labels, stopSignal } = image.config;
  const config = [entrypoint, cmd, Object.entries(env), user, workdir, exposedPorts, volumes];
  const history = image.history.map((step) => [step.createdBy, step.bytes, step.emptyLayer]);
  return digestOf(
    JSON.stringify([image.os, image.arch, image.layers, config, sortedEntries(labels), stopSignal, history]),
  );
}
