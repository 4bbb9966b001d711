/** The end of a build: describe the staged images, put them into place, tidy up. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { emulatorVersion } from "./inputs.mjs";
import { makeManifest } from "./manifest.mjs";
import { noticeFile, origins } from "./origins.mjs";
import { emulatorDir, imagesDir } from "./paths.mjs";
import { cached, compress, compressedCopy, partDir, stage, staged } from "./workspace.mjs";

/** @typedef {import("./workspace.mjs").Build} Build */
/** @typedef {import("./workspace.mjs").Packages} Packages */

/**
 * @param {Build} build
 * @param {Packages} packages
 * @param {{ kernelRelease: string, inputs: string }} facts as in the manifest
 * @param {string[]} kept what the kernel's own cache has to keep
 */
export async function publish(build, packages, facts, kept) {
  const entries = await writeManifest(build, packages, facts);
  replaceImages();
  await prune(packages, entries, kept);
}

/**
 * @param {Build} build
 * @param {Packages} packages
 * @param {{ kernelRelease: string, inputs: string }} facts as in the manifest
 */
async function writeManifest(build, packages, { kernelRelease, inputs }) {
  const known = origins({ ...packages, emulatorVersion: emulatorVersion() ?? "" });
  const entries = [];
  for (const [file, origin] of Object.entries(known)) {
    entries.push({ file, ...(await compress(build, file)), ...origin });
  }
  stageLicences(packages, entries);
  const generalKernelRelease = packages.stockKernel.name.replace("linux-image-", "");
  const manifest = makeManifest({ inputs, kernelRelease, generalKernelRelease, entries });
  writeFileSync(staged("manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return entries;
}

/**
 * Puts the copyright notices and licence texts beside the images, so that whoever serves them serves these too.
 * @param {Packages} packages
 * @param {import("./manifest.mjs").ManifestEntry[]} entries
 */
function stageLicences({ busybox, seabios, stockKernel }, entries) {
  mkdirSync(staged("licences"));
  const notices = new Map(
    [busybox, seabios, stockKernel].map((pkg) => [
      noticeFile(pkg.source),
      path.join(partDir(pkg), "copyright"),
    ]),
  );
  notices.set("licences/v86.txt", path.join(emulatorDir, "LICENSE"));
  for (const name of new Set(entries.flatMap(({ licenceFiles }) => licenceFiles))) {
    const common = path.join("/usr/share/common-licenses", path.basename(name, ".txt"));
    copyFileSync(notices.get(name) ?? common, staged(name));
  }
}

/** Exchanges the finished folder for the old one. */
function replaceImages() {
  const old = cached("replaced");
  rmSync(old, { recursive: true, force: true });
  mkdirSync(path.dirname(imagesDir), { recursive: true });
  if (existsSync(imagesDir)) renameSync(imagesDir, old);
  renameSync(stage, imagesDir);
  rmSync(old, { recursive: true, force: true });
}

/**
 * Forgets what only earlier versions of the images needed.
 * @param {Packages} packages
 * @param {import("./manifest.mjs").ManifestEntry[]} entries
 * @param {string[]} kept
 */
async function prune({ busybox, stockKernel, seabios }, entries, kept) {
  const keep = new Set([partDir(busybox), partDir(stockKernel), partDir(seabios), ...kept]);
  for (const entry of entries) keep.add(compressedCopy(entry));
  for (const folder of ["parts", "kernel", "source", "gz", "debs"].map((name) => cached(name))) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      if (!keep.has(file)) await rm(file, { recursive: true, force: true });
    }
  }
}
