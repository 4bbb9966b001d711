/** Mounting, binding and unmounting. */
import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import {
  codeOf,
  diskWorld,
  done,
  mountPaths,
  NS,
  overlayWorld,
  treeMap,
  treeOf,
  viewIn,
  viewMap,
} from "../../testing/files";
import { pass, start, testKernel } from "../../testing/kernel";
import { kernels } from "../kernel";
import { processes } from "../process/table";
import { chmod, mkdir, remove, rename, writeFile } from "./change";
import { devicesTree } from "./devices";
import { createFileSystem, dropFileSystems } from "./file-systems";
import {
  bindMount,
  copyMounts,
  dropMounts,
  mount,
  mountSystem,
  mountsOf,
  pivotTo,
  setPropagation,
  umount,
} from "./mounts";
import { access, list, readFile, stat } from "./read";
import { locate } from "./resolve";
import { fileSystems, fileTrees, inodes, type Mount, mounts } from "./tables";
import { createTree, treeBytes } from "./tree";
import { kernelView, viewOf } from "./view";

const files = [
  { path: "/mnt", kind: "dir" as const },
  { path: "/other", kind: "dir" as const },
  { path: "/src/file", content: "file" },
  { path: "/src/sub/deep", content: "deep" },
  { path: "/target", content: "" },
  { path: "/link", target: "mnt" },
];

const tmpfs = (world: World, sizeLimit: number | null = null) =>
  createFileSystem(world, { kernel: 0, type: "tmpfs", source: "tmpfs", sizeLimit }).id;

describe("mounting", () => {
  it("F24: a file system is seen at the directory it is mounted on, what was there is hidden until it is unmounted", () => {
    const { world, view } = diskWorld([...files, { path: "/mnt/old", content: "old" }]);
    const made = done(mount(world, view, tmpfs(world), "/link", { options: "nosuid" }));
    expect(made).toMatchObject({
      ns: NS,
      path: "/mnt",
      readOnly: false,
      options: "nosuid",
      propagation: "private",
    });
    done(writeFile(world, view, "/mnt/new", "new"));
    expect(viewMap(world, view, "/mnt")).toEqual({ "/mnt/new": "= new" });
    done(umount(world, view, "/mnt"));
    expect(viewMap(world, view, "/mnt")).toEqual({ "/mnt/old": "= old" });
  });

  it.each([
    ["/none", "ENOENT"],
    ["/target", "ENOTDIR"],
    ["/target/x", "ENOTDIR"],
  ])("F24: nothing is mounted on %s: %s", (path, code) => {
    const { world, view } = diskWorld(files);
    expect(codeOf(mount(world, view, tmpfs(world), path))).toBe(code);
    expect(mountPaths(world)).toEqual(["/"]);
  });

  it("F24: mounting and unmounting need the right to", () => {
    const { world, view } = diskWorld(files);
    const plain = viewIn(NS, { privileged: false });
    done(mount(world, view, tmpfs(world), "/mnt"));
    expect(codeOf(mount(world, plain, tmpfs(world), "/mnt"))).toBe("EPERM");
    expect(codeOf(bindMount(world, plain, "/src", "/mnt"))).toBe("EPERM");
    expect(codeOf(umount(world, plain, "/mnt"))).toBe("EPERM");
    expect(codeOf(setPropagation(world, plain, "/mnt", "shared"))).toBe("EPERM");
  });

  it("F25: nothing is changed through a read-only mount", () => {
    const { world, view } = diskWorld(files);
    const root = treeOf(world, [
      { path: "/f", content: "f" },
      { path: "/d", kind: "dir" },
    ]);
    const { id } = createFileSystem(world, { kernel: 0, type: "ext4", root, source: "/dev/sdb" });
    done(mount(world, view, id, "/mnt", { readOnly: true }));
    const tries = [
      writeFile(world, view, "/mnt/f", "x"),
      writeFile(world, view, "/mnt/new", "x"),
      mkdir(world, view, "/mnt/new"),
      remove(world, view, "/mnt/f"),
      rename(world, view, "/mnt/f", "/mnt/g"),
      chmod(world, view, "/mnt/f", 0o600),
      access(world, view, "/mnt/f", "w"),
    ];
    expect(tries.map(codeOf)).toEqual(tries.map(() => "EROFS"));
    expect(done(readFile(world, view, "/mnt/f"))).toBe("f");
    expect(treeMap(world, root)).toEqual({ "/d": "dir", "/f": "= f" });
  });

  it("F5: nothing is written into file systems without a tree, but something may be mounted anywhere in them", () => {
    const { world, view } = diskWorld(files);
    const proc = createFileSystem(world, { kernel: 0, type: "proc", source: "proc" });
    done(mount(world, view, proc.id, "/mnt"));
    expect(codeOf(writeFile(world, view, "/mnt/x", ""))).toBe("EACCES");
    expect(codeOf(mkdir(world, view, "/mnt/x"))).toBe("EACCES");
    done(bindMount(world, view, "/target", "/mnt/kcore"));
    done(mount(world, view, tmpfs(world), "/mnt/acpi/deep", { readOnly: true }));
    expect(done(list(world, view, "/mnt"))).toEqual(["acpi", "kcore"]);
    expect(done(stat(world, view, "/mnt/kcore")).kind).toBe("file");
    expect(codeOf(writeFile(world, view, "/mnt/acpi/deep/x", ""))).toBe("EROFS");
  });
});

