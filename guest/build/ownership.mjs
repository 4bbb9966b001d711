/** Files that root made in somebody else's project folder belong to that somebody. */
import { existsSync, lchownSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { cacheDir, cacheRoot, imagesDir, logFile, progressFile, projectDir } from "./paths.mjs";

/** @param {string} file @param {number} uid @param {number} gid */
function chownTree(file, uid, gid) {
  lchownSync(file, uid, gid);
  if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) return;
  for (const entry of readdirSync(file, { withFileTypes: true })) {
    const child = path.join(file, entry.name);
    if (entry.isDirectory()) chownTree(child, uid, gid);
    else lchownSync(child, uid, gid);
  }
}

/** Gives the build's files to the owner of the project folder; does nothing unless root works for another user. */
export function giveToProjectOwner() {
  const { uid, gid } = statSync(projectDir);
  if (process.getuid?.() !== 0 || uid === 0) return;
  for (const dir of [cacheRoot, path.dirname(imagesDir)]) if (existsSync(dir)) lchownSync(dir, uid, gid);
  for (const tree of [cacheDir, imagesDir, logFile, progressFile])
    if (existsSync(tree)) chownTree(tree, uid, gid);
}
