/** One build at a time: a lock file that names its holder and shows that the holder is alive. */
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

/** The holder touches its lock this often. */
const heartbeatMs = 2_000;
/** A lock not touched for this long is stale, whatever process has its holder's number now. */
const staleMs = 60_000;

/** @param {number} pid @returns {boolean} */
function processExists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * @param {{ pid: number, ageMs: number }} lock `ageMs`: since its holder last touched it
 * @param {(pid: number) => boolean} exists
 */
export function isStale({ pid, ageMs }, exists = processExists) {
  return !Number.isInteger(pid) || pid <= 0 || ageMs > staleMs || !exists(pid);
}

/** @param {string} file @returns {number | undefined} the living holder, or undefined if the lock is free or stale */
export function lockHolder(file) {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return isStale({ pid, ageMs: Date.now() - statSync(file).mtimeMs }) ? undefined : pid;
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock if nobody alive holds it.
 * @param {string} file
 * @returns {(() => void) | undefined} gives the lock back; undefined if it is held
 */
export function tryLock(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      try {
        linkSync(mine, file); // fails if the lock exists, and never leaves one without its content
        return hold(file);
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
        if (lockHolder(file) !== undefined) return undefined;
        removeStale(file);
      }
    }
    return undefined;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Moves a stale lock away; if somebody else was quicker, their fresh one goes back. @param {string} file */
function removeStale(file) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (lockHolder(aside) !== undefined) linkSync(aside, file);
  } catch {
    // It is gone already, or taken again.
  }
  rmSync(aside, { force: true });
}

/** @param {string} file @returns {() => void} */
function hold(file) {
  const release = () => {
    clearInterval(heartbeat);
    process.removeListener("exit", release);
    rmSync(file, { force: true });
  };
  const heartbeat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // Somebody cleared the cache; the build itself will notice.
    }
  }, heartbeatMs);
  heartbeat.unref();
  process.on("exit", release);
  return release;
}