describe("bind mounts", () => {
  it("F26: a directory or a file is the same at both paths, and read-only where that is asked for", () => {
    const { world, view } = diskWorld(files);
    done(bindMount(world, view, "/src", "/mnt"));
    done(bindMount(world, view, "/src/sub/deep", "/target", { readOnly: true }));
    done(writeFile(world, view, "/mnt/sub/new", "new"));
    expect(done(readFile(world, view, "/src/sub/new"))).toBe("new");
    expect(done(readFile(world, view, "/target"))).toBe("deep");
    expect(codeOf(writeFile(world, view, "/target", "x"))).toBe("EROFS");
    done(writeFile(world, view, "/src/sub/deep", "changed"));
    expect(done(readFile(world, view, "/target"))).toBe("changed");
    expect(mountsOf(world, NS).map(({ path, fsPath, readOnly }) => [path, fsPath, readOnly])).toEqual([
      ["/", "/", false],
      ["/mnt", "/src", false],
      ["/target", "/src/sub/deep", true],
    ]);
  });

  it("F26: a directory is bound to a directory, a file to a file, and only what exists", () => {
    const { world, view } = diskWorld(files);
    expect(codeOf(bindMount(world, view, "/src", "/target"))).toBe("ENOTDIR");
    expect(codeOf(bindMount(world, view, "/src/file", "/mnt"))).toBe("ENOTDIR");
    expect(codeOf(bindMount(world, view, "/none", "/mnt"))).toBe("ENOENT");
    const fs = done(locate(world, view, "/src")).fs.id;
    expect(codeOf(mount(world, view, fs, "/mnt", { fsPath: "/none" }))).toBe("ENOENT");
  });

  it("F26: what is read-only stays so when it is bound elsewhere", () => {
    const { world, view } = diskWorld(files);
    done(bindMount(world, view, "/src", "/mnt", { readOnly: true }));
    done(bindMount(world, view, "/mnt/sub", "/other"));
    expect(codeOf(writeFile(world, view, "/other/deep", "x"))).toBe("EROFS");
  });

  it("F26: a bind does not show what is mounted below its source, a recursive one does", () => {
    const { world, view } = diskWorld([...files, { path: "/src/sub/inner", kind: "dir" }]);
    done(mount(world, view, tmpfs(world), "/src/sub"));
    done(mkdir(world, view, "/src/sub/inner"));
    done(mount(world, view, tmpfs(world), "/src/sub/inner"));
    done(writeFile(world, view, "/src/sub/inner/x", "x"));
    done(bindMount(world, view, "/src", "/mnt"));
    done(bindMount(world, view, "/src", "/other", { recursive: true }));
    expect(viewMap(world, view, "/mnt/sub")).toMatchObject({ "/mnt/sub/deep": "= deep" });
    expect(viewMap(world, view, "/other/sub")).toEqual({
      "/other/sub/inner": "dir",
      "/other/sub/inner/x": "= x",
    });
  });

  it("F26: a directory of one namespace is bound into another, which sees nothing else of it", () => {
    const { world, view } = diskWorld(files);
    const box = viewIn(NS + 1);
    pivotTo(world, NS + 1, createFileSystem(world, { kernel: 0, type: "ext4", source: "x" }).id);
    done(mkdir(world, box, "/data"));
    done(bindMount(world, view, "/src/sub", "/data", { into: NS + 1 }));
    done(writeFile(world, box, "/data/from-box", "hi"));
    expect(done(readFile(world, view, "/src/sub/from-box"))).toBe("hi");
    expect(viewMap(world, box)).toEqual({ "/data": "dir", "/data/deep": "= deep", "/data/from-box": "= hi" });
    expect(mountPaths(world)).toEqual(["/"]);
  });

  it("F26: writing below a bind of an overlay's lower directory copies up in the overlay", () => {
    const { world, view, upper } = overlayWorld([...files]);
    done(bindMount(world, view, "/src/sub", "/mnt"));
    done(writeFile(world, view, "/mnt/deep", "new"));
    done(remove(world, view, "/src/file"));
    expect(treeMap(world, upper)).toEqual({
      "/src": "dir",
      "/src/file": "whiteout",
      "/src/sub": "dir",
      "/src/sub/deep": "= new",
    });
    expect(done(readFile(world, view, "/src/sub/deep"))).toBe("new");
  });

  it("F26: what is shown somewhere else and then removed at its source is gone there too", () => {
    const { world, view } = diskWorld(files);
    done(bindMount(world, view, "/src/file", "/target"));
    done(remove(world, view, "/src/file"));
    expect(codeOf(readFile(world, view, "/target"))).toBe("ENOENT");
    expect(codeOf(remove(world, view, "/target"))).toBe("ENOENT");
  });
});

