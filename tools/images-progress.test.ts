import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readProgress } from "./images-progress.mjs";

const NOW = Date.parse("2026-01-01T00:01:00Z");
let folder = "";
let file = "";

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "progress-"));
  file = path.join(folder, "progress.json");
});
afterEach(() => rm(folder, { recursive: true }));

const read = async () => JSON.parse((await readProgress(NOW, file)) ?? "null");
const building = (updatedAt: string) => ({ state: "building", percent: 41, message: "kernel", updatedAt });

it("passes on what a living build says", async () => {
  await writeFile(file, JSON.stringify(building("2026-01-01T00:00:58Z")));
  expect(await read()).toMatchObject({ state: "building", percent: 41 });
});

it("does not keep anybody waiting for a build that died", async () => {
  await writeFile(file, JSON.stringify(building("2026-01-01T00:00:30Z")));
  expect(await read()).toMatchObject({ state: "failed", message: expect.stringContaining("stopped") });
});

it("says nothing where there was no build, or half a file", async () => {
  expect(await read()).toBeNull();
  await writeFile(file, '{"state":"buil');
  expect(await read()).toBeNull();
});
