/** COPY and ADD: which files go where. */
import { buildCosts } from "../../costs/builds";
import type { FileSpec } from "../../kernel/files/tree";
import { clean, fits } from "./patterns";
import { type Draft, isDirectory, type Picture, pathsBelow, put } from "./picture";

/** What a COPY or ADD copies, resolved. */
export interface CopySpec {
  readonly keyword: string;
  /** Context or stage that the sources are in. */
  readonly from: Picture;
  readonly sources: readonly string[];
  /** Absolute, with a slash at the end if it was given as a directory. */
  readonly destination: string;
  readonly owner: { readonly uid: number; readonly gid: number };
  /** `--chmod`; `null` keeps the sources' modes. */
  readonly mode: number | null;
}

const isRemote = (source: string) => /^https?:\/\//.test(source);

const isPattern = (source: string) => /[*?[]/.test(source);

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Paths in the source that a pattern names, shortest first. */
function matches(from: Picture, pattern: string): string[] {
  const wanted = clean(pattern);
  if (wanted === "") return ["/"];
  if (from.has(`/${wanted}`)) return [`/${wanted}`];
  return isPattern(wanted) ? [...from.keys()].filter((path) => fits(path.slice(1), wanted)) : [];
}

function notFound(source: string): string {
  return `failed to compute cache key: failed to calculate checksum of ref: "/${clean(source)}": not found`;
}

/** Copies into a draft. Returns the builder's complaint, or nothing. */
export function copyInto(draft: Draft, spec: CopySpec): string | undefined {
  const { from, sources, destination, owner, mode, keyword } = spec;
  const remote = keyword === "ADD" ? sources.filter(isRemote) : [];
  const local = sources.filter((source) => !remote.includes(source));
  const found = local.flatMap((source) => matches(from, source).map((path) => ({ source, path })));
  const missing = local.find(
    (source) => !isPattern(source) && !found.some((match) => match.source === source),
  );
  if (missing !== undefined) return notFound(missing);
  const many = found.length + remote.length > 1;
  if (many && !destination.endsWith("/"))
    return `When using ${keyword} with more than one source file, the destination must be a directory and end with a /`;
  const into = destination.replace(/\/+$/, "");
  const inside = destination.endsWith("/") || isDirectory(draft.now, destination);
  const place = (file: FileSpec, path: string) =>
    put(draft, { ...file, path, ...owner, ...(mode === null || file.kind === "symlink" ? {} : { mode }) });
  for (const source of remote)
    place({ path: "", size: buildCosts.remoteFile.value }, inside ? `${into}/${baseName(source)}` : into);
  for (const { path } of found) {
    const file = from.get(path);
    if (file && file.kind !== "dir") place(file, inside ? `${into}/${baseName(path)}` : into);
    else copyDirectory(from, path, into, place);
  }
  return undefined;
}

function copyDirectory(
  from: Picture,
  dir: string,
  into: string,
  place: (file: FileSpec, path: string) => void,
): void {
  if (into !== "") place({ path: into, kind: "dir" }, into);
  const above = dir === "/" ? "" : dir;
  for (const path of pathsBelow(from, dir)) {
    const file = from.get(path);
    if (file && path !== dir) place(file, `${into}${path.slice(above.length)}`);
  }
}

/** Bytes that ADD gets over the network. */
export function remoteBytes({ keyword, sources }: Pick<CopySpec, "keyword" | "sources">): number {
  return keyword === "ADD" ? sources.filter(isRemote).length * buildCosts.remoteFile.value : 0;
}
