/** Changing files on a plain disk. */
import { describe, expect, it } from "vitest";
import { codeOf, diskWorld, done, NS, treeMap, viewIn, viewMap } from "../../testing/files";
import { chmod, chown, mkdir, remove, removeDir, rename, symlink, writeFile } from "./change";
import { createFileSystem } from "./file-systems";
import { mount } from "./mounts";
import { access, list, readFile, stat } from "./read";
import { treeBytes } from "./tree";

const ann = viewIn(NS, { uid: 1, gid: 1, privileged: false });
const bob = viewIn(NS, { uid: 2, gid: 2, privileged: false });

describe("writing", () => {
  it("F7: a file is made with the writer as owner, mode 644, or replaced with its owner and mode as they were", () => {
    const { world, view, tree } = diskWorld([{ path: "/pub", kind: "dir", mode: 0o777 }]);
    done(writeFile(world, ann, "/pub/note", "hello"));
    expect(done(stat(world, view, "/pub/note"))).toMatchObject({
      uid: 1,
      gid: 1,
      mode: 0o644,
      size: 5,
      kind: "file",
    });
    done(writeFile(world, view, "/pub/note", "by root"));
    expect(done(stat(world, view, "/pub/note"))).toMatchObject({ uid: 1, mode: 0o644, size: 7 });
    expect(treeMap(world, tree)).toEqual({ "/pub": "dir", "/pub/note": "= by root" });
  });

  it("F7: appending adds to the text; sizes are those of UTF-8", () => {
    const { world, view } = diskWorld();
    done(writeFile(world, view, "/log", "one\n", { append: true }));
    done(writeFile(world, view, "/log", "zwölf €😀", { append: true }));
    expect(done(readFile(world, view, "/log"))).toBe("one\nzwölf €😀");
    expect(done(stat(world, view, "/log")).size).toBe(4 + 6 + 1 + 3 + 4);
  });

  it("F7: of a file may be known only its size, and which program it holds; new content is no program", () => {
    const { world, view, tree } = diskWorld();
    done(writeFile(world, view, "/blob", null, { size: 5000, mode: 0o755, exec: "nginx" }));
    expect(done(stat(world, view, "/blob"))).toMatchObject({ size: 5000, mode: 0o755, exec: "nginx" });
    expect(done(readFile(world, view, "/blob"))).toBe("");
    done(writeFile(world, view, "/blob", "more", { append: true }));
    expect(done(stat(world, view, "/blob"))).toMatchObject({ size: 5004, exec: "nginx" });
    expect(done(readFile(world, view, "/blob"))).toBe("");
    done(writeFile(world, view, "/blob", "text"));
    expect(done(stat(world, view, "/blob"))).toMatchObject({ size: 4, exec: "" });
    expect(treeBytes(world, tree)).toBe(4);
  });

  it("F7: writing through a symbolic link writes, or makes, what it leads to", () => {
    const { world, view } = diskWorld([
      { path: "/dir", kind: "dir" },
      { path: "/link", target: "dir/real" },
    ]);
    done(writeFile(world, view, "/link", "1"));
    expect(viewMap(world, view)).toEqual({ "/dir": "dir", "/dir/real": "= 1", "/link": "-> dir/real" });
  });

  it("F7: the time of a change is kept, of the directory too", () => {
    const { world, view } = diskWorld([{ path: "/d/f", content: "" }]);
    world.advance({}, 500);
    done(writeFile(world, view, "/d/f", "x"));
    expect(done(stat(world, view, "/d/f")).modifiedAt).toBe(500);
    expect(done(stat(world, view, "/d")).modifiedAt).toBe(0);
    world.advance({}, 700);
    done(writeFile(world, view, "/d/g", "x"));
    expect(done(stat(world, view, "/d")).modifiedAt).toBe(700);
  });

  it.each([
    ["/none/file", "ENOENT"],
    ["/file/below", "ENOTDIR"],
    ["/dir", "EISDIR"],
    ["/new/", "EISDIR"],
    ["/file/", "ENOTDIR"],
  ])("F7: writing %s is refused with %s", (path, code) => {
    const { world, view } = diskWorld([
      { path: "/file", content: "" },
      { path: "/dir", kind: "dir" },
    ]);
    expect(codeOf(writeFile(world, view, path, "x"))).toBe(code);
    expect(viewMap(world, view)).toEqual({ "/dir": "dir", "/file": "= " });
  });
});

