/** Writing through overlays, and what they changed. */
import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import {
  codeOf,
  diskWorld,
  done,
  overlayAt,
  overlayWorld,
  treeMap,
  treeOf,
  viewIn,
  viewMap,
} from "../../testing/files";
import { chmod, chown, mkdir, remove, removeDir, rename, writeFile } from "./change";
import { createFileSystem } from "./file-systems";
import { dropMounts, mount, pivotTo } from "./mounts";
import { copyTree, overlayDiff } from "./overlay";
import { access, readFile, stat } from "./read";
import { createTree, type FileSpec, plantTree, removeTree, treeBytes } from "./tree";

const base: FileSpec[] = [
  { path: "/etc/conf", content: "12345", mode: 0o640, uid: 3, gid: 4 },
  { path: "/etc/sub/deep", content: "deep" },
  { path: "/usr/bin/app", size: 1000, exec: "nginx" },
  { path: "/var/empty", kind: "dir" },
];

/** As `docker diff` prints it. */
const diff = (world: World, fs: number) => overlayDiff(world, fs).map(({ kind, path }) => `${kind} ${path}`);

describe("copy-up", () => {
  it("F12: the first write to a lower file copies it up, with its directories, owner and mode; the lower stays", () => {
    const { world, view, upper, lowers } = overlayWorld(base);
    const [lower = 0] = lowers;
    const before = treeMap(world, lower);
    done(writeFile(world, view, "/etc/conf", "6", { append: true }));
    expect(treeMap(world, upper)).toEqual({ "/etc": "dir", "/etc/conf": "= 123456" });
    expect(done(stat(world, view, "/etc/conf"))).toMatchObject({ mode: 0o640, uid: 3, gid: 4, size: 6 });
    expect(treeBytes(world, upper)).toBe(6);
    expect(treeMap(world, lower)).toEqual(before);
    expect(done(readFile(world, view, "/etc/sub/deep"))).toBe("deep");
  });

  it("F12: a change of mode or owner copies a file up with all its bytes, a directory without its content", () => {
    const { world, view, upper } = overlayWorld(base);
    done(chmod(world, view, "/usr/bin/app", 0o700));
    expect(treeBytes(world, upper)).toBe(1000);
    expect(done(stat(world, view, "/usr/bin/app"))).toMatchObject({ exec: "nginx", size: 1000, mode: 0o700 });
    done(chown(world, view, "/etc", 8, 9));
    expect(treeMap(world, upper)).toEqual({
      "/etc": "dir",
      "/usr": "dir",
      "/usr/bin": "dir",
      "/usr/bin/app": "= 1000",
    });
    expect(done(stat(world, view, "/etc"))).toMatchObject({ uid: 8, gid: 9 });
    expect(treeBytes(world, upper)).toBe(1000);
  });

  it("F13: a lower file that is written anew counts only what is written", () => {
    const { world, view, upper } = overlayWorld(base);
    done(writeFile(world, view, "/usr/bin/app", "x"));
    expect(treeBytes(world, upper)).toBe(1);
    expect(done(stat(world, view, "/usr/bin/app"))).toMatchObject({ size: 1, exec: "" });
  });

  it("F12: looking at files copies nothing, and neither does what is refused", () => {
    const { world, view, upper } = overlayWorld(base);
    viewMap(world, view);
    expect(codeOf(mkdir(world, view, "/etc/conf"))).toBe("EEXIST");
    expect(codeOf(removeDir(world, view, "/etc"))).toBe("ENOTEMPTY");
    expect(codeOf(writeFile(world, viewIn(undefined, { uid: 5 }), "/etc/conf", ""))).toBe("EACCES");
    expect(treeMap(world, upper)).toEqual({});
  });

  it("F12: the disk of the upper layer must have room for the copy", () => {
    const { world, disk } = diskWorld([], 1500);
    const lower = treeOf(world, base);
    const { view, upper } = overlayAt(world, 77, [lower], disk);
    done(writeFile(world, view, "/big", null, { size: 600 }));
    expect(codeOf(chmod(world, view, "/usr/bin/app", 0o700))).toBe("ENOSPC");
    expect(codeOf(writeFile(world, view, "/usr/bin/app", "x", { append: true }))).toBe("ENOSPC");
    expect(codeOf(writeFile(world, view, "/usr/bin/app", null, { size: 901 }))).toBe("ENOSPC");
    expect(treeBytes(world, upper)).toBe(600);
    expect(codeOf(writeFile(world, view, "/usr/bin/app", null, { size: 900 }))).toBe("ok");
  });

  it("F12: an overlay without an upper layer cannot be written to", () => {
    const world = new World(1);
    const lower = treeOf(world, base);
    const fs = createFileSystem(world, { kernel: 0, type: "overlay", lowers: [lower], source: "overlay" });
    pivotTo(world, 5, fs.id);
    const view = viewIn(5);
    expect(done(readFile(world, view, "/etc/conf"))).toBe("12345");
    expect(codeOf(writeFile(world, view, "/etc/conf", "x"))).toBe("EROFS");
    expect(codeOf(remove(world, view, "/etc/conf"))).toBe("EROFS");
    expect(codeOf(access(world, view, "/etc/conf", "w"))).toBe("EROFS");
  });
});

