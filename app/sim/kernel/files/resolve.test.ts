/** Where paths lead. */
import { describe, expect, it } from "vitest";
import { codeOf, diskWorld, done, NS, overlayWorld, viewIn } from "../../testing/files";
import { createFileSystem } from "./file-systems";
import { mount, mountSystem } from "./mounts";
import { list, lstat, readFile, readLink, stat } from "./read";
import { locate, realPath } from "./resolve";
import { createTree } from "./tree";

const files = [
  { path: "/etc/passwd", content: "root" },
  { path: "/etc/self", target: "passwd" },
  { path: "/etc/abs", target: "/etc/passwd" },
  { path: "/usr/bin/tool", exec: "tool", size: 10 },
  { path: "/bin", target: "usr/bin" },
  { path: "/usr/up", target: "../../../etc" },
  { path: "/loop/a", target: "b" },
  { path: "/loop/b", target: "a" },
  { path: "/dangling", target: "nowhere/at/all" },
  { path: "/jail/etc/passwd", content: "jailed" },
  { path: "/jail/out", target: "/etc/passwd" },
  { path: "/jail/deep/up", target: "../../../../etc/passwd" },
];

describe("resolution", () => {
  it.each([
    ["/etc/passwd", "/etc/passwd"],
    ["//etc//./passwd", "/etc/passwd"],
    ["/etc/../etc/passwd", "/etc/passwd"],
    ["/../../etc/passwd", "/etc/passwd"],
    ["/etc/self", "/etc/passwd"],
    ["/etc/abs", "/etc/passwd"],
    ["/bin/tool", "/usr/bin/tool"],
    ["/bin/../up/passwd", "/etc/passwd"],
    ["/", "/"],
    ["..", "/"],
    ["etc/.", "/etc"],
  ])("F1: %s is %s: dots and symbolic links, relative and absolute, lead where they say", (path, real) => {
    const { world, view } = diskWorld(files);
    expect(done(realPath(world, view, path))).toBe(real);
  });

  it.each([
    ["", "ENOENT"],
    ["/nothing", "ENOENT"],
    ["/nothing/at/all", "ENOENT"],
    ["/dangling", "ENOENT"],
    ["/etc/passwd/below", "ENOTDIR"],
    ["/etc/passwd/", "ENOTDIR"],
    ["/etc/passwd/.", "ENOTDIR"],
    ["/etc/passwd/..", "ENOTDIR"],
    [`/${"x".repeat(256)}`, "ENAMETOOLONG"],
    ["/x".repeat(2048), "ENAMETOOLONG"],
    ["/loop/a", "ELOOP"],
  ])("F2: %s is refused with %s", (path, code) => {
    const { world, view } = diskWorld(files);
    expect(codeOf(stat(world, view, path))).toBe(code);
  });

  it("F2: 40 symbolic links on the way are followed, 41 are not", () => {
    const chain = Array.from({ length: 41 }, (_, at) => ({ path: `/l${at + 1}`, target: `l${at}` }));
    const { world, view } = diskWorld([{ path: "/l0", content: "end" }, ...chain]);
    expect(done(readFile(world, view, "/l40"))).toBe("end");
    expect(codeOf(readFile(world, view, "/l41"))).toBe("ELOOP");
  });

  it("F1: lstat and readLink look at a link itself, stat through it", () => {
    const { world, view } = diskWorld(files);
    expect(done(lstat(world, view, "/etc/self"))).toMatchObject({
      kind: "symlink",
      target: "passwd",
      size: 6,
    });
    expect(done(stat(world, view, "/etc/self"))).toMatchObject({ kind: "file", size: 4, mode: 0o644 });
    expect(done(readLink(world, view, "/dangling"))).toBe("nowhere/at/all");
    expect(codeOf(readLink(world, view, "/etc/passwd"))).toBe("EINVAL");
    expect(done(lstat(world, view, "/bin/")).kind).toBe("dir");
  });

  it("F3: a view's root bounds all paths: `..` and absolute links do not lead out of it", () => {
    const { world } = diskWorld(files);
    const jailed = viewIn(NS, { root: "/jail" });
    for (const path of ["/etc/passwd", "/../etc/passwd", "../../etc/passwd", "/out", "/deep/up"])
      expect(done(readFile(world, jailed, path))).toBe("jailed");
    expect(done(realPath(world, jailed, "/deep/.."))).toBe("/");
    expect(done(realPath(world, jailed, "/etc/passwd"))).toBe("/etc/passwd");
    expect(codeOf(stat(world, viewIn(NS, { root: "/gone" }), "/"))).toBe("ENOENT");
  });

  it("F3: relative paths begin at the working directory", () => {
    const { world } = diskWorld(files);
    const there = viewIn(NS, { cwd: "/usr/bin" });
    expect(done(realPath(world, there, "tool"))).toBe("/usr/bin/tool");
    expect(done(realPath(world, there, "../../etc"))).toBe("/etc");
    expect(codeOf(stat(world, viewIn(NS, { cwd: "/gone" }), "x"))).toBe("ENOENT");
    expect(codeOf(stat(world, viewIn(NS, { cwd: "/gone" }), "/etc"))).toBe("ok");
  });

  it("F3: nothing is found in a namespace without mounts", () => {
    const { world } = diskWorld(files);
    expect(codeOf(stat(world, viewIn(NS + 1), "/"))).toBe("ENOENT");
  });
});

