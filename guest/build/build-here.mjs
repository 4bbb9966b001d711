/** The build itself, on Debian 12: which steps there are, what they wait for, and what they put where. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { compressBeside } from "./compress.mjs";
import { ImagesError } from "./errors.mjs";
import { buildInitramfs } from "./initramfs.mjs";
import { emulatorVersion, inputsHash } from "./inputs.mjs";
import * as kernel from "./kernel.mjs";
import { makeManifest } from "./manifest.mjs";
import { origins } from "./origins.mjs";
import { packMicrovm } from "./pack.mjs";
import { Repository, unpackMembers } from "./packages.mjs";
import { cacheDir, emulatorDir, imagesDir, kernelDir, rootfsDir } from "./paths.mjs";
import { run } from "./run.mjs";
import { installTools, missingTools } from "./tools.mjs";

/** @typedef {import("./packages.mjs").Package} Package */
/** @typedef {import("./run.mjs").RunOptions} RunOptions */
/** @typedef {import("./progress.mjs").Progress} Progress */
/** @typedef {import("./kernel.mjs").KernelParts} KernelParts */

/** The steps in the order in which they are listed; the weights are seconds on two quiet cores. */
const steps = [
  { id: "tools", title: "Install build tools", weight: 25 },
  { id: "lists", title: "Read package lists", weight: 5 },
  { id: "packages", title: "Fetch, unpack and compress packages", weight: 10 },
  { id: "source", title: "Fetch and unpack kernel source", weight: 10 },
  { id: "configure", title: "Configure kernel", weight: 6 },
  { id: "kernel", title: "Compile kernel", weight: 170 },
  { id: "boot", title: "Make and compress boot images", weight: 10 },
  { id: "initramfs", title: "Make and compress initramfs", weight: 4 },
  { id: "publish", title: "Put images into place", weight: 1 },
];

const cached = (/** @type {string[]} */ ...parts) => path.join(cacheDir, ...parts);
const stage = cached("stage");
const staged = (/** @type {string} */ name) => path.join(stage, name);
const partDir = (/** @type {Package} */ pkg) => cached("parts", `${pkg.name}_${pkg.version}`);

/**
 * @typedef {object} Build what the steps share
 * @property {Progress} progress
 * @property {RunOptions} options
 * @property {{ amd64: Repository, i386: Repository }} repositories
 */

/** @typedef {{ kernelSource: Package, seabios: Package, busybox: Package, stockKernel: Package }} Packages */

/**
 * Builds everything that is not in the cache and puts it into place. The caller holds the lock.
 * @param {{ progress: Progress, signal: AbortSignal, log: string }} context
 */
export async function buildHere({ progress, signal, log }) {
  const abort = new AbortController();
  const build = {
    progress,
    options: { log, signal: AbortSignal.any([signal, abort.signal]) },
    repositories: {
      amd64: new Repository(cached("apt"), "amd64"),
      i386: new Repository(cached("apt"), "i386"),
    },
  };
  const inputs = inputsHash();
  progress.plan(steps);
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });

  const tools = ensureTools(build);
  const packages = resolvePackages(build);
  const unpacked = packages.then((found) => unpackPackages(build, found, tools));
  const source = Promise.all([packages, tools]).then(([found]) => provideSource(build, found));
  const initramfs = Promise.all([packages, unpacked, source]).then(([found, , { nolibc }]) =>
    makeInitramfs(build, path.join(partDir(found.busybox), "busybox"), nolibc),
  );
  const booted = source.then((place) => makeKernel(build, place));
  await allOrAbort([unpacked, initramfs, booted], abort);

  const found = await packages;
  const parts = await booted;
  await progress.step("publish", async () => {
    await writeManifest(build, found, readFileSync(parts.release, "utf8").trim(), inputs);
    publish();
    await prune(found, parts);
  });
}

/**
 * Waits for all; the first failure ends the others and is the one reported.
 * @param {Promise<unknown>[]} tasks
 * @param {AbortController} abort
 */
async function allOrAbort(tasks, abort) {
  /** @type {{ error: unknown } | undefined} */
  let first;
  await Promise.all(
    tasks.map((task) =>
      task.catch((error) => {
        first ??= { error };
        abort.abort();
      }),
    ),
  );
  if (first) throw first.error;
}

/** @param {Build} build */
async function ensureTools({ progress, options }) {
  const missing = missingTools();
  if (missing.length === 0) return progress.drop("tools");
  await progress.step("tools", () => installTools(missing, options));
}

