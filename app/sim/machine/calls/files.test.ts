import { describe, expect, it } from "vitest";
import { cgroups } from "../../kernel/cgroup/table";
import { cgroupByPath, cgroupPath } from "../../kernel/cgroup/tree";
import { lstat, readFile } from "../../kernel/files/read";
import { fileSystems, mounts } from "../../kernel/files/tables";
import { kernelView, viewOf } from "../../kernel/files/view";
import { kernels } from "../../kernel/kernel";
import { processes } from "../../kernel/process/table";
import { PLAIN_USER, testCallers } from "../../testing/callers";
import { codeOf, must } from "../../testing/net";

describe("files and mounts", () => {
  it("Y8: change in the caller's own view, with its rights", () => {
    const { world, caller } = testCallers();
    const [root, user] = [caller(), caller(PLAIN_USER)];
    must(root.tell("makeDirectory", { path: "/srv/a/b", parents: true }));
    must(root.tell("makeDirectory", { path: "/srv/c", mode: 0o777 }));
    must(root.tell("writeFile", { path: "/srv/a/f", content: "one" }));
    must(root.tell("writeFile", { path: "/srv/a/f", content: " two", append: true }));
    must(root.tell("makeLink", { target: "a/f", path: "/srv/link" }));
    const view = viewOf(world, root.now());
    expect(must(readFile(world, view, "/srv/link"))).toBe("one two");
    expect(codeOf(user.tell("writeFile", { path: "/srv/a/f", content: "x" }))).toBe("EACCES");
    must(user.tell("writeFile", { path: "/srv/c/mine", content: "x" }));
    must(root.tell("changeMode", { path: "/srv/a/f", mode: 0o600 }));
    must(root.tell("changeOwner", { path: "/srv/a/f", uid: 1000, gid: 1000 }));
    expect(must(lstat(world, view, "/srv/a/f"))).toMatchObject({ mode: 0o600, uid: 1000, gid: 1000 });
    must(user.tell("writeFile", { path: "/srv/a/f", content: "mine now" }));
    must(root.tell("renameFile", { from: "/srv/a/f", to: "/srv/g" }));
    expect(codeOf(root.tell("removeDirectory", { path: "/srv/a" }))).toBe("ENOTEMPTY");
    must(root.tell("removeDirectory", { path: "/srv/a/b" }));
    must(root.tell("removeFile", { path: "/srv/g" }));
    expect(codeOf(root.tell("removeFile", { path: "/srv/g" }))).toBe("ENOENT");
  });

  it("Y9: mounts are of the caller's mount namespace alone", () => {
    const { world, host, caller } = testCallers();
    const sh = caller();
    must(sh.tell("unshareNamespaces", { kinds: ["mnt"] }));
    must(sh.tell("mountFileSystem", { type: "tmpfs", path: "/srv", sizeBytes: 1000 }));
    must(sh.tell("writeFile", { path: "/srv/f", content: "in memory" }));
    expect(codeOf(sh.tell("writeFile", { path: "/srv/big", content: "x".repeat(2000) }))).toBe("ENOSPC");
    const outside = kernelView(world, world.must(processes, world.must(kernels, host.kernel).init).ns.mnt);
    expect(codeOf(lstat(world, outside, "/srv/f"))).toBe("ENOENT");
    must(sh.tell("makeDirectory", { path: "/there" }));
    must(sh.tell("bindMount", { from: "/srv", to: "/there", readOnly: true }));
    expect(must(readFile(world, viewOf(world, sh.now()), "/there/f"))).toBe("in memory");
    expect(codeOf(sh.tell("writeFile", { path: "/there/g", content: "x" }))).toBe("EROFS");
    const count = world.find(mounts, "ns", sh.now().ns.mnt).length;
    must(sh.tell("unmount", { path: "/there" }));
    expect(world.find(mounts, "ns", sh.now().ns.mnt)).toHaveLength(count - 1);
    expect(codeOf(sh.tell("unmount", { path: "/there" }))).toBe("EINVAL");
  });

  it("Y10: an overlay shows directories over one another; changes go to the upper one", () => {
    const { world, caller } = testCallers();
    const sh = caller();
    for (const path of ["/l1", "/l2", "/up", "/m"]) must(sh.tell("makeDirectory", { path }));
    must(sh.tell("mountFileSystem", { type: "tmpfs", path: "/up" }));
    must(sh.tell("writeFile", { path: "/l1/f", content: "top" }));
    must(sh.tell("writeFile", { path: "/l2/f", content: "bottom" }));
    must(sh.tell("writeFile", { path: "/l2/g", content: "g" }));
    must(sh.tell("mountOverlay", { lowers: ["/l1", "/l2"], upper: "/up", path: "/m" }));
    const view = viewOf(world, sh.now());
    expect(must(readFile(world, view, "/m/f"))).toBe("top");
    must(sh.tell("writeFile", { path: "/m/g", content: "changed" }));
    must(sh.tell("removeFile", { path: "/m/f" }));
    expect(must(readFile(world, view, "/l2/g"))).toBe("g");
    expect(must(readFile(world, view, "/up/g"))).toBe("changed");
    expect(codeOf(lstat(world, view, "/m/f"))).toBe("ENOENT");
    expect(must(readFile(world, view, "/l1/f"))).toBe("top");
    expect(codeOf(sh.tell("mountOverlay", { lowers: ["/nope"], path: "/m" }))).toBe("ENOENT");
    expect(codeOf(sh.tell("mountOverlay", { lowers: ["/l1/f"], path: "/m" }))).toBe("ENOTDIR");
    expect(codeOf(sh.tell("mountOverlay", { lowers: ["/l1"], upper: "/l2", path: "/m" }))).toBe("EINVAL");
    must(sh.tell("mountOverlay", { lowers: ["/m", "/l1"], path: "/l2" }));
    expect(must(readFile(world, view, "/l2/g"))).toBe("changed");
    expect(codeOf(sh.tell("writeFile", { path: "/l2/g", content: "x" }))).toBe("EROFS");
  });

  it("Y10: an overlay cannot be made of the kernel's own state, and outlives the directories that it is made of", () => {
    const { world, caller } = testCallers();
    const sh = caller();
    for (const path of ["/low", "/up", "/m"]) must(sh.tell("makeDirectory", { path }));
    expect(codeOf(sh.tell("mountOverlay", { lowers: ["/proc"], path: "/m" }))).toBe("EINVAL");
    expect(codeOf(sh.tell("mountOverlay", { lowers: ["/low"], upper: "/sys", path: "/m" }))).toBe("EINVAL");
    must(sh.tell("mountFileSystem", { type: "tmpfs", path: "/up" }));
    must(sh.tell("mountOverlay", { lowers: ["/low"], upper: "/up", path: "/m" }));
    must(sh.tell("writeFile", { path: "/m/f", content: "kept" }));
    must(sh.tell("removeDirectory", { path: "/low" }));
    must(sh.tell("unmount", { path: "/up" }));
    expect(must(readFile(world, viewOf(world, sh.now()), "/m/f"))).toBe("kept");
    const before = world.count(fileSystems);
    must(sh.tell("unmount", { path: "/m" }));
    expect(world.count(fileSystems)).toBe(before - 2);
  });
});

