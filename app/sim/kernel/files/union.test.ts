/** Random operations on an overlay, held against a plain map of paths. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { World } from "../../core/world";
import { codeOf, done, overlayWorld, treeMap, treeOf, viewMap } from "../../testing/files";
import { chmod, chown, mkdir, remove, removeDir, rename, symlink, writeFile } from "./change";
import { lookAt, rootStack } from "./layers";
import { type Change, overlayDiff } from "./overlay";
import { namesOf } from "./paths";
import { type FileTree, fileTrees, inodes } from "./tables";
import { type FileSpec, treeBytes } from "./tree";
import type { View } from "./view";

/** What is at a path: a directory, or a file's text. */
type Plain = Map<string, string | null>;

const names = ["a", "b", "c"];
const paths = names.flatMap((x) => [
  `/${x}`,
  ...names.flatMap((y) => [`/${x}/${y}`, ...names.map((z) => `/${x}/${y}/${z}`)]),
]);
const path = fc.constantFrom(...paths);

type Operation =
  | { readonly do: "write"; readonly path: string; readonly text: string; readonly append: boolean }
  | { readonly do: "mkdir" | "remove" | "rmdir" | "chmod"; readonly path: string }
  | { readonly do: "rename"; readonly path: string; readonly to: string };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    do: fc.constant("write" as const),
    path,
    text: fc.string({ maxLength: 5 }),
    append: fc.boolean(),
  }),
  fc.record({
    do: fc.constantFrom("mkdir" as const, "remove" as const, "rmdir" as const, "chmod" as const),
    path,
  }),
  fc.record({ do: fc.constant("rename" as const), path, to: path }),
);

const file: fc.Arbitrary<FileSpec> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ path, content: fc.string({ maxLength: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ path, kind: fc.constant("dir" as const) }) },
  { weight: 1, arbitrary: fc.record({ path, kind: fc.constant("whiteout" as const) }) },
  { weight: 1, arbitrary: fc.record({ path, kind: fc.constant("dir" as const), opaque: fc.constant(true) }) },
);
const layer = fc.array(file, { maxLength: 6 });
const layers = fc.array(layer, { minLength: 1, maxLength: 3 });

const parent = (at: string) => at.slice(0, at.lastIndexOf("/"));
const isUnder = (at: string, dir: string) => at.startsWith(`${dir}/`);

/** Lays one tree, as a map of its own words, over what is seen of those below it. */
function layOver(below: Plain, above: Readonly<Record<string, string>>): Plain {
  const seen = new Map(below);
  const clear = (at: string, itself: boolean) => {
    for (const other of [...seen.keys()])
      if (isUnder(other, at) || (itself && other === at)) seen.delete(other);
  };
  for (const [at, what] of Object.entries(above)) {
    if (what === "whiteout") clear(at, true);
    else if (what.startsWith("dir")) {
      if (what === "dir opaque" || typeof seen.get(at) === "string") clear(at, true);
      seen.set(at, null);
    } else {
      clear(at, true);
      seen.set(at, what.slice("= ".length));
    }
  }
  return seen;
}

function merged(world: World, lowers: readonly number[]): Plain {
  return [...lowers]
    .reverse()
    .reduce((seen, tree) => layOver(seen, treeMap(world, tree)), new Map() as Plain);
}

function seenBy(world: World, view: View): Plain {
  const entries = Object.entries(viewMap(world, view));
  return new Map(entries.map(([at, what]) => [at, what === "dir" ? null : what.slice("= ".length)]));
}

/** The same operation on a plain map; the error's name if it cannot be done. `lower`: directories that came from below. */
function plainly(plain: Plain, op: Operation, lower: (at: string) => boolean): string {
  const at = op.path;
  const isDir = (path: string) => path === "" || plain.get(path) === null;
  const reach = (path: string): string => {
    const parts = path.split("/").slice(1, -1);
    let here = "";
    for (const part of parts) {
      here = `${here}/${part}`;
      if (!plain.has(here)) return "ENOENT";
      if (!isDir(here)) return "ENOTDIR";
    }
    return "ok";
  };
  const reached = reach(at);
  if (reached !== "ok") return reached;
  const isEmpty = (dir: string) => ![...plain.keys()].some((other) => isUnder(other, dir));
  switch (op.do) {
    case "write":
      if (isDir(at)) return "EISDIR";
      plain.set(at, (op.append ? (plain.get(at) ?? "") : "") + op.text);
      return "ok";
    case "mkdir":
      if (plain.has(at)) return "EEXIST";
      plain.set(at, null);
      return "ok";
    case "chmod":
      return plain.has(at) ? "ok" : "ENOENT";
    case "remove":
      if (!plain.has(at)) return "ENOENT";
      if (isDir(at)) return "EISDIR";
      plain.delete(at);
      return "ok";
    case "rmdir":
      if (!plain.has(at)) return "ENOENT";
      if (!isDir(at)) return "ENOTDIR";
      if (!isEmpty(at)) return "ENOTEMPTY";
      plain.delete(at);
      return "ok";
    case "rename": {
      const arrived = reach(op.to);
      if (arrived !== "ok") return arrived;
      if (!plain.has(at)) return "ENOENT";
      if (at === op.to) return "ok";
      if (plain.has(op.to)) {
        if (!isDir(at) && isDir(op.to)) return "EISDIR";
        if (isDir(at) && !isDir(op.to)) return "ENOTDIR";
        if (isDir(op.to) && !isEmpty(op.to)) return "ENOTEMPTY";
      }
      if (isDir(at) && isUnder(`${parent(op.to)}/x`, at)) return "EINVAL";
      if (isDir(at) && lower(at)) return "EXDEV";
      for (const [other, what] of [...plain])
        if (other === at || isUnder(other, at)) {
          plain.delete(other);
          plain.set(op.to + other.slice(at.length), what);
        }
      return "ok";
    }
  }
}

