/** What is seen of a stack of layers while a build is planned, and what one step changes of it. */
import { MAX_LINKS } from "../../kernel/files/abi";
import type { FileSpec } from "../../kernel/files/tree";
import { parentsOf, type WholeFile, whole } from "../images/content";

/** Files by absolute path. The root is not among them. */
export type Picture = ReadonlyMap<string, WholeFile>;

/** A picture that a step changes, and the layer that comes of it. */
export interface Draft {
  readonly before: Picture;
  readonly now: Map<string, WholeFile>;
  readonly layer: Map<string, WholeFile>;
}

/** Paths at or below a path. */
export function pathsBelow(picture: Picture, path: string): string[] {
  const start = path === "/" ? "/" : `${path}/`;
  return [...picture.keys()].filter((key) => key === path || key.startsWith(start));
}

function cut(picture: Map<string, WholeFile>, path: string): void {
  for (const key of pathsBelow(picture, path)) picture.delete(key);
}

/** What is seen once a layer lies on top: whiteouts delete, opaque directories hide, files replace. */
export function withLayer(below: Picture, files: readonly WholeFile[]): Picture {
  const seen = new Map(below);
  for (const file of files) {
    const old = seen.get(file.path);
    if (file.kind === "whiteout" || file.opaque || (old && (old.kind === "dir") !== (file.kind === "dir")))
      cut(seen, file.path);
    if (file.kind !== "whiteout") seen.set(file.path, file);
  }
  return seen;
}

/** Begins to change a picture. */
export function draftOn(before: Picture): Draft {
  return { before, now: new Map(before), layer: new Map() };
}

/** The path that a path leads to once symbolic links are followed. */
export function realPath(picture: Picture, path: string): string {
  let rest = path.split("/").filter((part) => part !== "" && part !== ".");
  let at = "";
  for (let links = 0; rest.length > 0; ) {
    const [name = "", ...after] = rest;
    rest = after;
    if (name === "..") {
      at = at.slice(0, at.lastIndexOf("/"));
      continue;
    }
    const found = picture.get(`${at}/${name}`);
    if (found?.kind !== "symlink" || ++links > MAX_LINKS) {
      at = `${at}/${name}`;
      continue;
    }
    if (found.target.startsWith("/")) at = "";
    rest = [...found.target.split("/").filter((part) => part !== "" && part !== "."), ...after];
  }
  return at === "" ? "/" : at;
}

/** Whether a path leads to a directory. */
export function isDirectory(picture: Picture, path: string): boolean {
  const real = realPath(picture, path);
  return real === "/" || picture.get(real)?.kind === "dir";
}

/** Puts a file into a draft, with the directories above it that are missing. The root is there already. */
export function put(draft: Draft, file: FileSpec): void {
  if (file.path === "/") return;
  const parent = file.path.slice(0, file.path.lastIndexOf("/"));
  const path = `${realPath(draft.now, parent).replace(/^\/$/, "")}${file.path.slice(parent.length)}`;
  for (const above of parentsOf(path))
    if (!draft.now.has(above)) {
      const made = whole({ path: above, kind: "dir" });
      draft.now.set(above, made);
      draft.layer.set(above, made);
    }
  const made = whole({ ...file, path });
  draft.now.set(path, made);
  draft.layer.set(path, made);
}

/** Deletes a path with all below it; what lower layers have there is covered by a whiteout. */
export function erase(draft: Draft, path: string): void {
  cut(draft.now, path);
  cut(draft.layer, path);
  if (draft.before.has(path)) draft.layer.set(path, whole({ path, kind: "whiteout" }));
}
