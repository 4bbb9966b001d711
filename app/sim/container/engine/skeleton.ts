/** The bare directories and files that an engine puts over every image: places to mount things on. */
import { defineTable, type Row } from "../../core/table";
import type { World } from "../../core/world";
import { createTree, plantTree, removeTree } from "../../kernel/files/tree";

interface Skeleton extends Row {
  readonly engine: number;
  /** Root of its tree: the topmost lower layer of every container. */
  readonly tree: number;
}

const skeletons = defineTable<Skeleton>()("engine-skeleton", { engine: (row) => row.engine });

const DIRECTORIES = ["/proc", "/sys", "/dev", "/etc"];
const FILES = ["/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/.dockerenv"];

/** Root of the tree that an engine shows above an image's layers; one for all of its containers. */
export function skeletonTree(world: World, engine: number): number {
  const known = world.first(skeletons, "engine", engine);
  if (known !== undefined) return known.tree;
  const tree = createTree(world);
  const planted = plantTree(
    world,
    tree,
    [
      ...DIRECTORIES.map((path) => ({ path, kind: "dir" as const })),
      ...FILES.map((path) => ({ path, content: "" })),
    ],
    null,
  );
  if (!planted.ok) throw new Error(planted.refusal.what);
  return world.insert(skeletons, { engine, tree }).tree;
}

/** Removes that tree: its engine is gone. */
export function dropSkeleton(world: World, engine: number): void {
  const known = world.first(skeletons, "engine", engine);
  if (known === undefined) return;
  removeTree(world, known.tree);
  world.remove(skeletons, known.id);
}
