/** The progress of an image build, for the page: the file that the build writes, read with care. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("../.cache/images-progress.json", import.meta.url));

/** Where the page reads it. */
export const PROGRESS_URL = "/images/progress.json";

/** A build renews its progress every two seconds; one that has not for this long is dead, in milliseconds. */
const DEAD_AFTER_MS = 15_000;

/**
 * What the last build said of itself, as JSON, or null when there was none.
 * @param {number} [now] milliseconds since 1970
 * @param {string} [file]
 * @returns {Promise<string | null>}
 */
export async function readProgress(now = Date.now(), file = FILE) {
  try {
    const progress = JSON.parse(await readFile(file, "utf8"));
    const silentMs = now - Date.parse(progress.updatedAt);
    if (progress.state !== "building" || silentMs < DEAD_AFTER_MS) return JSON.stringify(progress);
    return JSON.stringify({
      ...progress,
      state: "failed",
      message: "the build of the guest images stopped half-way",
    });
  } catch {
    return null;
  }
}
