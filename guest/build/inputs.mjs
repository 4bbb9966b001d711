/** The hash of everything in the project that decides what the images contain. */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import path from "node:path";
import { emulatorDir, guestDir } from "./paths.mjs";

/** Files of guest/ that no image depends on. */
const ignored = /^tests\/|(^|\/)(README\.md|PROTOCOL\.md|.*\.test\.(ts|mjs))$/;

/**
 * All files under a folder, as paths relative to it with forward slashes, sorted.
 * @param {string} dir
 * @returns {string[]}
 */
export function filesUnder(dir) {
  /** @type {string[]} */
  const found = [];
  const visit = (/** @type {string} */ relative) => {
    for (const entry of readdirSync(path.join(dir, relative), { withFileTypes: true })) {
      const child = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) visit(child);
      else found.push(child);
    }
  };
  visit("");
  return found.sort();
}

/**
 * Hash over the names, contents and executable bits of a folder's files.
 * @param {string} dir
 * @param {string} extra anything else that the result should depend on
 * @returns {string} hexadecimal SHA-256
 */
export function hashFolder(dir, extra) {
  const hash = createHash("sha256").update(`${extra}\0`);
  for (const name of filesUnder(dir)) {
    if (ignored.test(name)) continue;
    const file = path.join(dir, name);
    const stat = lstatSync(file);
    const content = stat.isSymbolicLink() ? Buffer.from(readlinkSync(file)) : readFileSync(file);
    const kind = stat.isSymbolicLink() ? "link" : stat.mode & 0o100 ? "program" : "file";
    hash.update(`${name}\0${kind}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** @returns {string | undefined} version of the installed emulator, undefined before `npm install` */
export function emulatorVersion() {
  const file = path.join(emulatorDir, "package.json");
  if (!existsSync(file)) return undefined;
  return String(JSON.parse(readFileSync(file, "utf8")).version);
}

/** @returns {string} hexadecimal SHA-256 of the recipe and the emulator's version */
export function inputsHash() {
  return hashFolder(guestDir, `v86 ${emulatorVersion()}`);
}
