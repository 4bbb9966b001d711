/** The build itself, on Debian 12: which steps there are, what they wait for, and what they put where. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { download, ensureTools, resolvePackages, unpackPackages } from "./ingredients.mjs";
import { buildInitramfs } from "./initramfs.mjs";
import { inputsHash } from "./inputs.mjs";
import * as kernel from "./kernel.mjs";
import { packMicrovm } from "./pack.mjs";
import { Repository } from "./packages.mjs";
import { kernelDir, rootfsDir } from "./paths.mjs";
import { publish } from "./publish.mjs";
import { run } from "./run.mjs";
import { cached, compress, partDir, stage, staged } from "./workspace.mjs";

/** @typedef {import("./kernel.mjs").KernelParts} KernelParts */
/** @typedef {import("./workspace.mjs").Build} Build */
/** @typedef {import("./workspace.mjs").Packages} Packages */

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

/**
 * Builds everything that is not in the cache and puts it into place. The caller holds the lock.
 * @param {{ progress: import("./progress.mjs").Progress, signal: AbortSignal, log: string }} context
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
  const { tree } = await source;
  const parts = await booted;
  const kernelRelease = readFileSync(parts.release, "utf8").trim();
  await progress.step("publish", () => publish(build, found, { kernelRelease, inputs }, [tree, parts.dir]));
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
  const { progress, options } = build;
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
      const deb = await download(build, kernelSource, (part) => update(part / 2, "fetching"));
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
async function makeKernel(build, { tree, parts, built, fragment }) {
  const { progress, options } = build;
  if (!built) {
    const compiled = await progress.step("configure", () => kernel.configure(tree, fragment, options));
    await progress.step("kernel", (onProgress) =>
      kernel.compile(tree, "vmlinux", options, { compiled, onProgress }),
    );
  }
  await progress.step("boot", async () => {
    const vmlinux = built ? parts.vmlinux : path.join(tree, "vmlinux");
    const workDir = cached("stub");
    mkdirSync(workDir, { recursive: true });
    const direct = packMicrovm(vmlinux, staged("vmlinux.elf"), workDir, options).then(() =>
      compress(build, "vmlinux.elf"),
    );
    if (!built) {
      await Promise.all([direct, kernel.compile(tree, "bzImage", options)]);
      kernel.keepParts(tree, parts.dir);
    }
    copyFileSync(parts.bzImage, staged("bzImage"));
    await Promise.all([direct, compress(build, "bzImage")]);
  });
  return parts;
}

/** @param {Build} build @param {string} busybox @param {string} nolibc */
async function makeInitramfs(build, busybox, nolibc) {
  const { progress, options } = build;
  await progress.step("initramfs", async () => {
    options.signal.throwIfAborted();
    const workDir = cached("initramfs");
    mkdirSync(workDir, { recursive: true });
    await buildInitramfs({ busybox, nolibc, rootfsDir, outFile: staged("initramfs.cpio"), workDir });
    await compress(build, "initramfs.cpio");
  });
}
