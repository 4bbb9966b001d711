/**
 * Debian packages of two architectures, fetched and verified by apt without changing the machine's own apt:
 * lists, cache and status live in the project's cache. Each architecture has its own, so that a mirror that
 * is out of step for one of them does not keep the other from being read.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ImagesError } from "./errors.mjs";
import { pipeline, run } from "./run.mjs";

/** @typedef {import("./run.mjs").RunOptions} RunOptions */
/** @typedef {"amd64" | "i386"} Architecture */

/**
 * @typedef {object} Package one version of a binary package
 * @property {string} name
 * @property {string} version
 * @property {Architecture} list the architecture in whose list it was found
 * @property {string} source how to get its source code
 * @property {string[]} depends names of the packages it depends on, versions and alternatives left out
 */

/** Lists younger than this are used as they are. */
const listsLifetimeMs = 24 * 3600 * 1000;

/** A repository on one machine's disk: private apt state for one architecture. */
export class Repository {
  /** @param {string} dir where its state is kept @param {Architecture} architecture */
  constructor(dir, architecture) {
    this.architecture = architecture;
    this.dir = path.join(dir, architecture);
    this.stamp = path.join(this.dir, "updated");
    this.options = [
      ["APT::Architecture", architecture],
      ["APT::Architectures", architecture],
      ["Dir::State", this.dir],
      ["Dir::State::Lists", path.join(this.dir, "lists")],
      ["Dir::State::status", path.join(this.dir, "status")],
      ["Dir::Cache", path.join(this.dir, "cache")],
      ["Dir::Log", path.join(this.dir, "log")],
      ["APT::Sandbox::User", "root"],
      ["Acquire::Languages", "none"],
      ["Acquire::Retries", "3"],
    ].flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  }

  /** Whether the lists are there and recent. */
  isFresh(now = Date.now()) {
    return existsSync(this.stamp) && now - statSync(this.stamp).mtimeMs < listsLifetimeMs;
  }

  /**
   * Reads the package lists anew. A list that cannot be read is only an error if no package is found later.
   * @param {RunOptions} options
   */
  async update(options) {
    for (const sub of ["lists/partial", "cache/archives/partial", "log"]) {
      mkdirSync(path.join(this.dir, sub), { recursive: true });
    }
    writeFileSync(path.join(this.dir, "status"), "");
    try {
      await run("apt-get", [...this.options, "update"], { ...options, name: "apt-get update" });
    } catch (error) {
      options.signal.throwIfAborted();
      if (!readdirSync(path.join(this.dir, "lists")).some((name) => name.includes("Packages"))) throw error;
    }
    writeFileSync(this.stamp, "");
  }

  /** Makes the next build read the lists anew. */
  forget() {
    rmSync(this.stamp, { force: true });
  }

  /**
   * The newest version of each package.
   * @param {string[]} names
   * @param {RunOptions} options
   * @returns {Promise<Package[]>} in the order asked for
   */
  async resolve(names, options) {
    const args = [...this.options, "show", "--no-all-versions", ...names];
    const text = await run("apt-cache", args, options).catch(() => ""); // It fails if it knows none of them.
    options.signal.throwIfAborted();
    const found = new Map(parseControl(text).map((fields) => [fields.get("Package") ?? "", fields]));
    return names.map((name) => {
      const fields = found.get(name);
      if (!fields) {
        this.forget();
        throw new ImagesError(`apt knows no package ${name} for ${this.architecture}`, {
          advice:
            "Check the network connection and that /etc/apt has Debian 12's sources, then run it again.",
        });
      }
      return describePackage(fields, this.architecture);
    });
  }

  /**
   * Downloads packages into a folder.
   * @param {Package[]} packages
   * @param {string} dir
   * @param {RunOptions & { onFraction?: (fraction: number) => void }} options
   * @returns {Promise<string[]>} the .deb files, in the order asked for
   */
  async download(packages, dir, options) {
    mkdirSync(dir, { recursive: true });
    const wanted = packages.map(({ name, version }) => `${name}=${version}`);
    const onStatus = (/** @type {string} */ line) => {
      const percent = /^dlstatus:\d+:([\d.]+):/.exec(line)?.[1];
      if (percent !== undefined) options.onFraction?.(Number(percent) / 100);
    };
    const args = [...this.options, "-o", "APT::Status-Fd=3", "download", ...wanted];
    await run("apt-get", args, { ...options, name: "apt-get download", cwd: dir, onStatus });
    return packages.map((pkg) => {
      const start = `${pkg.name}_${pkg.version.replaceAll(":", "%3a")}_`;
      const file = readdirSync(dir).find((name) => name.startsWith(start));
      if (!file) throw new ImagesError(`apt downloaded no ${start}*.deb`);
      return path.join(dir, file);
    });
  }
}

/**
 * Parses Debian control paragraphs ("Field: value", continued by indented lines, separated by empty lines).
 * @param {string} text
 * @returns {Map<string, string>[]}
 */
export function parseControl(text) {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => {
      const fields = paragraph.replace(/\n[ \t]+/g, " ").split("\n");
      return new Map(
        fields
          .filter((line) => line.includes(":"))
          .map((line) => {
            const colon = line.indexOf(":");
            return /** @type {[string, string]} */ ([line.slice(0, colon), line.slice(colon + 1).trim()]);
          }),
      );
    });
}

/**
 * @param {Map<string, string>} fields a package's control paragraph
 * @param {Architecture} list
 * @returns {Package}
 */
export function describePackage(fields, list) {
  const name = fields.get("Package") ?? "";
  const version = fields.get("Version") ?? "";
  const [, sourceName = name, sourceVersion = version] =
    /^(\S+)(?:\s+\((.+)\))?$/.exec(fields.get("Source") ?? name) ?? [];
  // A signed kernel's own source package holds nothing but signatures: the code is in `linux`.
  const source = sourceName.startsWith("linux-signed-")
    ? `linux=${version}`
    : `${sourceName}=${sourceVersion}`;
  const depends = (fields.get("Depends") ?? "")
    .split(",")
    .map((item) => item.trim().split(/[\s|(]/)[0] ?? "")
    .filter((item) => item !== "");
  return { name, version, list, source: `apt-get source ${source}`, depends };
}

/**
 * Unpacks some files of a .deb into a folder, flat, and all or nothing.
 * @param {string} deb
 * @param {Record<string, string>} members path in the package → file name in the folder
 * @param {string} dir
 * @param {RunOptions} options
 */
export async function unpackMembers(deb, members, dir, options) {
  const partial = `${dir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const paths = Object.keys(members).map((member) => `./${member}`);
  await pipeline(
    [
      ["dpkg-deb", "--fsys-tarfile", deb],
      ["tar", "-x", "-C", partial, "--no-same-owner", ...paths],
    ],
    { ...options, name: `unpacking ${path.basename(deb)}` },
  );
  for (const [member, name] of Object.entries(members)) {
    renameSync(path.join(partial, member), path.join(partial, name));
  }
  for (const entry of readdirSync(partial, { withFileTypes: true })) {
    if (entry.isDirectory()) rmSync(path.join(partial, entry.name), { recursive: true });
  }
  rmSync(dir, { recursive: true, force: true });
  renameSync(partial, dir);
}
