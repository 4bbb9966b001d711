/** What the steps of one build share: the cache, the folder in which the images are put together, the log. */
import path from "node:path";
import { compressBeside, compressedFile } from "./compress.mjs";
import { cacheDir } from "./paths.mjs";

/** @typedef {import("./packages.mjs").Package} Package */
/** @typedef {import("./packages.mjs").Repository} Repository */

/**
 * @typedef {object} Build
 * @property {import("./progress.mjs").Progress} progress
 * @property {import("./run.mjs").RunOptions} options
 * @property {{ amd64: Repository, i386: Repository }} repositories
 */

/** @typedef {{ kernelSource: Package, seabios: Package, busybox: Package, stockKernel: Package }} Packages */

/** @param {string[]} parts @returns {string} a path in the cache */
export const cached = (...parts) => path.join(cacheDir, ...parts);

/** Where the images are put together before they replace the old ones as a whole. */
export const stage = cached("stage");

/** @param {string} name @returns {string} */
export const staged = (name) => path.join(stage, name);

/** @param {Package} pkg @returns {string} where the files that we use of a package are kept */
export const partDir = (pkg) => cached("parts", `${pkg.name}_${pkg.version.replaceAll(":", "%3a")}`);

/** The stock kernel is compressed already. @param {string} image @returns {import("./compress.mjs").Method} */
const methodFor = (image) => (image === "bzImage-debian" ? "zlib" : "zopfli");

/** @param {Build} build @param {string} image a staged file; its compressed sibling comes to stand beside it */
export const compress = ({ options }, image) =>
  compressBeside(staged(image), methodFor(image), cached("gz"), options);

/** @param {{ file: string, sha256: string }} image @returns {string} where its compressed form is remembered */
export const compressedCopy = ({ file, sha256 }) => compressedFile(sha256, methodFor(file), cached("gz"));