describe("mounts on the way", () => {
  const tmpfs = (world: Parameters<typeof createFileSystem>[0], source: string) =>
    createFileSystem(world, { kernel: 0, type: "tmpfs", source }).id;

  it("F4: the last mount at a path is what is seen there, and `..` leads out of it", () => {
    const { world, view } = diskWorld(files);
    const [one, two] = [tmpfs(world, "one"), tmpfs(world, "two")];
    done(mount(world, NS, one, "/etc"));
    expect(done(list(world, view, "/etc"))).toEqual([]);
    done(mount(world, NS, two, "/etc"));
    expect(done(locate(world, view, "/etc")).fs.source).toBe("two");
    expect(done(realPath(world, view, "/etc/../usr"))).toBe("/usr");
  });

  it("F4: what is mounted below a path is hidden by what is mounted over the path later", () => {
    const { world, view } = diskWorld(files);
    done(mount(world, NS, tmpfs(world, "inner"), "/usr/bin"));
    expect(done(locate(world, view, "/usr/bin")).fs.source).toBe("inner");
    const root = createTree(world);
    done(
      mount(
        world,
        NS,
        createFileSystem(world, { kernel: 0, type: "tmpfs", root, source: "outer" }).id,
        "/usr",
      ),
    );
    expect(codeOf(stat(world, view, "/usr/bin"))).toBe("ENOENT");
    expect(done(list(world, view, "/usr"))).toEqual([]);
  });

  it("F4: a mount over the root of the namespace hides all of it", () => {
    const { world, view } = diskWorld(files);
    done(mount(world, NS, tmpfs(world, "over"), "/"));
    expect(done(list(world, view, "/"))).toEqual([]);
  });

  it("F5: locate tells mount, file system and the place in it; in file systems without a tree, names need not exist", () => {
    const { world } = diskWorld([]);
    const system = { kernel: 0, ns: NS + 1, rootTree: createTree(world), disk: null };
    mountSystem(world, system);
    const view = viewIn(NS + 1);
    expect(done(locate(world, view, "/sys/fs/cgroup/system.slice/memory.max"))).toMatchObject({
      fs: { type: "cgroup2" },
      mount: { path: "/sys/fs/cgroup" },
      fsPath: "/system.slice/memory.max",
      path: "/sys/fs/cgroup/system.slice/memory.max",
    });
    expect(done(locate(world, view, "/proc/1/status"))).toMatchObject({
      fs: { type: "proc" },
      fsPath: "/1/status",
    });
    expect(codeOf(locate(world, view, "/etc/none"))).toBe("ENOENT");
    expect(codeOf(stat(world, view, "/proc/1"))).toBe("ENOENT");
  });

  it("F5: file systems without a tree are empty directories but for what is mounted in them", () => {
    const { world } = diskWorld([]);
    mountSystem(world, { kernel: 0, ns: NS + 1, rootTree: createTree(world), disk: null });
    const view = viewIn(NS + 1);
    expect(done(list(world, view, "/proc"))).toEqual([]);
    expect(done(list(world, view, "/sys"))).toEqual(["fs"]);
    expect(done(list(world, view, "/sys/fs"))).toEqual(["cgroup"]);
    expect(done(stat(world, view, "/sys/fs/cgroup"))).toMatchObject({ kind: "dir", mode: 0o555 });
  });
});

