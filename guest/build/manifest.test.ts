import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { filesMatch, hashEntries, makeManifest, readManifest, sha256 } from "./manifest.mjs";

const origin = {
  package: "p",
  version: "1",
  licence: "MIT",
  licenceFiles: ["licences/p.txt"],
  source: "apt-get source p=1",
  description: "d",
};
const entry = (file: string, content: string) => ({
  file,
  bytes: content.length,
  gzipBytes: 3,
  sha256: sha256(content),
  ...origin,
});
const entries = [entry("v86.wasm", "emulator"), entry("bzImage", "kernel")];
const manifest = makeManifest({
  inputs: "i",
  kernelRelease: "6.1",
  generalKernelRelease: "6.1-686",
  entries,
});

describe("the manifest", () => {
  let dir = "";
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "strata-manifest-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("has a hash that depends on every file's name and content, not on their order", () => {
    const changed = entries.with(0, entry("v86.wasm", "Emulator"));
    expect(hashEntries(entries.toReversed())).toBe(manifest.hash);
    expect(hashEntries(changed)).not.toBe(manifest.hash);
    expect(hashEntries(entries.slice(1))).not.toBe(manifest.hash);
  });

  it("adds up what each profile downloads", () => {
    expect(manifest.profiles).toMatchObject({ pc: { gzipBytes: 6 }, microvm: { gzipBytes: 3 } });
  });

  it("is read back, and only in the schema we know", () => {
    const file = path.join(dir, "manifest.json");
    expect(readManifest(dir)).toBeUndefined();
    writeFileSync(file, JSON.stringify(manifest));
    expect(readManifest(dir)).toEqual(manifest);
    writeFileSync(file, JSON.stringify({ ...manifest, schema: 999 }));
    expect(readManifest(dir)).toBeUndefined();
    writeFileSync(file, "{");
    expect(readManifest(dir)).toBeUndefined();
  });

  it("notices a file that is missing or has another size", () => {
    for (const { file, bytes } of entries) {
      writeFileSync(path.join(dir, file), "x".repeat(bytes));
      writeFileSync(path.join(dir, `${file}.gz`), "xxx");
    }
    expect(filesMatch(dir, manifest)).toBe(true);
    writeFileSync(path.join(dir, "bzImage.gz"), "xx");
    expect(filesMatch(dir, manifest)).toBe(false);
    rmSync(path.join(dir, "bzImage.gz"));
    expect(filesMatch(dir, manifest)).toBe(false);
  });
});
