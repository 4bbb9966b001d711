/** Where the images can be built: here, in a Debian container, or not at all. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { exitStatus, ImagesError } from "./errors.mjs";
import { isInstalled, missingTools } from "./tools.mjs";

/** The image in which the build runs elsewhere than on Debian 12. */
const containerImage = "debian:12";
/** Where the container sees the project. */
const mountPoint = "/strata";
/** Set in the container, so that the script inside knows that it is the inner one. */
export const insideVariable = "STRATA_IMAGES_INSIDE";

/**
 * @typedef {object} Machine
 * @property {boolean} isDebian12
 * @property {string} cpu as in `process.arch`
 * @property {boolean} isRoot
 * @property {string[]} missing packages that would have to be installed
 * @property {(engine: "docker" | "podman") => boolean} engineAnswers whether a container engine is there and running
 */

/** @typedef {{ where: "here" } | { where: "container", engine: "docker" | "podman" } | { where: "nowhere", why: string }} Decision */

/**
 * @param {Machine} machine
 * @returns {Decision}
 */
export function decidePlace({ isDebian12, cpu, isRoot, missing, engineAnswers }) {
  if (isDebian12 && cpu === "x64" && (isRoot || missing.length === 0)) return { where: "here" };
  for (const engine of /** @type {const} */ (["docker", "podman"])) {
    if (engineAnswers(engine)) return { where: "container", engine };
  }
  const why =
    isDebian12 && cpu === "x64"
      ? `building it needs root, to install ${missing.join(", ")}`
      : "building it needs Debian 12 on x86-64 with root, or a running Docker or Podman";
  return { where: "nowhere", why };
}

/** @param {string} osRelease content of /etc/os-release @returns {boolean} */
export function isDebian12(osRelease) {
  return /^ID="?debian"?$/m.test(osRelease) && /^VERSION_ID="?12"?$/m.test(osRelease);
}

/** @returns {Machine} this one */
export function thisMachine() {
  let osRelease = "";
  try {
    osRelease = readFileSync("/etc/os-release", "utf8");
  } catch {
    // No Linux.
  }
  return {
    isDebian12: isDebian12(osRelease),
    cpu: process.arch,
    isRoot: process.getuid?.() === 0,
    missing: missingTools(),
    engineAnswers: (engine) =>
      isInstalled(engine) && spawnSync(engine, ["info"], { stdio: "ignore", timeout: 20_000 }).status === 0,
  };
}

/** @param {string} why @returns {ImagesError} */
export function unavailable(why) {
  return new ImagesError(`The app runs without the real guest: ${why}.`, { status: exitStatus.unavailable });
}

/**
 * The arguments after `docker` or `podman` that run the build in a container. Its root installs what is needed;
 * the script gives the files to the owner of the project folder, as that container sees the owner.
 * @param {{ project: string, terminal: boolean }} options
 * @returns {string[]}
 */
export function containerArguments({ project, terminal }) {
  const script = [
    "export DEBIAN_FRONTEND=noninteractive",
    "apt-get -qq update >/dev/null",
    "apt-get -qq -y --no-install-recommends install nodejs >/dev/null 2>&1",
    "exec node guest/build.mjs",
  ].join(" && ");
  return [
    "run",
    "--rm",
    "--init",
    "--platform=linux/amd64",
    ...(terminal ? ["--tty"] : []),
    `--volume=${project}:${mountPoint}`,
    `--workdir=${mountPoint}`,
    `--env=${insideVariable}=1`,
    containerImage,
    "sh",
    "-c",
    script,
  ];
}
