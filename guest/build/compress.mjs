/** gzip for static hosting: the smallest output that is worth its time, remembered by content. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { sha256 } from "./manifest.mjs";
import { run } from "./run.mjs";

/** More iterations of zopfli than this made none of the images smaller. One takes about 0.5 s. */
const zopfliIterations = 5;

/**
 * @typedef {"zopfli" | "zlib"} Method zopfli saves about 3 %, but for data that hardly compresses it is a waste
 */

/**
 * @param {string} sum SHA-256 of the input, hexadecimal
 * @param {Method} method
 * @param {string} cacheDir
 * @returns {string} where the result is remembered
 */
export function compressedFile(sum, method, cacheDir) {
  return path.join(cacheDir, `${sum}.${method}.gz`);
}

/**
 * Writes `FILE.gz` beside a file.
 * @param {string} file
 * @param {Method} method
 * @param {string} cacheDir keeps every result under the hash of its input
 * @param {import("./run.mjs").RunOptions} options
 * @returns {Promise<{ bytes: number, gzipBytes: number, sha256: string }>}
 */
export async function compressBeside(file, method, cacheDir, options) {
  const data = readFileSync(file);
  const sum = sha256(data);
  const kept = compressedFile(sum, method, cacheDir);
  if (!existsSync(kept)) {
    mkdirSync(cacheDir, { recursive: true });
    const partial = `${kept}.partial`;
    if (method === "zopfli") {
      // zopfli writes its result beside its input and takes no other name.
      const copy = path.join(cacheDir, `${sum}.input`);
      copyFileSync(file, copy);
      await run("zopfli", [`--i${zopfliIterations}`, copy], options);
      renameSync(`${copy}.gz`, partial);
      rmSync(copy);
    } else {
      writeFileSync(partial, await promisify(gzip)(data, { level: 9 }));
    }
    renameSync(partial, kept);
  }
  copyFileSync(kept, `${file}.gz`);
  return { bytes: data.length, gzipBytes: readFileSync(kept).length, sha256: sum };
}
