/** The purpose-built kernel: Debian's source, a minimal configuration, an uncompressed image and a bzImage. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus } from "node:os";
import path from "node:path";
import { ImagesError } from "./errors.mjs";
import { filesUnder } from "./inputs.mjs";
import { mergeConfig, notKept } from "./kconfig.mjs";
import { sha256 } from "./manifest.mjs";
import { pipeline, run } from "./run.mjs";

/** @typedef {import("./run.mjs").RunOptions} RunOptions */

/**
 * @typedef {object} KernelParts paths of what a build leaves behind for the later steps
 * @property {string} dir
 * @property {string} vmlinux ELF, uncompressed
 * @property {string} bzImage the same kernel behind the real-mode loader
 * @property {string} nolibc folder of the kernel's header-only C library
 * @property {string} release file with `uname -r`
 */

/** Passed to the compiler. Skips a self test of 6 million instructions that no configuration option turns off. */
const compilerFlags = "-DCONFIG_CRYPTO_MANAGER_DISABLE_TESTS=1";

/** Object files of a whole build; only the percentage depends on it. */
const expectedObjects = 755;

/** Directories of the source whose code this kernel never compiles. Their Kconfig files and Makefiles stay. */
const uncompiled = [
  ..."accessibility ata clk comedi crypto dma gpu hid hwmon iio infiniband input md media mfd misc mmc mtd".split(
    " ",
  ),
  ..."net/can net/dsa net/ethernet net/usb net/wireless pinctrl platform power regulator s390 scsi soc".split(
    " ",
  ),
  ..."staging target usb video".split(" "),
]
  .map((name) => `drivers/${name}`)
  .concat("fs/btrfs", "fs/nls", "fs/ocfs2", "fs/smb", "fs/xfs", "sound");

/** @returns {string[]} tar's arguments that leave out what is never compiled */
export function tarExcludes() {
  const folder = "linux-source-*";
  const code = uncompiled.map((dir) => `${folder}/${dir}/*.[chS]`);
  const architectures = ["*.[chS]", "*.dts", "*.dtsi"].map((files) => `${folder}/arch/[!x]*/${files}`);
  const others = [`${folder}/Documentation/*/*`, `${folder}/tools/perf/*`, `${folder}/tools/testing/*`];
  return [...architectures, ...code, ...others].map((pattern) => `--exclude=${pattern}`);
}

/** @param {string} sourceVersion @returns {string} name of the folder that holds the unpacked source */
export function treeName(sourceVersion) {
  return `${sourceVersion}-${sha256(tarExcludes().join("\0")).slice(0, 8)}`;
}

/**
 * Unpacks the source out of its package, all or nothing.
 * @param {string} deb package linux-source-6.1
 * @param {string} tree where the source goes
 * @param {RunOptions} options
 */
