/** Guest images from disk, for the command-line faces, tests and benchmarks. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { EMULATOR_FILE, PROFILE_FILES } from "../app/emulator/profiles";
import type { BootProfile, ImageRole, ImageSet, MachineSpec } from "../app/emulator/protocol";

const IMAGES = path.resolve(import.meta.dirname, "../public/images");

/** The bytes of one image. @throws {Error} that says how to build the images when it is not there. */
async function image(file: string): Promise<ArrayBuffer> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(path.join(IMAGES, file));
    return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  } catch (error) {
    throw new Error(`${file} is not in public/images: build the images first with "npm run images"`, {
      cause: error,
    });
  }
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** A machine of the given profile, ready to boot. The emulator is compiled once per process. */
export async function machineSpec(profile: BootProfile, hostname = "vm"): Promise<MachineSpec> {
  compiled ??= image(EMULATOR_FILE).then((bytes) => WebAssembly.compile(bytes));
  const files: ImageSet = {};
  for (const [role, file] of Object.entries(PROFILE_FILES[profile]) as [ImageRole, string][])
    files[role] = await image(file);
  return { profile, hostname, wasm: await compiled, files };
}