describe("making and removing", () => {
  it("F8: mkdir makes one directory, with `parents` all on the way, and then one that exists is no mistake", () => {
    const { world, view } = diskWorld([{ path: "/file", content: "" }]);
    expect(codeOf(mkdir(world, view, "/a/b/c"))).toBe("ENOENT");
    done(mkdir(world, view, "/a/b/c", { parents: true, mode: 0o700 }));
    done(mkdir(world, view, "/a/b/c", { parents: true }));
    expect(done(stat(world, view, "/a/b/c")).mode).toBe(0o700);
    expect(done(stat(world, view, "/a/b")).mode).toBe(0o755);
    expect(codeOf(mkdir(world, view, "/a"))).toBe("EEXIST");
    expect(codeOf(mkdir(world, view, "/file", { parents: true }))).toBe("EEXIST");
    expect(codeOf(mkdir(world, view, "/file/x", { parents: true }))).toBe("EEXIST");
    expect(codeOf(mkdir(world, view, "/"))).toBe("EEXIST");
    done(mkdir(world, viewIn(NS, { cwd: "/a" }), "rel/ative", { parents: true }));
    expect(done(list(world, view, "/a/rel"))).toEqual(["ative"]);
  });

  it("F8: symlink makes a link that may lead nowhere; its size is that of the target's text", () => {
    const { world, view, tree } = diskWorld();
    done(symlink(world, view, "/somewhere", "/link"));
    expect(treeMap(world, tree)).toEqual({ "/link": "-> /somewhere" });
    expect(treeBytes(world, tree)).toBe(10);
    expect(codeOf(symlink(world, view, "x", "/link"))).toBe("EEXIST");
    expect(codeOf(symlink(world, view, "", "/other"))).toBe("ENOENT");
  });

  it("F8: remove takes files and links, removeDir empty directories", () => {
    const { world, view } = diskWorld([
      { path: "/d/f", content: "12345" },
      { path: "/l", target: "d" },
    ]);
    expect(codeOf(remove(world, view, "/d"))).toBe("EISDIR");
    expect(codeOf(removeDir(world, view, "/d"))).toBe("ENOTEMPTY");
    expect(codeOf(removeDir(world, view, "/d/f"))).toBe("ENOTDIR");
    expect(codeOf(remove(world, view, "/none"))).toBe("ENOENT");
    expect(codeOf(removeDir(world, view, "/none"))).toBe("ENOENT");
    expect(codeOf(removeDir(world, view, "/"))).toBe("EBUSY");
    expect(codeOf(removeDir(world, viewIn(NS, { root: "/d" }), "/"))).toBe("EBUSY");
    done(remove(world, view, "/l"));
    expect(viewMap(world, view)).toEqual({ "/d": "dir", "/d/f": "= 12345" });
    done(remove(world, view, "/d/f"));
    done(removeDir(world, view, "/d"));
    expect(viewMap(world, view)).toEqual({});
  });

  it("F8: what is removed gives its room back", () => {
    const { world, view, tree, disk } = diskWorld([], 100);
    done(writeFile(world, view, "/f", null, { size: 100 }));
    expect(codeOf(writeFile(world, view, "/g", "x"))).toBe("ENOSPC");
    done(remove(world, view, "/f"));
    expect(treeBytes(world, tree)).toBe(0);
    expect(codeOf(writeFile(world, view, "/g", "x"))).toBe("ok");
    expect(disk).toBeGreaterThan(0);
  });
});

describe("renaming", () => {
  const files = [
    { path: "/a/f", content: "f" },
    { path: "/a/g", content: "g" },
    { path: "/b", kind: "dir" as const },
    { path: "/full/x", content: "x" },
  ];

  it("F9: a file or directory gets another path, with all that is in it", () => {
    const { world, view } = diskWorld(files);
    done(rename(world, view, "/a/f", "/a/h"));
    done(rename(world, view, "/a", "/b/a"));
    expect(viewMap(world, view, "/b")).toEqual({ "/b/a": "dir", "/b/a/g": "= g", "/b/a/h": "= f" });
  });

  it("F9: what is there under the new name is replaced: a file by a file, an empty directory by a directory", () => {
    const { world, view, tree } = diskWorld(files);
    done(rename(world, view, "/a/f", "/a/g"));
    done(rename(world, view, "/a", "/b"));
    expect(viewMap(world, view)).toEqual({ "/b": "dir", "/b/g": "= f", "/full": "dir", "/full/x": "= x" });
    expect(treeBytes(world, tree)).toBe(2);
  });

  it.each([
    ["/none", "/x", "ENOENT"],
    ["/a", "/none/x", "ENOENT"],
    ["/a/f", "/b", "EISDIR"],
    ["/b", "/a/f", "ENOTDIR"],
    ["/b", "/full", "ENOTEMPTY"],
    ["/a", "/a/sub", "EINVAL"],
    ["/a", "/a", "ok"],
    ["/a", "/mnt/a", "EXDEV"],
    ["/mnt", "/m", "EBUSY"],
    ["/b", "/mnt", "EBUSY"],
  ])("F9: %s to %s: %s", (from, to, code) => {
    const { world, view } = diskWorld([...files, { path: "/mnt", kind: "dir" }]);
    done(mount(world, NS, createFileSystem(world, { kernel: 0, type: "tmpfs", source: "t" }).id, "/mnt"));
    const before = viewMap(world, view);
    expect(codeOf(rename(world, view, from, to))).toBe(code);
    expect(viewMap(world, view)).toEqual(before);
  });

  it("F9: a directory with something mounted in it stays where it is", () => {
    const { world, view } = diskWorld([{ path: "/d/mnt", kind: "dir" }]);
    done(mount(world, NS, createFileSystem(world, { kernel: 0, type: "tmpfs", source: "t" }).id, "/d/mnt"));
    expect(codeOf(rename(world, view, "/d", "/e"))).toBe("EBUSY");
    expect(codeOf(removeDir(world, view, "/d/mnt"))).toBe("EBUSY");
  });
});