describe("removing", () => {
  it("F14: removing what a lower layer has leaves a whiteout, removing what only the upper has leaves nothing", () => {
    const { world, view, upper } = overlayWorld(base);
    done(writeFile(world, view, "/etc/new", "new"));
    done(remove(world, view, "/etc/new"));
    expect(treeMap(world, upper)).toEqual({ "/etc": "dir" });
    done(remove(world, view, "/etc/conf"));
    done(remove(world, view, "/etc/sub/deep"));
    done(removeDir(world, view, "/etc/sub"));
    expect(treeMap(world, upper)).toEqual({ "/etc": "dir", "/etc/conf": "whiteout", "/etc/sub": "whiteout" });
    expect(viewMap(world, view, "/etc")).toEqual({});
    expect(treeBytes(world, upper)).toBe(0);
  });

  it("F14: a copied-up file that is removed gives its bytes back and leaves a whiteout", () => {
    const { world, view, upper } = overlayWorld(base);
    done(writeFile(world, view, "/etc/conf", "changed"));
    done(remove(world, view, "/etc/conf"));
    expect(treeMap(world, upper)).toEqual({ "/etc": "dir", "/etc/conf": "whiteout" });
    expect(treeBytes(world, upper)).toBe(0);
    done(writeFile(world, view, "/etc/conf", "again"));
    expect(treeMap(world, upper)).toEqual({ "/etc": "dir", "/etc/conf": "= again" });
  });

  it("F15: a directory made again over a lower one is opaque: the old content does not come back", () => {
    const { world, view, upper } = overlayWorld(base);
    done(remove(world, view, "/etc/sub/deep"));
    done(removeDir(world, view, "/etc/sub"));
    done(mkdir(world, view, "/etc/sub"));
    expect(treeMap(world, upper)).toEqual({ "/etc": "dir", "/etc/sub": "dir opaque" });
    expect(viewMap(world, view, "/etc/sub")).toEqual({});
    done(removeDir(world, view, "/etc/sub"));
    expect(treeMap(world, upper)["/etc/sub"]).toBe("whiteout");
    done(mkdir(world, view, "/fresh"));
    expect(treeMap(world, upper)["/fresh"]).toBe("dir");
  });
});