export async function unpackSource(deb, tree, options) {
  const partial = `${tree}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await pipeline(
    [
      ["dpkg-deb", "--fsys-tarfile", deb],
      ["tar", "-xO", "--wildcards", "./usr/src/linux-source-*.tar.xz"],
      ["xz", "-dc", "-T0"],
      ["tar", "-x", "--no-same-owner", "--strip-components=1", "-C", partial, ...tarExcludes()],
    ],
    { ...options, name: "unpacking the source" },
  );
  rmSync(tree, { recursive: true, force: true });
  renameSync(partial, tree);
}

/**
 * The key under which a built kernel is kept.
 * @param {{ fragment: string, sourceVersion: string, compiler: string }} parts
 * @returns {string} hexadecimal
 */
export function kernelKey({ fragment, sourceVersion, compiler }) {
  const identity = JSON.stringify(reproducible(new Date(0)));
  return sha256([fragment, sourceVersion, compiler, compilerFlags, identity].join("\0")).slice(0, 16);
}

/** @param {string} dir @returns {KernelParts} */
export function kernelParts(dir) {
  const file = (/** @type {string} */ name) => path.join(dir, name);
  return {
    dir,
    vmlinux: file("vmlinux"),
    bzImage: file("bzImage"),
    nolibc: file("nolibc"),
    release: file("release"),
  };
}

/**
 * Writes `.config`: the smallest configuration there is plus our fragment.
 * @param {string} tree
 * @param {string} fragment
 * @param {RunOptions} options
 * @returns {Promise<number>} how many files an interrupted build of the same configuration has compiled already
 */
export async function configure(tree, fragment, options) {
  const make = (/** @type {string} */ target) =>
    run("make", ["-C", tree, "ARCH=i386", target], { ...options, name: `make ${target}` });
  const file = path.join(tree, ".config");
  const previous = existsSync(file) ? readFileSync(file, "utf8") : "";
  await make("tinyconfig");
  writeFileSync(file, mergeConfig(readFileSync(file, "utf8"), fragment));
  await make("olddefconfig");
  const config = readFileSync(file, "utf8");
  const lost = notKept(fragment, config);
  if (lost.length > 0) {
    throw new ImagesError("The kernel does not accept guest/kernel/kernel.config as it is", {
      details: lost,
      advice: "Correct these options: something they depend on is off, or something else selects them.",
    });
  }
  if (config !== previous) return 0;
  return filesUnder(tree).filter((name) => name.endsWith(".o")).length;
}

/**
 * What makes two builds of one source equal, byte for byte.
 * @param {Date} sourceDate
 * @returns {Record<string, string>}
 */
export function reproducible(sourceDate) {
  const [weekday, day, month, year, time] = sourceDate.toUTCString().replace(",", "").split(" ");
  return {
    KBUILD_BUILD_TIMESTAMP: `${weekday} ${month} ${day} ${time} UTC ${year}`,
    KBUILD_BUILD_USER: "strata",
    KBUILD_BUILD_HOST: "guest",
    KBUILD_BUILD_VERSION: "1",
  };
}

/**
 * Compiles one target of the configured tree.
 * @param {string} tree
 * @param {"vmlinux" | "bzImage"} target
 * @param {RunOptions} options
 * @param {{ compiled?: number, onProgress?: (fraction: number, note: string) => void }} [more]
 *   `compiled`: number of files that need no compiling any more
 */
export async function compile(tree, target, options, { compiled = 0, onProgress = () => {} } = {}) {
  let objects = compiled;
  const onLine = (/** @type {string} */ line) => {
    if (!/^ {2}(CC|AS) /.test(line)) return;
    objects += 1;
    onProgress(Math.min(objects / expectedObjects, 0.99), `${objects} of about ${expectedObjects} files`);
  };
  const jobs = `-j${cpus().length}`;
  const env = reproducible(statSync(path.join(tree, "Makefile")).mtime);
  const args = ["-C", tree, "ARCH=i386", jobs, `KCFLAGS=${compilerFlags}`, target];
  await run("make", args, { ...options, name: `make ${target}`, env, onLine });
}

/**
 * Keeps what the later steps need of a compiled tree, all or nothing.
 * @param {string} tree
 * @param {string} dir
 * @returns {KernelParts}
 */
export function keepParts(tree, dir) {
  const partial = kernelParts(`${dir}.partial`);
  rmSync(partial.dir, { recursive: true, force: true });
  mkdirSync(partial.dir, { recursive: true });
  cpSync(path.join(tree, "vmlinux"), partial.vmlinux);
  cpSync(path.join(tree, "arch/x86/boot/bzImage"), partial.bzImage);
  cpSync(path.join(tree, "tools/include/nolibc"), partial.nolibc, { recursive: true });
  cpSync(path.join(tree, "include/config/kernel.release"), partial.release);
  rmSync(dir, { recursive: true, force: true });
  renameSync(partial.dir, dir);
  return kernelParts(dir);
}

/** @param {KernelParts} parts @returns {boolean} */
export function isBuilt(parts) {
  return existsSync(parts.release);
}
