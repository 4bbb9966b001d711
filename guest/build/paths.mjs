/** Where the image build reads from and writes to. Every path is absolute. */
import path from "node:path";
import { fileURLToPath } from "node:url";

export const projectDir = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

const inProject = (/** @type {string[]} */ ...parts) => path.join(projectDir, ...parts);

/** The recipe: kernel configuration, root file system, boot stub. */
export const kernelDir = inProject("guest", "kernel");
export const rootfsDir = inProject("guest", "rootfs");
export const guestDir = inProject("guest");

/** The npm package that brings the emulator. */
export const emulatorDir = inProject("node_modules", "v86");

/** What the build makes. Replaced as a whole, never file by file. */
export const imagesDir = inProject("public", "images");

/** Everything that may be deleted at any time; it only costs the next build its head start. */
export const cacheRoot = inProject(".cache");
export const cacheDir = inProject(".cache", "images");
export const logFile = inProject(".cache", "images.log");
export const lockFile = inProject(".cache", "images.lock");
export const progressFile = inProject(".cache", "images-progress.json");
