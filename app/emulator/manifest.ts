/** `manifest.json` of the image folder: what was built, how large, from what, under which licence. */
import * as z from "zod/mini";
import { EMULATOR_FILE, PROFILE_FILES } from "./profiles";
import type { BootProfile, ImageRole } from "./protocol";

// Compiling validators at run time needs eval, which the served page's Content-Security-Policy forbids.
z.config({ jitless: true });

const entrySchema = z.object({
  /** File name; its gzip-compressed form is `FILE.gz` beside it. */
  file: z.string(),
  bytes: z.number(),
  gzipBytes: z.number(),
  /** SHA-256 of the uncompressed file, hexadecimal. */
  sha256: z.string(),
  package: z.string(),
  version: z.string(),
  licence: z.string(),
  source: z.string(),
});

const manifestSchema = z.object({
  /** Changes whenever any file does: saved states are kept under it. */
  hash: z.string(),
  kernelRelease: z.string(),
  entries: z.array(entrySchema),
});

export type ManifestEntry = z.infer<typeof entrySchema>;
export type Manifest = z.infer<typeof manifestSchema>;

/** Reads a manifest. @throws {Error} naming the first field that is not as it should be. */
export function parseManifest(json: unknown): Manifest {
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `manifest.json: ${issue?.path.join(".") || "(whole file)"}: ${issue?.message ?? "invalid"}`,
  );
}

/** The entry of a file. @throws {Error} when the manifest does not list it. */
export function entryOf(manifest: Manifest, file: string): ManifestEntry {
  const entry = manifest.entries.find((candidate) => candidate.file === file);
  if (!entry) throw new Error(`manifest.json does not list ${file}`);
  return entry;
}

/** Everything that one profile's boot needs, the emulator included. */
export function entriesFor(manifest: Manifest, profile: BootProfile): ManifestEntry[] {
  return [EMULATOR_FILE, ...Object.values(PROFILE_FILES[profile])].map((file) => entryOf(manifest, file));
}

/** File names of a profile with the part that each plays. */
export function rolesOf(profile: BootProfile): [ImageRole, string][] {
  return Object.entries(PROFILE_FILES[profile]) as [ImageRole, string][];
}