describe("unmounting", () => {
  it("F27: only the uppermost mount at a path is unmounted, and only one with nothing in it", () => {
    const { world, view } = diskWorld(files);
    done(mount(world, view, tmpfs(world), "/mnt"));
    done(mount(world, view, tmpfs(world), "/mnt"));
    done(mkdir(world, view, "/mnt/in"));
    done(mount(world, view, tmpfs(world), "/mnt/in"));
    expect(codeOf(umount(world, view, "/mnt"))).toBe("EBUSY");
    done(umount(world, view, "/mnt/in"));
    done(umount(world, view, "/mnt"));
    expect(mountPaths(world)).toEqual(["/", "/mnt"]);
    done(umount(world, view, "/mnt"));
    expect(codeOf(umount(world, view, "/mnt"))).toBe("EINVAL");
    expect(codeOf(umount(world, view, "/"))).toBe("EBUSY");
    expect(codeOf(umount(world, view, "/none"))).toBe("ENOENT");
  });

  it("F27: a mount in which a process works is busy", () => {
    const { world, kernel, init } = testKernel({ files: [{ path: "/mnt", kind: "dir" }] });
    const ns = world.must(processes, init).ns.mnt;
    const fs = createFileSystem(world, { kernel, type: "tmpfs", source: "t" });
    done(mount(world, ns, fs.id, "/mnt"));
    const worker = start(world, kernel, { cwd: "/mnt" });
    const refused = umount(world, ns, "/mnt");
    expect(refused).toMatchObject({
      ok: false,
      refusal: { code: "EBUSY", why: "the process daemon works in it" },
    });
    world.update(processes, worker.id, { cwd: "/" });
    done(umount(world, ns, "/mnt"));
  });

  it("F28: a file system is gone with its last mount: a tmpfs with its content, a disk's tree stays", () => {
    const { world, view } = diskWorld(files);
    const before = world.count(fileTrees);
    const memory = tmpfs(world);
    const root = treeOf(world, [{ path: "/kept", content: "kept" }]);
    const disk = createFileSystem(world, { kernel: 0, type: "ext4", root, source: "/dev/sdb" }).id;
    done(mount(world, view, memory, "/mnt"));
    done(writeFile(world, view, "/mnt/lost", "lost"));
    done(bindMount(world, view, "/mnt", "/other"));
    done(umount(world, view, "/mnt"));
    expect(done(readFile(world, view, "/other/lost"))).toBe("lost");
    done(umount(world, view, "/other"));
    done(mount(world, view, disk, "/mnt"));
    done(umount(world, view, "/mnt"));
    expect(world.get(fileSystems, memory)).toBeUndefined();
    expect(world.get(fileSystems, disk)).toBeUndefined();
    expect(treeMap(world, root)).toEqual({ "/kept": "= kept" });
    expect(world.count(fileTrees)).toBe(before + 1);
  });
});

