/** Who takes room on which disk, gathered in one walk over all trees of files. */
import { containers, imageLayers } from "../container/tables";
import type { World } from "../core/world";
import { fileTrees } from "../kernel/files/tables";
import { systems } from "../machine/tables";

/** Bytes that disks have paid for. */
export interface Room {
  /** For the tree with this root; 0 for none. */
  readonly ofTree: (root: number) => number;
  /** On a disk (its row number) for trees that are no system's, image's or container's: volumes, caches, builds. */
  readonly ofOthers: (disk: number) => number;
}

/** What every tree of files takes on its disk. */
export function roomOnDisks(world: World): Room {
  const known = new Set([
    ...world.all(systems).map(({ rootTree }) => rootTree),
    ...world.all(imageLayers).map(({ tree }) => tree),
    ...world.all(containers).map(({ upper }) => upper),
  ]);
  const byRoot = new Map<number, number>();
  const others = new Map<number, number>();
  for (const { root, disk, paidBytes } of world.all(fileTrees)) {
    byRoot.set(root, paidBytes);
    if (disk !== null && !known.has(root)) others.set(disk, (others.get(disk) ?? 0) + paidBytes);
  }
  return { ofTree: (root) => byRoot.get(root) ?? 0, ofOthers: (disk) => others.get(disk) ?? 0 };
}