function really(world: World, view: View, op: Operation) {
  if (op.do === "write") return writeFile(world, view, op.path, op.text, { append: op.append });
  if (op.do === "mkdir") return mkdir(world, view, op.path);
  if (op.do === "remove") return remove(world, view, op.path);
  if (op.do === "rmdir") return removeDir(world, view, op.path);
  if (op.do === "chmod") return chmod(world, view, op.path, 0o700);
  return rename(world, view, op.path, "to" in op ? op.to : op.path);
}

const sorted = (plain: Plain) => [...plain].sort(([a], [b]) => (a < b ? -1 : 1));

function bytesByScan(world: World, tree: FileTree): number {
  return world.find(inodes, "tree", tree.root).reduce((sum, inode) => sum + inode.size, 0);
}

/** The lower layers with a diff applied, what was added or changed being read from the union. */
function apply(lower: Plain, changes: readonly Change[], union: Plain): Plain {
  const result = new Map(lower);
  for (const { kind, path: at } of changes) {
    const isDir = union.get(at) === null;
    if (kind === "D" || !isDir || typeof result.get(at) === "string")
      for (const other of [...result.keys()]) if (other === at || isUnder(other, at)) result.delete(other);
    if (kind !== "D") result.set(at, union.get(at) ?? null);
  }
  return result;
}

const TIME_MS = 60_000;
const RUNS = { numRuns: 300, seed: 20_261 };

describe("an overlay against a plain map of paths", () => {
  it(
    "F19: random operations on the union equal the same operations on a plain tree, and the lower layers stay as they were",
    () => {
      fc.assert(
        fc.property(layers, fc.array(operation, { maxLength: 30 }), (specs, operations) => {
          const { world, view, lowers, upper } = overlayWorld(...specs);
          const before = lowers.map((tree) => treeMap(world, tree));
          const plain = merged(world, lowers);
          expect(sorted(seenBy(world, view))).toEqual(sorted(plain));
          for (const op of operations) {
            const fromLower = (at: string) => {
              const stack = lookAt(world, rootStack(world, { root: upper, lowers }), namesOf(at));
              return stack.some((inode) => inode.tree !== upper);
            };
            expect([op, codeOf(really(world, view, op))]).toEqual([op, plainly(plain, op, fromLower)]);
            expect(sorted(seenBy(world, view))).toEqual(sorted(plain));
          }
          expect(lowers.map((tree) => treeMap(world, tree))).toEqual(before);
        }),
        RUNS,
      );
    },
    TIME_MS,
  );

  it(
    "F20: the diff applied to the lower layers gives the union, and a fresh overlay has none",
    () => {
      fc.assert(
        fc.property(layers, fc.array(operation, { maxLength: 30 }), (specs, operations) => {
          const { world, view, lowers, fs } = overlayWorld(...specs);
          expect(overlayDiff(world, fs)).toEqual([]);
          const lower = merged(world, lowers);
          for (const op of operations) really(world, view, op);
          const union = seenBy(world, view);
          const changes = overlayDiff(world, fs);
          expect(sorted(apply(lower, changes, union))).toEqual(sorted(union));
          const at = changes.map((change) => change.path);
          expect(at).toEqual([...new Set(at)].sort());
          for (const { kind, path: changed } of changes) {
            expect([changed, kind === "A"]).toEqual([changed, !lower.has(changed)]);
            if (parent(changed) !== "") expect(at).toContain(parent(changed));
          }
        }),
        RUNS,
      );
    },
    TIME_MS,
  );

  it(
    "F23: bytes of trees are kept up as a scan would find them",
    () => {
      fc.assert(
        fc.property(layers, fc.array(operation, { maxLength: 30 }), (specs, operations) => {
          const { world, view } = overlayWorld(...specs);
          for (const op of operations) really(world, view, op);
          for (const tree of world.all(fileTrees)) expect(tree.bytes).toBe(bytesByScan(world, tree));
        }),
        RUNS,
      );
    },
    TIME_MS,
  );

  it(
    "F20: an upper layer put below as a layer of its own shows the same union",
    () => {
      fc.assert(
        fc.property(layers, fc.array(operation, { maxLength: 20 }), (specs, operations) => {
          const { world, view, lowers, upper } = overlayWorld(...specs);
          for (const op of operations) really(world, view, op);
          const union = sorted(seenBy(world, view));
          expect(sorted(merged(world, [upper, ...lowers]))).toEqual(union);
        }),
        RUNS,
      );
    },
    TIME_MS,
  );
});

describe("what the property does not draw", () => {
  it("F19: links and owners go through the union as well", () => {
    const { world, view, lowers, upper } = overlayWorld([{ path: "/etc/passwd", content: "root" }]);
    done(symlink(world, view, "passwd", "/etc/link"));
    done(chown(world, view, "/etc/link", 5, 6));
    expect(treeMap(world, upper)).toEqual({
      "/etc": "dir",
      "/etc/link": "-> passwd",
      "/etc/passwd": "= root",
    });
    expect(treeMap(world, lowers[0] ?? 0)).toEqual({ "/etc": "dir", "/etc/passwd": "= root" });
    expect(treeBytes(world, upper)).toBe("root".length + "passwd".length);
    expect(treeMap(world, treeOf(world, []))).toEqual({});
  });
});