describe("who may", () => {
  const files = [
    { path: "/own", content: "1", mode: 0o600, uid: 1, gid: 1 },
    { path: "/read", content: "1", mode: 0o444, uid: 1, gid: 1 },
    { path: "/mine", kind: "dir" as const, mode: 0o755, uid: 1, gid: 1 },
    { path: "/group", content: "1", mode: 0o060, uid: 1, gid: 2 },
    { path: "/tmp", kind: "dir" as const, mode: 0o1777 },
    { path: "/tmp/anns", content: "1", uid: 1, gid: 1, mode: 0o666 },
    { path: "/tool", exec: "tool", mode: 0o744, uid: 1, gid: 1 },
    { path: "/plain", content: "x" },
  ];

  it("F6: the owner's bits decide for the owner, else the group's for the group, else the others'", () => {
    const { world, view } = diskWorld(files);
    expect(codeOf(readFile(world, ann, "/own"))).toBe("ok");
    expect(codeOf(readFile(world, bob, "/own"))).toBe("EACCES");
    expect(codeOf(writeFile(world, ann, "/read", "x"))).toBe("EACCES");
    expect(codeOf(readFile(world, ann, "/group"))).toBe("EACCES");
    expect(codeOf(writeFile(world, bob, "/group", "x"))).toBe("ok");
    expect(codeOf(writeFile(world, view, "/read", "root may"))).toBe("ok");
  });

  it("F6: names are added to and taken from directories that may be written to, and root may everywhere", () => {
    const { world, view } = diskWorld(files);
    expect(codeOf(writeFile(world, ann, "/mine/new", ""))).toBe("ok");
    expect(codeOf(writeFile(world, bob, "/mine/new2", ""))).toBe("EACCES");
    expect(codeOf(mkdir(world, bob, "/mine/d"))).toBe("EACCES");
    expect(codeOf(symlink(world, bob, "x", "/mine/l"))).toBe("EACCES");
    expect(codeOf(remove(world, bob, "/mine/new"))).toBe("EACCES");
    expect(codeOf(rename(world, bob, "/mine/new", "/tmp/new"))).toBe("EACCES");
    expect(codeOf(rename(world, bob, "/tmp/anns", "/mine/x"))).toBe("EPERM");
    expect(codeOf(remove(world, view, "/mine/new"))).toBe("ok");
  });

  it("F6: root may execute only what somebody may execute; access tells", () => {
    const { world, view } = diskWorld(files);
    expect(codeOf(access(world, view, "/tool", "x"))).toBe("ok");
    expect(codeOf(access(world, view, "/plain", "x"))).toBe("EACCES");
    expect(codeOf(access(world, bob, "/tool", "x"))).toBe("EACCES");
    expect(codeOf(access(world, ann, "/tool", "x"))).toBe("ok");
    expect(codeOf(access(world, bob, "/plain", "r"))).toBe("ok");
    expect(codeOf(access(world, bob, "/plain", "w"))).toBe("EACCES");
    expect(codeOf(access(world, bob, "/none", "r"))).toBe("ENOENT");
  });

  it("F6: in a sticky directory only the owner, the directory's owner and root remove and rename", () => {
    const { world } = diskWorld(files);
    expect(codeOf(remove(world, bob, "/tmp/anns"))).toBe("EPERM");
    expect(codeOf(rename(world, bob, "/tmp/anns", "/tmp/bobs"))).toBe("EPERM");
    expect(codeOf(rename(world, ann, "/tmp/anns", "/tmp/anns2"))).toBe("ok");
    expect(codeOf(remove(world, ann, "/tmp/anns2"))).toBe("ok");
  });

  it("F6: chmod is for the owner and root, chown for root", () => {
    const { world, view } = diskWorld(files);
    done(chmod(world, ann, "/own", 0o4755));
    expect(done(stat(world, view, "/own")).mode).toBe(0o4755);
    expect(codeOf(chmod(world, bob, "/own", 0o777))).toBe("EPERM");
    expect(codeOf(chown(world, ann, "/own", 2, 2))).toBe("EPERM");
    done(chown(world, view, "/own", 2, 3));
    expect(done(stat(world, view, "/own"))).toMatchObject({ uid: 2, gid: 3, mode: 0o4755 });
    expect(codeOf(chmod(world, view, "/none", 0))).toBe("ENOENT");
  });

  it("F6: directories are listed by who may read them, files are not directories", () => {
    const { world } = diskWorld([
      { path: "/d", kind: "dir", mode: 0o711 },
      { path: "/d/f", content: "f" },
    ]);
    expect(codeOf(list(world, bob, "/d"))).toBe("EACCES");
    expect(codeOf(readFile(world, bob, "/d/f"))).toBe("ok");
    expect(codeOf(list(world, bob, "/d/f"))).toBe("ENOTDIR");
    expect(codeOf(readFile(world, viewIn(), "/d"))).toBe("EISDIR");
  });
});