/** @param {Build} build @returns {Promise<Packages>} */
async function resolvePackages({ progress, options, repositories }) {
  const { amd64, i386 } = repositories;
  const stale = [amd64, i386].filter((repository) => !repository.isFresh());
  const resolve = async () => {
    await Promise.all(stale.map((repository) => repository.update(options)));
    const [native, foreign] = await Promise.all([
      amd64.resolve(["linux-source-6.1", "seabios"], options),
      i386.resolve(["busybox-static", "linux-image-686"], options),
    ]);
    const stockName = foreign[1]?.depends.find((name) => /^linux-image-\d/.test(name)) ?? "";
    const [stockKernel] = await i386.resolve([stockName], options);
    const [kernelSource, seabios] = native;
    const [busybox] = foreign;
    if (!kernelSource || !seabios || !busybox || !stockKernel)
      throw new Error("resolve() answers for every name");
    return { kernelSource, seabios, busybox, stockKernel };
  };
  return progress.step("lists", resolve);
}

/**
 * @param {Build} build
 * @param {Repository} repository
 * @param {Package} pkg
 * @param {(fraction: number) => void} [onFraction]
 * @returns {Promise<string>} the downloaded file
 */
async function download({ options }, repository, pkg, onFraction = () => {}) {
  try {
    const [deb] = await repository.download([pkg], cached("debs", pkg.name), { ...options, onFraction });
    return deb ?? "";
  } catch (error) {
    options.signal.throwIfAborted();
    repository.forget(); // The list may name a version that has been replaced: the next run reads it anew.
    const details = error instanceof ImagesError ? error.details : [String(error)];
    throw new ImagesError(`Could not download ${pkg.name} ${pkg.version}`, {
      details,
      advice: "Check the network connection, then run `npm run images` again.",
    });
  }
}

/**
 * Everything that is used as Debian and npm ship it.
 * @param {Build} build
 * @param {Packages} packages
 * @param {Promise<void>} tools compressing needs them
 */
async function unpackPackages(build, { busybox, stockKernel, seabios }, tools) {
  const { progress, options, repositories } = build;
  const release = stockKernel.name.replace("linux-image-", "");
  const fetchPart = async (/** @type {Package} */ pkg, /** @type {Record<string, string>} */ members) => {
    const dir = partDir(pkg);
    if (existsSync(dir)) return;
    const deb = await download(build, repositories[pkg.list], pkg);
    await unpackMembers(
      deb,
      { ...members, [`usr/share/doc/${pkg.name}/copyright`]: "copyright" },
      dir,
      options,
    );
    rmSync(deb);
  };
  const use = (
    /** @type {string} */ from,
    /** @type {string} */ name,
    /** @type {"zopfli" | "zlib"} */ method,
  ) => {
    copyFileSync(from, staged(name));
    return compressBeside(staged(name), method, cached("gz"), options);
  };
  await progress.step("packages", async (update) => {
    update(0, "firmware, busybox, the stock kernel");
    await Promise.all([
      fetchPart(seabios, {
        "usr/share/seabios/bios.bin": "bios.bin",
        "usr/share/seabios/vgabios-stdvga.bin": "vgabios.bin",
      }),
      fetchPart(busybox, { "bin/busybox": "busybox" }).then(() =>
        fetchPart(stockKernel, { [`boot/vmlinuz-${release}`]: "vmlinuz" }),
      ),
      tools,
    ]);
    update(0.5, "compressing");
    await Promise.all([
      use(path.join(partDir(seabios), "bios.bin"), "seabios.bin", "zopfli"),
      use(path.join(partDir(seabios), "vgabios.bin"), "vgabios.bin", "zopfli"),
      use(path.join(partDir(stockKernel), "vmlinuz"), "bzImage-debian", "zlib"),
      use(path.join(emulatorDir, "build", "v86.wasm"), "v86.wasm", "zopfli"),
    ]);
  });
}

/**
 * Where the kernel is or will be built.
 * @typedef {object} KernelPlace
 * @property {string} tree unpacked source; only there if the kernel is not built yet
 * @property {KernelParts} parts
 * @property {boolean} built
 * @property {string} fragment our configuration
 * @property {string} nolibc
 */

/**
 * @param {Build} build
 * @param {Packages} packages
 * @returns {Promise<KernelPlace>}
 */
