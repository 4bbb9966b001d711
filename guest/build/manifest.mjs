/** `manifest.json`: what each image is, where it comes from, and how to tell that it is complete. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Raised when a field changes its meaning. */
const manifestSchema = 1;

/**
 * @typedef {object} Origin where an image comes from
 * @property {string} package
 * @property {string} version
 * @property {string} licence SPDX expression
 * @property {string[]} licenceFiles its texts and the copyright notices, in `public/images`
 * @property {string} source how to get the source code
 * @property {string} description
 */

/**
 * @typedef {object} ImageFacts
 * @property {string} file name in `public/images`; its compressed sibling is `FILE.gz`
 * @property {number} bytes
 * @property {number} gzipBytes size of the compressed sibling
 * @property {string} sha256 of the uncompressed file, hexadecimal
 */

/** @typedef {ImageFacts & Origin} ManifestEntry */

/**
 * @typedef {object} Profile what one way to boot has to download
 * @property {string[]} files
 * @property {number} gzipBytes
 */

/**
 * @typedef {object} Manifest
 * @property {number} schema
 * @property {string} hash over all entries; changes whenever a guest could behave differently
 * @property {string} inputs hash of the recipe that these images were built from
 * @property {string} kernelRelease `uname -r` of the purpose-built kernel
 * @property {string} generalKernelRelease `uname -r` of the distribution's kernel
 * @property {Record<string, Profile>} profiles
 * @property {ManifestEntry[]} entries
 */

/** The files each profile boots from. */
const profileFiles = Object.freeze({
  microvm: ["v86.wasm", "vmlinux.elf", "initramfs.cpio"],
  pc: ["v86.wasm", "seabios.bin", "vgabios.bin", "bzImage", "initramfs.cpio"],
  general: ["v86.wasm", "seabios.bin", "vgabios.bin", "bzImage-debian", "initramfs.cpio"],
});

/** @param {string | Uint8Array} data @returns {string} hexadecimal */
export function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * The key under which saved machine states are kept: two manifests share it only if every file is the same.
 * @param {ImageFacts[]} entries
 * @returns {string} hexadecimal SHA-256
 */
export function hashEntries(entries) {
  const lines = entries.map(({ file, sha256: sum }) => `${sum}  ${file}\n`).sort();
  return sha256(lines.join(""));
}

/**
 * @param {{ inputs: string, kernelRelease: string, generalKernelRelease: string, entries: ManifestEntry[] }} facts
 * @returns {Manifest}
 */
export function makeManifest({ inputs, kernelRelease, generalKernelRelease, entries }) {
  const size = new Map(entries.map((entry) => [entry.file, entry.gzipBytes]));
  const profiles = Object.fromEntries(
    Object.entries(profileFiles).map(([name, files]) => [
      name,
      { files, gzipBytes: files.reduce((sum, file) => sum + (size.get(file) ?? 0), 0) },
    ]),
  );
  const hash = hashEntries(entries);
  return { schema: manifestSchema, hash, inputs, kernelRelease, generalKernelRelease, profiles, entries };
}

/** @param {string} dir @returns {Manifest | undefined} undefined if there is none that can be read */
export function readManifest(dir) {
  try {
    const manifest = JSON.parse(readFileSync(path.join(dir, "manifest.json"), "utf8"));
    return manifest?.schema === manifestSchema && Array.isArray(manifest.entries) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether every file that the manifest names is there with the right size.
 * @param {string} dir
 * @param {Manifest} manifest
 */
export function filesMatch(dir, manifest) {
  const hasSize = (/** @type {string} */ name, /** @type {number} */ bytes) => {
    const file = path.join(dir, name);
    return existsSync(file) && statSync(file).size === bytes;
  };
  return manifest.entries.every(
    (entry) => hasSize(entry.file, entry.bytes) && hasSize(`${entry.file}.gz`, entry.gzipBytes),
  );
}