describe("control groups", () => {
  it("Y11: are made, limited, filled and removed by root, below the group that the caller sees as the root", () => {
    const { world, host, caller } = testCallers();
    const [root, user] = [caller(), caller(PLAIN_USER)];
    must(root.tell("makeCgroup", { parent: "/", name: "demo" }));
    must(root.tell("writeCgroupFile", { path: "/demo", file: "memory.max", text: "10M" }));
    must(root.tell("writeCgroupFile", { path: "/demo", file: "cgroup.procs", text: `${user.pid}` }));
    const demo = cgroupByPath(world, host.kernel, "/demo");
    expect(demo?.memoryMax).toBe(10 * 1024 * 1024);
    expect(user.now().cgroup).toBe(demo?.id);
    expect(codeOf(root.tell("writeCgroupFile", { path: "/demo", file: "memory.max", text: "rubbish" }))).toBe(
      "EINVAL",
    );
    expect(codeOf(root.tell("removeCgroup", { path: "/demo" }))).toBe("EBUSY");
    expect(codeOf(user.tell("makeCgroup", { parent: "/demo", name: "x" }))).toBe("EACCES");
    expect(codeOf(root.tell("makeCgroup", { parent: "/nope", name: "x" }))).toBe("ENOENT");
    expect(codeOf(root.tell("makeCgroup", { parent: "/demo/..", name: "x" }))).toBe("ENOENT");
    must(root.tell("makeCgroup", { parent: "/demo", name: "inner" }));
    must(root.tell("writeCgroupFile", { path: "/", file: "cgroup.procs", text: `${user.pid}` }));
    must(root.tell("removeCgroup", { path: "/demo/inner" }));
    must(root.tell("removeCgroup", { path: "/demo" }));
    expect(cgroupByPath(world, host.kernel, "/demo")).toBeUndefined();
    must(root.tell("makeCgroup", { parent: "/", name: "seen" }));
    const inside = caller();
    must(root.tell("writeCgroupFile", { path: "/seen", file: "cgroup.procs", text: `${inside.pid}` }));
    must(inside.tell("unshareNamespaces", { kinds: ["cgroup"] }));
    must(root.tell("writeCgroupFile", { path: "/", file: "cgroup.procs", text: `${inside.pid}` }));
    must(root.tell("removeCgroup", { path: "/seen" }));
    expect(codeOf(inside.tell("makeCgroup", { parent: "/", name: "x" }))).toBe("ENODEV");
    expect(world.find(cgroups, "kernel", host.kernel).map(({ id }) => cgroupPath(world, id))).not.toContain(
      "/demo",
    );
  });
});
