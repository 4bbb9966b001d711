/** The programs that the build needs and the Debian packages that bring them. */
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { run } from "./run.mjs";

/** Debian package → one program or file whose presence shows that it is installed. */
const toolPackages = Object.freeze({
  gcc: "gcc",
  binutils: "ld",
  "libc6-dev": "/usr/include/stdio.h",
  make: "make",
  bison: "bison",
  flex: "flex",
  m4: "m4",
  bc: "bc",
  "xz-utils": "xz",
  lz4: "lz4",
  zopfli: "zopfli",
});

/** @param {string} nameOrPath @returns {boolean} */
export function isInstalled(nameOrPath) {
  if (path.isAbsolute(nameOrPath)) return existsSync(nameOrPath);
  const { PATH = "" } = process.env;
  return PATH.split(path.delimiter).some((dir) => {
    try {
      accessSync(path.join(dir, nameOrPath), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @returns {string[]} packages that have to be installed first */
export function missingTools(has = isInstalled) {
  return Object.entries(toolPackages)
    .filter(([, probe]) => !has(probe))
    .map(([name]) => name);
}

/**
 * Installs packages with the machine's own apt. Needs root.
 * @param {string[]} packages
 * @param {import("./run.mjs").RunOptions} options
 */
export async function installTools(packages, options) {
  const quiet = { ...options, name: "apt-get", env: { DEBIAN_FRONTEND: "noninteractive" } };
  const install = ["-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", "install", ...packages];
  await run("apt-get", ["-o", "DPkg::Lock::Timeout=300", "update"], quiet);
  await run("apt-get", install, quiet);
}
