import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lineSplitter, pipeline, quote, run } from "./run.mjs";

describe("commands", () => {
  let dir = "";
  const options = () => ({ log: path.join(dir, "log"), signal: new AbortController().signal });
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "strata-run-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("answer with their output, line by line as well, and leave it in the log", async () => {
    const lines: string[] = [];
    const args = ["-c", "echo one; echo two; echo three >&2"];
    const text = await run("sh", args, { ...options(), onLine: (line) => lines.push(line) });
    expect(text).toBe("one\ntwo\n");
    expect(lines).toEqual(["one", "two"]);
    expect(readFileSync(path.join(dir, "log"), "utf8")).toContain("three");
  });

  it("fail with their last 20 lines", async () => {
    const failing = run("sh", ["-c", "seq 30; exit 7"], { ...options(), name: "counting" });
    await expect(failing).rejects.toMatchObject({
      message: "counting ended with 7",
      details: Array.from({ length: 20 }, (_, index) => String(index + 11)),
    });
  });

  it("fail as a pipeline if any part does", async () => {
    const parts = [["sh", "-c", `echo "it's"; exit 3`], ["cat"]];
    await expect(pipeline(parts, options())).rejects.toMatchObject({ details: ["it's"] });
  });

  it("end with all their descendants when they are aborted", async () => {
    const abort = new AbortController();
    const onLine = () => abort.abort();
    const endless = run("sh", ["-c", "echo started; sleep 1000 | sleep 1000"], {
      ...options(),
      signal: abort.signal,
      onLine,
    });
    await expect(endless).rejects.toThrow("aborted");
  });

  it("report on descriptor 3", async () => {
    const status: string[] = [];
    await run("sh", ["-c", "echo half >&3"], { ...options(), onStatus: (line) => status.push(line) });
    expect(status).toEqual(["half"]);
  });

  it("are quoted for a shell only where they must be", () => {
    expect(["a/b-c.d", "a b", "it's", "*.[ch]"].map(quote)).toEqual([
      "a/b-c.d",
      "'a b'",
      "'it'\\''s'",
      "'*.[ch]'",
    ]);
  });
});

describe("lines", () => {
  it("are put together from any chunks, the last one included", () => {
    const lines: string[] = [];
    const splitter = lineSplitter((line) => lines.push(line));
    for (const chunk of ["a", "b\nc", "\n", "\nd"]) splitter.push(chunk);
    splitter.end();
    expect(lines).toEqual(["ab", "c", "", "d"]);
  });
});
