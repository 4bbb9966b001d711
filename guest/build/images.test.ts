import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { imagesUpToDate } from "./images.mjs";
import { inputsHash } from "./inputs.mjs";
import { makeManifest } from "./manifest.mjs";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "strata-images-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

const writeManifest = (inputs: string) => {
  const facts = { inputs, kernelRelease: "6.1", generalKernelRelease: "6.1-686", entries: [] };
  writeFileSync(path.join(dir, "manifest.json"), JSON.stringify(makeManifest(facts)));
};

it("images are up to date if they were made from the recipe as it is now", () => {
  expect(imagesUpToDate(dir)).toBe(false);
  writeManifest("another recipe");
  expect(imagesUpToDate(dir)).toBe(false);
  writeManifest(inputsHash());
  expect(imagesUpToDate(dir)).toBe(true);
});
