import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ImagesError } from "./errors.mjs";
import { drawBar, formatDuration, overallPercent, Progress, readReport } from "./progress.mjs";

const steps = [
  { id: "a", title: "Step A", weight: 3 },
  { id: "b", title: "Step B", weight: 1 },
];

describe("progress", () => {
  let dir = "";
  let printed = "";
  const out = { isTTY: false, write: (text: string) => (printed += text) };
  const file = () => path.join(dir, "progress.json");
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "strata-progress-"));
    printed = "";
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("weighs the steps", () => {
    expect(overallPercent([])).toBe(0);
    const half = { weight: 3, fraction: 0.5 };
    expect(overallPercent([half, { weight: 1, fraction: 1 }])).toBe(62);
  });

  it("is drawn as a bar of constant length", () => {
    expect(drawBar(0)).toBe(`[${".".repeat(24)}]`);
    expect(drawBar(50)).toBe(`[${"#".repeat(12)}${".".repeat(12)}]`);
    expect(drawBar(100)).toBe(`[${"#".repeat(24)}]`);
  });

  it("writes times as a person does", () => {
    expect(formatDuration(7_350)).toBe("7.3 s");
    expect(formatDuration(185_400)).toBe("3 min 05 s");
    expect(formatDuration(119_700)).toBe("2 min 00 s");
  });

  it("is a plain line per event where there is no terminal, and a file for the page", async () => {
    const progress = new Progress({ file: file(), out });
    progress.plan(steps);
    await progress.step("a", () => {
      expect(readReport(file())).toMatchObject({
        state: "building",
        phase: "a",
        percent: 0,
        message: "Step A",
      });
    });
    expect(printed).toMatch(/^Step A …\nStep A: \d+\.\d s\n$/);
    progress.drop("b");
    progress.finish("ready", "Ready");
    expect(readReport(file())).toMatchObject({ state: "ready", phase: "", percent: 100, message: "Ready" });
    expect(progress.summary()).toHaveLength(2);
  });

  it("is one line that is drawn again on a terminal", async () => {
    const progress = new Progress({ file: file(), out: { ...out, isTTY: true, columns: 30 } });
    progress.plan(steps);
    await progress.step("a", () => {});
    const lines = printed.replaceAll("\u001b[K", "").split(/[\r\n]+/);
    expect(lines.some((line) => line.startsWith("[###"))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(30);
  });

  it("says which step failed, keeps what is known, and stays with the first end", async () => {
    const progress = new Progress({ file: file(), out: undefined });
    progress.plan(steps);
    const work = () => {
      throw new ImagesError("no network", { advice: "Wait.", details: ["line"] });
    };
    await expect(progress.step("a", work)).rejects.toMatchObject({
      message: "Step A: no network",
      advice: "Wait.",
      details: ["line"],
    });
    progress.finish("failed", "Step A: no network");
    progress.finish("ready", "Ready");
    expect(readReport(file())).toMatchObject({ state: "failed", phase: "a", message: "Step A: no network" });
  });

  it("is unknown where no file is", () => {
    expect(readReport(path.join(dir, "none"))).toBeUndefined();
  });
});
