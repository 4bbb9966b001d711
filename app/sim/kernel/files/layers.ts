/** The union of layered trees: what is seen of several trees that lie one over the other. */
import type { World } from "../../core/world";
import { entries, type FileSystem, type Inode, inodes } from "./tables";

/**
 * What is seen at one path, topmost first: a file alone, or the directories of all layers that merge there. Empty where
 * nothing is seen.
 */
export type Stack = readonly Inode[];

/** What a directory of one tree has under a name: also the mark of a deletion. */
export function childOf(world: World, dir: number, name: string): Inode | undefined {
  const entry = world.first(entries, "name", `${dir}/${name}`);
  return entry && world.must(inodes, entry.inode);
}

/** The root directories of a file system, topmost first; empty for those without a tree. A layer that was removed shows nothing. */
export function rootStack(world: World, fs: Pick<FileSystem, "root" | "lowers">): Stack {
  const roots = fs.root === 0 ? fs.lowers : [fs.root, ...fs.lowers];
  return roots.flatMap((root) => world.get(inodes, root) ?? []);
}

/** What is seen under a name in merged directories. */
export function lookIn(world: World, dirs: Stack, name: string): Stack {
  const found: Inode[] = [];
  for (const dir of dirs) {
    if (dir.kind !== "dir") break;
    const inode = childOf(world, dir.id, name);
    if (inode === undefined) continue;
    if (inode.kind === "whiteout") break;
    if (inode.kind === "dir") found.push(inode);
    else if (found.length === 0) found.push(inode);
    if (inode.kind !== "dir" || inode.opaque) break;
  }
  return found;
}

/** The names that are seen in merged directories, sorted. */
export function namesIn(world: World, dirs: Stack): string[] {
  const seen = new Map<string, boolean>();
  for (const dir of dirs)
    for (const entry of world.find(entries, "dir", dir.id))
      if (!seen.has(entry.name)) seen.set(entry.name, world.must(inodes, entry.inode).kind !== "whiteout");
  return [...seen]
    .filter(([, shown]) => shown)
    .map(([name]) => name)
    .sort(byBytes);
}

/** The part of a stack that lies below a file system's own tree. */
export function lowersOf(fs: Pick<FileSystem, "root">, stack: Stack): Stack {
  return stack.filter((inode) => inode.tree !== fs.root);
}

/** What is seen at a path, given as names, below merged directories. */
export function lookAt(world: World, dirs: Stack, names: readonly string[]): Stack {
  let stack = dirs;
  for (const name of names) stack = lookIn(world, stack, name);
  return stack;
}

/** Order of names and paths, as the C locale has it. */
export function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