describe("namespaces of mounts", () => {
  it("F29: a copied namespace sees the same files, and what either mounts later is its own", () => {
    const { world, view } = diskWorld(files);
    done(mount(world, view, tmpfs(world), "/mnt"));
    done(mkdir(world, view, "/mnt/in"));
    done(mount(world, view, tmpfs(world), "/mnt/in"));
    copyMounts(world, NS, NS + 1);
    const copy = viewIn(NS + 1);
    expect(mountPaths(world, NS + 1)).toEqual(["/", "/mnt", "/mnt/in"]);
    done(writeFile(world, copy, "/mnt/in/x", "x"));
    expect(done(readFile(world, view, "/mnt/in/x"))).toBe("x");
    done(mount(world, copy, tmpfs(world), "/other"));
    done(umount(world, view, "/mnt/in"));
    expect(mountPaths(world)).toEqual(["/", "/mnt"]);
    expect(mountPaths(world, NS + 1)).toEqual(["/", "/mnt", "/mnt/in", "/other"]);
    expect(done(readFile(world, copy, "/mnt/in/x"))).toBe("x");
  });

  it("F29: dropping a namespace's mounts leaves the others', and takes file systems that nobody else has mounted", () => {
    const { world, view } = diskWorld(files);
    done(mount(world, view, tmpfs(world), "/mnt"));
    copyMounts(world, NS, NS + 1);
    done(mount(world, viewIn(NS + 1), tmpfs(world), "/other"));
    const rows = world.count(fileSystems);
    dropMounts(world, NS + 1);
    expect(mountPaths(world, NS + 1)).toEqual([]);
    expect(mountPaths(world)).toEqual(["/", "/mnt"]);
    expect(world.count(fileSystems)).toBe(rows - 1);
    dropMounts(world, NS);
    expect([world.count(fileSystems), world.count(mounts)]).toEqual([0, 0]);
  });

  it("F30: after a pivot an overlay is the root of a namespace and nothing else is mounted in it", () => {
    const { world } = diskWorld(files);
    copyMounts(world, NS, NS + 1);
    const lower = treeOf(world, [{ path: "/bin/sh", exec: "sh" }]);
    const fs = createFileSystem(world, {
      kernel: 0,
      type: "overlay",
      root: createTree(world),
      lowers: [lower],
      source: "overlay",
    });
    pivotTo(world, NS + 1, fs.id, { readOnly: true });
    expect(viewMap(world, viewIn(NS + 1))).toEqual({ "/bin": "dir", "/bin/sh": "= " });
    expect(codeOf(writeFile(world, viewIn(NS + 1), "/x", ""))).toBe("EROFS");
    expect(mountPaths(world)).toEqual(["/"]);
    expect(viewMap(world, viewIn())).toHaveProperty("/src");
  });
});

describe("shared mounts", () => {
  const peers = (world: World, ns: number) =>
    mountsOf(world, ns).map(({ path, propagation }) => `${path} ${propagation}`);

  it("F31: what is mounted or unmounted in one of a peer group is so in the others", () => {
    const { world, view } = diskWorld(files);
    done(setPropagation(world, view, "/", "shared"));
    copyMounts(world, NS, NS + 1, "unchanged");
    const other = viewIn(NS + 1);
    done(mount(world, view, tmpfs(world), "/mnt"));
    expect(peers(world, NS + 1)).toEqual(["/ shared", "/mnt shared"]);
    done(writeFile(world, other, "/mnt/x", "x"));
    expect(done(readFile(world, view, "/mnt/x"))).toBe("x");
    done(mkdir(world, other, "/mnt/in"));
    done(mount(world, other, tmpfs(world), "/mnt/in"));
    expect(mountPaths(world)).toEqual(["/", "/mnt", "/mnt/in"]);
    done(umount(world, view, "/mnt/in"));
    done(umount(world, other, "/mnt"));
    expect([peers(world, NS), peers(world, NS + 1)]).toEqual([["/ shared"], ["/ shared"]]);
    expect(world.count(fileSystems)).toBe(1);
  });

  it("F31: a private copy of a shared mount is out of the group", () => {
    const { world, view } = diskWorld(files);
    done(setPropagation(world, view, "/", "shared"));
    copyMounts(world, NS, NS + 1);
    copyMounts(world, NS, NS + 2, "unchanged");
    done(setPropagation(world, NS + 2, "/", "private"));
    done(mount(world, view, tmpfs(world), "/mnt"));
    expect(peers(world, NS + 1)).toEqual(["/ private"]);
    expect(peers(world, NS + 2)).toEqual(["/ private"]);
    expect(codeOf(setPropagation(world, view, "/other", "shared"))).toBe("EINVAL");
  });

  it("F31: a bind of a shared directory shows what is mounted below it, at its own path", () => {
    const { world, view } = diskWorld(files);
    done(setPropagation(world, view, "/", "shared"));
    done(bindMount(world, view, "/src", "/other", { propagation: "private" }));
    done(bindMount(world, view, "/src", "/mnt"));
    done(mount(world, view, tmpfs(world), "/src/sub"));
    expect(mountPaths(world)).toEqual(["/", "/other", "/mnt", "/src/sub", "/mnt/sub"]);
    done(mount(world, view, tmpfs(world), "/other/sub"));
    expect(mountPaths(world)).toEqual(["/", "/other", "/mnt", "/src/sub", "/mnt/sub", "/other/sub"]);
  });

  it("F31: a mount can be made shared as it is mounted", () => {
    const { world, view } = diskWorld(files);
    const made = done(mount(world, view, tmpfs(world), "/mnt", { propagation: "shared" }));
    expect(made).toMatchObject({ propagation: "shared", peers: made.id });
    expect(pivotTo(world, NS + 1, tmpfs(world), { propagation: "shared" }).propagation).toBe("shared");
  });
});

