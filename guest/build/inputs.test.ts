import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { filesUnder, hashFolder } from "./inputs.mjs";

describe("the hash of the inputs", () => {
  let dir = "";
  const write = (name: string, content: string) => writeFileSync(path.join(dir, name), content);
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), "strata-inputs-"));
    mkdirSync(path.join(dir, "sub"));
    write("b", "one");
    write("sub/a", "two");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("covers all files in a fixed order", () => {
    expect(filesUnder(dir)).toEqual(["b", "sub/a"]);
  });

  it("changes with a name, a content, an executable bit, a link's target and the extra", () => {
    const seen = new Set([hashFolder(dir, "")]);
    const expectNew = (extra = "") => {
      const hash = hashFolder(dir, extra);
      expect(seen).not.toContain(hash);
      seen.add(hash);
    };
    write("b", "One");
    expectNew();
    write("c", "One");
    expectNew();
    chmodSync(path.join(dir, "c"), 0o755);
    expectNew();
    symlinkSync("b", path.join(dir, "link"));
    expectNew();
    expectNew("v86 1.0");
  });

  it("ignores documentation and tests", () => {
    const before = hashFolder(dir, "");
    write("README.md", "text");
    write("sub/thing.test.ts", "test");
    expect(hashFolder(dir, "")).toBe(before);
  });
});