describe("renaming", () => {
  it("F16: a file of a lower layer is copied up under its new name and leaves a whiteout", () => {
    const { world, view, upper } = overlayWorld(base);
    done(rename(world, view, "/usr/bin/app", "/usr/app"));
    expect(treeMap(world, upper)).toEqual({
      "/usr": "dir",
      "/usr/app": "= 1000",
      "/usr/bin": "dir",
      "/usr/bin/app": "whiteout",
    });
    expect(treeBytes(world, upper)).toBe(1000);
    expect(done(stat(world, view, "/usr/app")).exec).toBe("nginx");
  });

  it("F16: a directory of a lower layer cannot be renamed (EXDEV), one of the upper can, and is opaque over a lower one", () => {
    const { world, view, upper } = overlayWorld(base);
    const refused = rename(world, view, "/etc", "/etc2");
    expect(codeOf(refused)).toBe("EXDEV");
    expect(refused.ok ? "" : refused.refusal.wayOut).toContain("Copy it");
    done(mkdir(world, view, "/mine"));
    done(writeFile(world, view, "/mine/x", "x"));
    done(rename(world, view, "/mine", "/var/empty"));
    expect(treeMap(world, upper)).toEqual({
      "/var": "dir",
      "/var/empty": "dir opaque",
      "/var/empty/x": "= x",
    });
  });
});

describe("docker diff", () => {
  it("F17: added, changed and deleted, with the directories above changed, sorted by path", () => {
    const { world, view, fs } = overlayWorld(base);
    expect(diff(world, fs)).toEqual([]);
    done(writeFile(world, view, "/etc/conf", "other"));
    done(mkdir(world, view, "/data/in", { parents: true }));
    done(writeFile(world, view, "/data/in/file", "1"));
    done(writeFile(world, view, "/data-2", "1"));
    done(remove(world, view, "/etc/sub/deep"));
    done(remove(world, view, "/usr/bin/app"));
    done(removeDir(world, view, "/usr/bin"));
    expect(diff(world, fs)).toEqual([
      "A /data",
      "A /data-2",
      "A /data/in",
      "A /data/in/file",
      "C /etc",
      "C /etc/conf",
      "C /etc/sub",
      "D /etc/sub/deep",
      "C /usr",
      "D /usr/bin",
    ]);
  });

  it("F17: what is as it was is no change: a directory copied up for a file that is gone again", () => {
    const { world, view, fs } = overlayWorld(base);
    done(writeFile(world, view, "/var/empty/tmp", "1"));
    done(remove(world, view, "/var/empty/tmp"));
    expect(diff(world, fs)).toEqual([]);
    done(chmod(world, view, "/var/empty", 0o700));
    expect(diff(world, fs)).toEqual(["C /var", "C /var/empty"]);
  });

  it("F17: the same text written later is a change, of its time", () => {
    const { world, view, fs } = overlayWorld(base);
    world.advance({}, 5);
    done(writeFile(world, view, "/etc/sub/deep", "deep"));
    expect(diff(world, fs)).toEqual(["C /etc", "C /etc/sub", "C /etc/sub/deep"]);
  });

  it("F17: of a directory made again, what it no longer has is deleted; a directory in a file's place is changed", () => {
    const { world, view, fs } = overlayWorld(base);
    done(remove(world, view, "/etc/sub/deep"));
    done(removeDir(world, view, "/etc/sub"));
    done(mkdir(world, view, "/etc/sub"));
    done(writeFile(world, view, "/etc/sub/new", "n"));
    done(remove(world, view, "/etc/conf"));
    done(mkdir(world, view, "/etc/conf"));
    expect(diff(world, fs)).toEqual([
      "C /etc",
      "C /etc/conf",
      "C /etc/sub",
      "D /etc/sub/deep",
      "A /etc/sub/new",
    ]);
  });

  it("F17: what is mounted in the overlay never shows; layers can be compared without a file system", () => {
    const { world, view, fs, upper, lowers } = overlayWorld(base);
    const volume = createFileSystem(world, { kernel: 0, type: "ext4", source: "volume" });
    done(mount(world, view, volume.id, "/var/empty"));
    done(writeFile(world, view, "/var/empty/data", "data"));
    expect(diff(world, fs)).toEqual([]);
    done(writeFile(world, view, "/x", ""));
    expect(overlayDiff(world, { upper, lowers })).toEqual([{ kind: "A", path: "/x" }]);
    expect(overlayDiff(world, { upper, lowers: [] })).toEqual([{ kind: "A", path: "/x" }]);
  });
});

