/** The files of a tree as a list, as they were once planted. */
import type { World } from "../../core/world";
import { entries, inodes } from "../../kernel/files/tables";
import type { WholeFile } from "./content";

/** Everything in a tree but its root, parents before what is in them, deletions marked as whiteouts. */
export function filesOf(world: World, dir: number, above = ""): WholeFile[] {
  return world.find(entries, "dir", dir).flatMap((entry) => {
    const { kind, mode, uid, gid, size, content, target, exec, opaque } = world.must(inodes, entry.inode);
    const path = `${above}/${entry.name}`;
    const text = content === null ? {} : { content };
    const file = { path, kind, mode, uid, gid, size, target, exec, opaque, ...text };
    return kind === "dir" ? [file, ...filesOf(world, entry.inode, path)] : [file];
  });
}
