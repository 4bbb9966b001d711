/** The programmatic face of the image build: is there anything to do, and do it. */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { buildHere } from "./build-here.mjs";
import { exitStatus, ImagesError } from "./errors.mjs";
import { emulatorVersion, inputsHash } from "./inputs.mjs";
import { lockHolder, tryLock } from "./lock.mjs";
import { filesMatch, readManifest } from "./manifest.mjs";
import { giveToProjectOwner } from "./ownership.mjs";
import { cacheRoot, imagesDir, lockFile, logFile, progressFile, projectDir } from "./paths.mjs";
import { containerArguments, decidePlace, insideVariable, thisMachine, unavailable } from "./platform.mjs";
import { Progress, readReport } from "./progress.mjs";

/** @typedef {import("./manifest.mjs").Manifest} Manifest */
/** @typedef {import("./progress.mjs").Report} Report */

/**
 * @typedef {object} EnsureOptions
 * @property {boolean} [quiet] print nothing
 * @property {(report: Report) => void} [onProgress]
 * @property {AbortSignal} [signal] ends the build and all its processes
 */

/** How often a run that waits for another one looks at its progress, in milliseconds. */
const pollMs = 300;

/**
 * Takes milliseconds and needs no network.
 * @param {string} [dir]
 * @returns {boolean} whether the images are complete and made from the recipe as it is now
 */
export function imagesUpToDate(dir = imagesDir) {
  const manifest = readManifest(dir);
  return manifest !== undefined && manifest.inputs === inputsHash() && filesMatch(dir, manifest);
}

/**
 * Builds the images unless they are up to date.
 * @param {EnsureOptions} [options]
 * @returns {Promise<{ built: boolean, manifest: Manifest }>}
 * @throws {ImagesError} with `status` as in `exitStatus`
 */
export async function ensureImages({
  quiet = false,
  onProgress,
  signal = new AbortController().signal,
} = {}) {
  const out = quiet ? undefined : process.stdout;
  const settings = { out, signal, ...(onProgress ? { onProgress } : {}) };
  let built = false;
  // What changes while it is being built is for the next run.
  while (!built && !imagesUpToDate()) {
    signal.throwIfAborted();
    if (emulatorVersion() === undefined) {
      throw new ImagesError("The emulator is not installed", { advice: "Run `npm install` first." });
    }
    const inside = process.env[insideVariable] !== undefined;
    const release = inside ? () => {} : tryLock(lockFile);
    if (!release) {
      await follow(settings);
      continue;
    }
    try {
      await build(settings, inside);
      built = true;
    } finally {
      release();
    }
  }
  const manifest = readManifest(imagesDir);
  if (!manifest) throw new ImagesError("The images disappeared while they were looked at");
  if (readReport(progressFile)?.state !== "ready")
    makeProgress({ signal, out: undefined }).finish("ready", "Ready");
  return { built, manifest };
}

/** @typedef {{ out: NodeJS.WriteStream | undefined, signal: AbortSignal, onProgress?: (report: Report) => void }} Settings */

/** @param {Settings} settings */
function makeProgress({ out, onProgress }) {
  return new Progress({ file: progressFile, out, ...(onProgress ? { onReport: onProgress } : {}) });
}

/** @param {Settings} settings @param {boolean} inside */
async function build(settings, inside) {
  mkdirSync(cacheRoot, { recursive: true });
  const progress = makeProgress(settings);
  try {
    const place = inside ? /** @type {const} */ ({ where: "here" }) : decidePlace(thisMachine());
    if (place.where === "nowhere") throw unavailable(place.why);
    if (place.where === "container") {
      const message = `Building in a Debian 12 container with ${place.engine}`;
      progress.line(message);
      progress.announce(message);
      return await buildInContainer(place.engine, settings);
    }
    writeFileSync(logFile, `Image build of ${new Date().toISOString()}\n`);
    await buildHere({ progress, signal: settings.signal, log: logFile });
    progress.finish("ready", "Ready");
    for (const line of progress.summary()) settings.out?.write(`${line}\n`);
  } catch (error) {
    const wanted = settings.signal.aborted;
    const failure = wanted ? new ImagesError("Interrupted", { status: exitStatus.interrupted }) : error;
    const isUnavailable = failure instanceof ImagesError && failure.status === exitStatus.unavailable;
    progress.finish(
      isUnavailable ? "unavailable" : "failed",
      failure instanceof Error ? failure.message : String(failure),
    );
    throw failure;
  } finally {
    giveToProjectOwner();
  }
}

/**
 * Waits for another run to end and shows its progress as one's own.
 * @param {Settings} settings
 */
async function follow({ out, signal, onProgress }) {
  out?.write("Another run is building the images; waiting for it.\n");
  let shown = "";
  while (lockHolder(lockFile) !== undefined) {
    signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    const report = readReport(progressFile);
    if (!report) continue;
    onProgress?.(report);
    const line = `${String(report.percent).padStart(3)} %  ${report.message}`;
    const news = out?.isTTY ? line : report.phase;
    if (news === shown) continue;
    shown = news;
    out?.write(out.isTTY ? `\r\x1b[K${line.slice(0, (out.columns ?? 80) - 1)}` : `${line}\n`);
  }
  if (out?.isTTY) out.write("\r\x1b[K");
}

/**
 * Runs this same script in a Debian container. It writes the progress file; this process passes it on.
 * @param {"docker" | "podman"} engine
 * @param {Settings} settings
 */
async function buildInContainer(engine, { out, signal, onProgress }) {
  const terminal = out?.isTTY === true && process.stdin.isTTY === true;
  const child = spawn(engine, containerArguments({ project: projectDir, terminal }), {
    stdio: ["ignore", out ? "inherit" : "ignore", out ? "inherit" : "ignore"],
  });
  const stop = () => child.kill("SIGTERM");
  signal.addEventListener("abort", stop, { once: true });
  const watch = setInterval(() => {
    const report = readReport(progressFile);
    if (report) onProgress?.(report);
  }, pollMs);
  try {
    const status = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, killedBy) => resolve(code ?? killedBy));
    });
    signal.throwIfAborted();
    if (status !== 0) {
      const inner = readReport(progressFile);
      const why = inner?.state === "failed" ? inner.message : `the ${engine} container ended with ${status}`;
      throw new ImagesError(`Building in a container: ${why}`, {
        advice: `Look at ${logFile}, then run \`npm run images\` again.`,
      });
    }
  } finally {
    clearInterval(watch);
    signal.removeEventListener("abort", stop);
  }
}