async function provideSource(build, { kernelSource }) {
  const { progress, options, repositories } = build;
  const fragment = readFileSync(path.join(kernelDir, "kernel.config"), "utf8");
  const compiler = await run("gcc", ["--version"], options);
  const key = kernel.kernelKey({ fragment, sourceVersion: kernelSource.version, compiler });
  const parts = kernel.kernelParts(cached("kernel", key));
  const tree = cached("source", kernel.treeName(kernelSource.version));
  if (kernel.isBuilt(parts)) {
    for (const id of ["source", "configure", "kernel"]) progress.drop(id);
    return { tree, parts, built: true, fragment, nolibc: parts.nolibc };
  }
  if (existsSync(tree)) progress.drop("source");
  else {
    await progress.step("source", async (update) => {
      const deb = await download(build, repositories.amd64, kernelSource, (part) =>
        update(part / 2, "fetching"),
      );
      update(0.5, "unpacking");
      await kernel.unpackSource(deb, tree, options);
      rmSync(deb);
    });
  }
  return { tree, parts, built: false, fragment, nolibc: path.join(tree, "tools/include/nolibc") };
}

/**
 * @param {Build} build
 * @param {KernelPlace} place
 * @returns {Promise<KernelParts>}
 */
async function makeKernel({ progress, options }, { tree, parts, built, fragment }) {
  if (!built) {
    await progress.step("configure", () => kernel.configure(tree, fragment, options));
    await progress.step("kernel", (update) => kernel.compile(tree, "vmlinux", options, update));
  }
  const compress = (/** @type {string} */ name) =>
    compressBeside(staged(name), "zopfli", cached("gz"), options);
  await progress.step("boot", async () => {
    const vmlinux = built ? parts.vmlinux : path.join(tree, "vmlinux");
    const workDir = cached("stub");
    mkdirSync(workDir, { recursive: true });
    const direct = packMicrovm(vmlinux, staged("vmlinux.elf"), workDir, options).then(() =>
      compress("vmlinux.elf"),
    );
    if (!built) {
      await Promise.all([direct, kernel.compile(tree, "bzImage", options)]);
      kernel.keepParts(tree, parts.dir);
    }
    copyFileSync(parts.bzImage, staged("bzImage"));
    await Promise.all([direct, compress("bzImage")]);
  });
  return parts;
}

/** @param {Build} build @param {string} busybox @param {string} nolibc */
async function makeInitramfs({ progress, options }, busybox, nolibc) {
  await progress.step("initramfs", async () => {
    options.signal.throwIfAborted();
    const workDir = cached("initramfs");
    mkdirSync(workDir, { recursive: true });
    await buildInitramfs({ busybox, nolibc, rootfsDir, outFile: staged("initramfs.cpio"), workDir });
    await compressBeside(staged("initramfs.cpio"), "zopfli", cached("gz"), options);
  });
}

/** @param {Build} build @param {Packages} packages @param {string} kernelRelease @param {string} inputs */
async function writeManifest({ options }, packages, kernelRelease, inputs) {
  const known = origins({ ...packages, emulatorVersion: emulatorVersion() ?? "" });
  const entries = [];
  for (const [file, origin] of Object.entries(known)) {
    const method = file === "bzImage-debian" ? "zlib" : "zopfli";
    entries.push({ file, ...(await compressBeside(staged(file), method, cached("gz"), options)), ...origin });
  }
  const generalKernelRelease = packages.stockKernel.name.replace("linux-image-", "");
  const manifest = makeManifest({ inputs, kernelRelease, generalKernelRelease, entries });
  writeFileSync(staged("manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Exchanges the finished folder for the old one. */
function publish() {
  const old = cached("replaced");
  rmSync(old, { recursive: true, force: true });
  mkdirSync(path.dirname(imagesDir), { recursive: true });
  if (existsSync(imagesDir)) renameSync(imagesDir, old);
  renameSync(stage, imagesDir);
  rmSync(old, { recursive: true, force: true });
}

/** Forgets what earlier versions left in the cache. @param {Packages} packages @param {KernelParts} parts */
async function prune(packages, parts) {
  const keep = [
    partDir(packages.busybox),
    partDir(packages.stockKernel),
    partDir(packages.seabios),
    parts.dir,
  ];
  keep.push(cached("source", kernel.treeName(packages.kernelSource.version)));
  for (const folder of ["parts", "kernel", "source", "debs"].map((name) => cached(name))) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      if (!keep.includes(file)) await rm(file, { recursive: true, force: true });
    }
  }
}
