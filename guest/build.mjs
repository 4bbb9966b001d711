#!/usr/bin/env node
/** `npm run images`: builds `public/images`, or says within a second that there is nothing to do. */
import { exitStatus, ImagesError } from "./build/errors.mjs";
import { ensureImages } from "./build/images.mjs";
import { logFile } from "./build/paths.mjs";
import { insideVariable } from "./build/platform.mjs";

const abort = new AbortController();
process.once("SIGINT", () => abort.abort());
process.once("SIGTERM", () => abort.abort());

try {
  const { built, manifest } = await ensureImages({ signal: abort.signal });
  const state = built ? "built" : "up to date";
  if (process.env[insideVariable] === undefined)
    process.stdout.write(
      `public/images is ${state}: Linux ${manifest.kernelRelease}, ${manifest.entries.length} images\n`,
    );
} catch (error) {
  process.exitCode = abort.signal.aborted ? exitStatus.interrupted : exitStatus.failed;
  if (error instanceof ImagesError) {
    process.exitCode = error.status;
    for (const line of error.details) console.error(`  ${line}`);
    console.error([error.message, error.advice].filter(Boolean).join(". "));
    if (error.status === exitStatus.failed) console.error(`The whole log is in ${logFile}`);
  } else if (!abort.signal.aborted) {
    console.error(error);
  }
}
