import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isStale, lockHolder, tryLock } from "./lock.mjs";

describe("the lock", () => {
  let file = "";
  beforeEach(() => {
    file = path.join(mkdtempSync(path.join(tmpdir(), "strata-lock-")), "lock");
  });
  afterEach(() => rmSync(path.dirname(file), { recursive: true }));

  it("has one holder at a time and is free after it", () => {
    const release = tryLock(file);
    expect(release).toBeTypeOf("function");
    expect(lockHolder(file)).toBe(process.pid);
    expect(tryLock(file)).toBeUndefined();
    release?.();
    expect(lockHolder(file)).toBeUndefined();
    const again = tryLock(file);
    expect(again).toBeTypeOf("function");
    again?.();
  });

  it("is taken over from a holder that shows no life", () => {
    writeFileSync(file, String(process.ppid));
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(file, longAgo, longAgo);
    const release = tryLock(file);
    expect(readFileSync(file, "utf8")).toBe(String(process.pid));
    release?.();
  });

  it("is stale if its holder is gone, silent for long, or no process at all", () => {
    const alive = () => true;
    expect(isStale({ pid: 123, ageMs: 1_000 }, alive)).toBe(false);
    expect(isStale({ pid: 123, ageMs: 1_000 }, () => false)).toBe(true);
    expect(isStale({ pid: 123, ageMs: 600_000 }, alive)).toBe(true);
    expect(isStale({ pid: Number.NaN, ageMs: 0 }, alive)).toBe(true);
    expect(isStale({ pid: 0, ageMs: 0 }, alive)).toBe(true);
  });
});