describe("tmpfs", () => {
  it("F32: holds at most what it was given, and has the room again when something goes", () => {
    const { world, view } = diskWorld(files);
    const fs = tmpfs(world, 100);
    done(mount(world, view, fs, "/mnt"));
    done(writeFile(world, view, "/mnt/a", null, { size: 60 }));
    expect(codeOf(writeFile(world, view, "/mnt/b", null, { size: 41 }))).toBe("ENOSPC");
    expect(codeOf(writeFile(world, view, "/mnt/a", null, { size: 41, append: true }))).toBe("ENOSPC");
    expect(treeBytes(world, world.must(fileSystems, fs).root)).toBe(60);
    done(remove(world, view, "/mnt/a"));
    done(writeFile(world, view, "/mnt/b", null, { size: 100 }));
  });
});

describe("a system's own mounts", () => {
  it("F33: a system has its disk, /proc, /sys, /sys/fs/cgroup, /dev, /dev/pts, /run and /tmp mounted", () => {
    const { world, kernel, init, rootTree } = testKernel({
      files: [{ path: "/etc/hostname", content: "box" }],
    });
    const { mnt } = world.must(processes, init).ns;
    const shown = (mount: Mount) => `${world.must(fileSystems, mount.fs).type} on ${mount.path}`;
    expect(mountsOf(world, mnt).map(shown)).toEqual([
      "ext4 on /",
      "proc on /proc",
      "sysfs on /sys",
      "cgroup2 on /sys/fs/cgroup",
      "devtmpfs on /dev",
      "devpts on /dev/pts",
      "tmpfs on /run",
      "tmpfs on /tmp",
    ]);
    const view = kernelView(world, mnt);
    expect(view).toMatchObject({ kernel, uid: 0, privileged: true });
    expect(done(stat(world, view, "/tmp")).mode).toBe(0o1777);
    expect(done(list(world, view, "/"))).toEqual(["dev", "etc", "proc", "run", "sys", "tmp"]);
    const { memoryBytes } = world.must(kernels, kernel);
    expect(done(locate(world, view, "/run")).fs.sizeLimit).toBe(memoryBytes / 2);
    done(writeFile(world, view, "/etc/new", "kept"));
    expect(treeMap(world, rootTree)["/etc/new"]).toBe("= kept");
  });

  it("F33: a kernel of another family has its disk and nothing else", () => {
    const { world, init } = testKernel({ family: "nt" });
    expect(mountPaths(world, world.must(processes, init).ns.mnt)).toEqual(["/"]);
  });

  it("F33: a second start finds the directories there, and what was in memory gone", () => {
    const world = new World(1);
    const rootTree = createTree(world);
    mountSystem(world, { kernel: 1, ns: NS, rootTree, disk: null });
    done(writeFile(world, viewIn(), "/tmp/lost", "lost"));
    done(writeFile(world, viewIn(), "/kept", "kept"));
    const planted = treeMap(world, rootTree);
    dropMounts(world, NS);
    dropFileSystems(world, 1);
    expect([world.count(fileSystems), world.count(mounts), world.count(fileTrees)]).toEqual([0, 0, 1]);
    mountSystem(world, { kernel: 1, ns: NS, rootTree, disk: null });
    expect(treeMap(world, rootTree)).toEqual(planted);
    expect(done(list(world, viewIn(), "/tmp"))).toEqual([]);
    expect(done(readFile(world, viewIn(), "/kept"))).toBe("kept");
  });

  it("F33: when a kernel is gone its file systems are, also those that nothing shows, and no other kernel's", () => {
    const world = new World(1);
    mountSystem(world, { kernel: 1, ns: NS, rootTree: createTree(world), disk: null });
    mountSystem(world, { kernel: 2, ns: NS + 1, rootTree: createTree(world), disk: null });
    createFileSystem(world, { kernel: 1, type: "tmpfs", source: "unused" });
    const other = world.find(fileSystems, "kernel", 2);
    dropFileSystems(world, 1);
    expect(world.all(fileSystems)).toEqual(other);
    expect(mountPaths(world)).toEqual([]);
    expect(mountPaths(world, NS + 1)).toHaveLength(8);
  });

  it("F34: devices take what is written and hold nothing; /dev/full takes nothing", () => {
    const { world, kernel, init } = testKernel();
    const view = kernelView(world, world.must(processes, init).ns.mnt);
    const bytes = treeBytes(world, devicesTree(world, kernel));
    expect(codeOf(writeFile(world, view, "/dev/null", "x".repeat(1000)))).toBe("ok");
    expect(done(readFile(world, view, "/dev/null"))).toBe("");
    expect(codeOf(writeFile(world, view, "/dev/full", "x"))).toBe("ENOSPC");
    expect(done(stat(world, view, "/dev/null"))).toMatchObject({ kind: "char", target: "1:3", mode: 0o666 });
    expect(treeBytes(world, devicesTree(world, kernel))).toBe(bytes);
    expect(codeOf(access(world, view, "/dev/null", "w"))).toBe("ok");
  });

  it("F34: a kernel's devices stay while nothing shows them, and go with the kernel", () => {
    const { world, kernel, init } = testKernel();
    const { mnt } = world.must(processes, init).ns;
    const devices = devicesTree(world, kernel);
    done(umount(world, mnt, "/dev/pts"));
    done(umount(world, mnt, "/dev"));
    expect(done(list(world, kernelView(world, mnt), "/dev"))).toEqual([]);
    expect(devicesTree(world, kernel)).toBe(devices);
    dropFileSystems(world, kernel);
    expect(world.get(inodes, devices)).toBeUndefined();
  });

  it("F34: a container's /dev is a tmpfs over the kernel's devices: no row for each device, no change of theirs", () => {
    const { world, kernel } = testKernel();
    const devices = devicesTree(world, kernel);
    const before = world.count(inodes);
    const fs = createFileSystem(world, { kernel, type: "tmpfs", lowers: [devices], source: "tmpfs" });
    pivotTo(world, 7_777_777, fs.id);
    const view = viewIn(7_777_777, { kernel });
    expect(world.count(inodes)).toBe(before + 1);
    expect(done(list(world, view, "/"))).toContain("null");
    done(writeFile(world, view, "/own", "own"));
    done(remove(world, view, "/tty"));
    expect(treeMap(world, devices)).toHaveProperty("/tty");
    expect(treeMap(world, devices)).not.toHaveProperty("/own");
    dropMounts(world, 7_777_777);
    expect(world.count(inodes)).toBe(before);
    expect(treeMap(world, devices)).toHaveProperty("/null", "char");
  });

  it("F6: a process's view has its root, directory, user and group; it may mount with the capability only", () => {
    const { world, kernel, init } = testKernel();
    const worker = start(world, kernel, { uid: 5, gid: 6, cwd: "/tmp", capabilities: "00000000a80425fb" });
    pass(world, 1);
    const process = world.must(processes, worker.id);
    expect(viewOf(world, process)).toEqual({
      kernel,
      mntNs: process.ns.mnt,
      root: "/",
      cwd: "/tmp",
      uid: 5,
      gid: 6,
      cgroup: process.cgroup,
      privileged: false,
    });
    expect(viewOf(world, world.must(processes, init)).privileged).toBe(true);
  });
});
