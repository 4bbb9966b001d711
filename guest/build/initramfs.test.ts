import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  appletsOf,
  buildInitramfs,
  characterDevice,
  directory,
  encodeCpio,
  file,
  symlink,
  withParents,
  wordsOf,
} from "./initramfs.mjs";

/** Reads a newc archive back: an independent, minimal decoder. */
function decode(archive: Buffer) {
  const entries: { name: string; mode: number; time: number; device: number[]; data: string }[] = [];
  for (let at = 0; ; ) {
    const field = (n: number) =>
      Number.parseInt(archive.toString("latin1", at + 6 + 8 * n, at + 14 + 8 * n), 16);
    expect(archive.toString("latin1", at, at + 6)).toBe("070701");
    const name = archive.toString("utf8", at + 110, at + 110 + field(11) - 1);
    if (name === "TRAILER!!!") return entries;
    const start = (at + 110 + field(11) + 3) & ~3;
    const data = archive.toString("utf8", start, start + field(6));
    entries.push({ name, mode: field(1), time: field(5), device: [field(9), field(10)], data });
    at = (start + field(6) + 3) & ~3;
  }
}

describe("encodeCpio", () => {
  const entries = [
    directory("dev"),
    characterDevice("dev/console", 5, 1),
    file("init", "#!/bin/sh\n", 0o755),
    symlink("sh", "busybox"),
  ];

  it("writes every kind of file so that it can be read back", () => {
    expect(decode(encodeCpio(entries, 42))).toEqual([
      { name: "dev", mode: 0o040755, time: 42, device: [0, 0], data: "" },
      { name: "dev/console", mode: 0o020600, time: 42, device: [5, 1], data: "" },
      { name: "init", mode: 0o100755, time: 42, device: [0, 0], data: "#!/bin/sh\n" },
      { name: "sh", mode: 0o120777, time: 42, device: [0, 0], data: "busybox" },
    ]);
  });

  it("gives the same bytes for the same entries, in whole blocks", () => {
    const archive = encodeCpio(entries);
    expect(archive.equals(encodeCpio(entries))).toBe(true);
    expect(archive.length % 512).toBe(0);
  });

  it("refuses a path that is there twice", () => {
    expect(() => encodeCpio([directory("a"), file("a", "")])).toThrow("a is in the archive twice");
  });
});

describe("withParents", () => {
  it("adds missing directories and puts parents before what is in them", () => {
    const names = withParents([file("usr/share/box/x", ""), directory("usr")]).map(({ name }) => name);
    expect(names).toEqual(["usr", "usr/share", "usr/share/box", "usr/share/box/x"]);
  });
});

describe("appletsOf", () => {
  it("reads busybox's own table of applets", () => {
    expect([...appletsOf(Buffer.from("code\0[\0[[\0ash\0zcat\0\0more"))]).toEqual(
      ["", "[", "[[", "ash", "zcat"].slice(1),
    );
  });

  it("says so when the file is no busybox", () => {
    expect(() => appletsOf(Buffer.from("ELF"))).toThrow("no table of applets");
  });
});

describe("wordsOf", () => {
  it("drops comments and white space", () => {
    expect(wordsOf("# all of it\n[ ash\n\n  ls # list\n")).toEqual(["[", "ash", "ls"]);
  });
});

describe("buildInitramfs", () => {
  const temporary: string[] = [];
  afterEach(() => {
    for (const dir of temporary.splice(0)) rmSync(dir, { recursive: true });
  });

  it("says what to install when there is no compiler", async () => {
    const workDir = mkdtempSync(path.join(tmpdir(), "initramfs-"));
    temporary.push(workDir);
    const busybox = path.join(workDir, "busybox");
    writeFileSync(busybox, "\0[\0[[\0\0");
    const before = process.env.PATH;
    process.env.PATH = workDir;
    try {
      const built = buildInitramfs({ busybox, nolibc: workDir, outFile: path.join(workDir, "out"), workDir });
      await expect(built).rejects.toThrow("gcc is missing");
    } finally {
      process.env.PATH = before;
    }
  });
});