describe("layers", () => {
  it("F18: overlays over the same layers see their own changes only, and the layers count once on the disk", () => {
    const { world, disk } = diskWorld([], 10_000);
    const image = [treeOf(world, [{ path: "/app", content: "app" }], disk), treeOf(world, base, disk)];
    const [one, two] = [overlayAt(world, 11, image, disk), overlayAt(world, 12, image, disk)];
    done(writeFile(world, one.view, "/etc/conf", "one"));
    done(remove(world, two.view, "/app"));
    expect(done(readFile(world, one.view, "/app"))).toBe("app");
    expect(done(readFile(world, two.view, "/etc/conf"))).toBe("12345");
    expect(image.reduce((sum, tree) => sum + treeBytes(world, tree), 0)).toBe(3 + 5 + 4 + 1000);
    expect(diff(world, one.fs)).toEqual(["C /etc", "C /etc/conf"]);
    expect(diff(world, two.fs)).toEqual(["D /app"]);
  });

  it("F18: the root of a container costs a few rows, however large its image is", () => {
    const world = new World(1);
    const many = Array.from({ length: 300 }, (_, at) => ({ path: `/lib/d${at}/f`, content: "x" }));
    const lowers = [base, many, many, many, many].map((files) => treeOf(world, files));
    const before = world.written;
    const { view } = overlayAt(world, 5, lowers);
    const rows = world.written - before;
    done(writeFile(world, view, "/etc/hostname", "web"));
    expect(rows).toBeLessThan(10);
    expect(world.written - before).toBeLessThan(20);
  });

  it("F18: nine mounts more cost two rows each, and everything goes with the namespace", () => {
    const world = new World(1);
    const places = ["proc", "dev", "sys", "shm", "etc/a", "etc/b", "etc/c", "data", "run"];
    const lower = treeOf(
      world,
      places.map((path) => ({ path, kind: "dir" })),
    );
    const before = world.toJSON().tables;
    const { upper } = overlayAt(world, 5, [lower]);
    const start = world.written;
    for (const path of places) {
      const fs = createFileSystem(world, { kernel: 0, type: "proc", source: "proc" });
      done(mount(world, 5, fs.id, `/${path}`));
    }
    expect(world.written - start).toBe(2 * places.length);
    expect(treeMap(world, upper)).toEqual({});
    dropMounts(world, 5);
    removeTree(world, upper);
    expect(world.toJSON().tables).toEqual(before);
  });

  it("F18: a copy of an upper layer is a layer of its own, whiteouts and opaque directories included", () => {
    const { world, view, upper, lowers } = overlayWorld(base);
    done(remove(world, view, "/etc/sub/deep"));
    done(removeDir(world, view, "/etc/sub"));
    done(mkdir(world, view, "/etc/sub"));
    done(remove(world, view, "/etc/conf"));
    done(writeFile(world, view, "/app", "app"));
    done(chmod(world, view, "/", 0o700));
    const layer = copyTree(world, upper);
    expect(treeMap(world, layer)).toEqual(treeMap(world, upper));
    expect(treeBytes(world, layer)).toBe(treeBytes(world, upper));
    const again = overlayAt(world, 9, [layer, ...lowers]);
    expect(viewMap(world, again.view)).toEqual(viewMap(world, view));
    done(writeFile(world, view, "/app", "changed"));
    removeTree(world, upper);
    expect(treeMap(world, layer)["/app"]).toBe("= app");
    expect(done(readFile(world, again.view, "/app"))).toBe("app");
  });

  it("F18: layers planted with whiteouts hide what is below them", () => {
    const world = new World(1);
    const layer = createTree(world);
    done(plantTree(world, layer, [{ path: "/etc/conf", kind: "whiteout" }], null));
    const { view } = overlayAt(world, 5, [layer, treeOf(world, base)]);
    expect(codeOf(stat(world, view, "/etc/conf"))).toBe("ENOENT");
    expect(codeOf(stat(world, view, "/etc/sub"))).toBe("ok");
  });
});