describe("permissions on the way", () => {
  const guarded = [
    { path: "/home/ann", kind: "dir" as const, mode: 0o700, uid: 1, gid: 1 },
    { path: "/home/ann/diary", content: "dear", uid: 1, gid: 1, mode: 0o640 },
    { path: "/group", kind: "dir" as const, mode: 0o750, uid: 1, gid: 7 },
    { path: "/group/file", content: "ours" },
  ];

  it("F6: a directory that may not be searched ends the way with EACCES, whatever lies behind", () => {
    const { world } = diskWorld(guarded);
    const bob = viewIn(NS, { uid: 2, gid: 2 });
    expect(codeOf(readFile(world, bob, "/home/ann/diary"))).toBe("EACCES");
    expect(codeOf(readFile(world, bob, "/home/ann/nothing"))).toBe("EACCES");
    expect(codeOf(readFile(world, viewIn(NS, { uid: 1, gid: 1 }), "/home/ann/diary"))).toBe("ok");
    expect(codeOf(readFile(world, viewIn(NS, { uid: 2, gid: 7 }), "/group/file"))).toBe("ok");
    expect(codeOf(readFile(world, bob, "/group/file"))).toBe("EACCES");
  });

  it("F6: who is in a directory already goes on from there without rights on the way to it", () => {
    const { world } = diskWorld([...guarded, { path: "/home/ann/open/x", content: "x" }]);
    expect(done(readFile(world, viewIn(NS, { uid: 2, cwd: "/home/ann/open" }), "x"))).toBe("x");
  });
});

describe("overlays on the way", () => {
  it("F10: lookup goes from the top down: the topmost file is seen, directories merge", () => {
    const { world, view } = overlayWorld(
      [
        { path: "/etc/a", content: "top" },
        { path: "/etc/c", content: "c" },
      ],
      [
        { path: "/etc/a", content: "bottom" },
        { path: "/etc/b", content: "b" },
        { path: "/x/y", content: "y" },
      ],
      [{ path: "/x", content: "a file below a directory" }],
    );
    expect(done(readFile(world, view, "/etc/a"))).toBe("top");
    expect(done(list(world, view, "/etc"))).toEqual(["a", "b", "c"]);
    expect(done(list(world, view, "/x"))).toEqual(["y"]);
  });

  it("F11: a whiteout hides a name in all layers below; an opaque directory hides their content", () => {
    const { world, view } = overlayWorld(
      [
        { path: "/gone", kind: "whiteout" },
        { path: "/etc", kind: "dir", opaque: true },
        { path: "/etc/new", content: "new" },
      ],
      [
        { path: "/gone/file", content: "1" },
        { path: "/etc/old", content: "old" },
      ],
    );
    expect(done(list(world, view, "/"))).toEqual(["etc"]);
    expect(done(list(world, view, "/etc"))).toEqual(["new"]);
    expect(codeOf(stat(world, view, "/gone"))).toBe("ENOENT");
    expect(codeOf(stat(world, view, "/gone/file"))).toBe("ENOENT");
  });
});
