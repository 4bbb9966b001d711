/** What others have made and we use: build tools, Debian's packages, the emulator. */
import { copyFileSync, existsSync, rmSync } from "node:fs";
import path from "node:path";
import { ImagesError } from "./errors.mjs";
import { unpackMembers } from "./packages.mjs";
import { emulatorDir } from "./paths.mjs";
import { installTools, missingTools } from "./tools.mjs";
import { cached, compress, partDir, staged } from "./workspace.mjs";

/** @typedef {import("./packages.mjs").Package} Package */
/** @typedef {import("./workspace.mjs").Build} Build */
/** @typedef {import("./workspace.mjs").Packages} Packages */

/** Installs the build tools that are missing. @param {Build} build */
export async function ensureTools({ progress, options }) {
  const missing = missingTools();
  if (missing.length === 0) return progress.drop("tools");
  await progress.step("tools", () => installTools(missing, options));
}

/** Finds the newest versions of all packages that we use. @param {Build} build @returns {Promise<Packages>} */
export async function resolvePackages({ progress, options, repositories }) {
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
 * Downloads one package.
 * @param {Build} build
 * @param {Package} pkg
 * @param {(fraction: number) => void} [onFraction]
 * @returns {Promise<string>} the downloaded file
 */
export async function download({ options, repositories }, pkg, onFraction = () => {}) {
  const repository = repositories[pkg.list];
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
export async function unpackPackages(build, { busybox, stockKernel, seabios }, tools) {
  const { progress, options } = build;
  const release = stockKernel.name.replace("linux-image-", "");
  const fetchPart = async (/** @type {Package} */ pkg, /** @type {Record<string, string>} */ members) => {
    const dir = partDir(pkg);
    if (existsSync(dir)) return;
    const deb = await download(build, pkg);
    await unpackMembers(
      deb,
      { ...members, [`usr/share/doc/${pkg.name}/copyright`]: "copyright" },
      dir,
      options,
    );
    rmSync(deb);
  };
  const use = (/** @type {string} */ from, /** @type {string} */ name) => {
    copyFileSync(from, staged(name));
    return compress(build, name);
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
      use(path.join(partDir(seabios), "bios.bin"), "seabios.bin"),
      use(path.join(partDir(seabios), "vgabios.bin"), "vgabios.bin"),
      use(path.join(partDir(stockKernel), "vmlinuz"), "bzImage-debian"),
      use(path.join(emulatorDir, "build", "v86.wasm"), "v86.wasm"),
    ]);
  });
}
