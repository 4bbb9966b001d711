/** What a first visit has to load, against what it was allowed. Bytes do not depend on the machine. */
import { readdir, readFile, stat } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { entriesFor, parseManifest } from "../app/emulator/manifest";
import { type Ratio, ratio } from "./ratio";

/** Compressed bytes of the first load's JavaScript, and of all that the `microvm` profile needs. */
const FIRST_LOAD_BYTES = 150_000;
const MICROVM_BYTES = 3_000_000;

async function gzipped(prefix: string): Promise<number> {
  const files = (await readdir("dist/assets")).filter(
    (file) => file.startsWith(prefix) && file.endsWith(".js"),
  );
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(`dist/assets/${file}`), { level: 9 }).length),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

/** Sizes of the built app and images. */
export async function downloadRatios(): Promise<Ratio[]> {
  const manifest = parseManifest(JSON.parse(await readFile("public/images/manifest.json", "utf8")));
  const images = await Promise.all(
    entriesFor(manifest, "microvm").map(async ({ file }) => (await stat(`public/images/${file}.gz`)).size),
  );
  const microvm = images.reduce((sum, bytes) => sum + bytes, await gzipped("guest-"));
  return [
    ratio("first load's JavaScript / budget, bytes", await gzipped("index-"), FIRST_LOAD_BYTES, 1),
    ratio("all that microvm needs / budget, bytes", microvm, MICROVM_BYTES, 1),
  ];
}
