/** What calls about files, mounts, groups, processes and namespaces are refused with, as on Linux, and that nothing is changed then. */
import { describe, expect, it } from "vitest";
import { readFile } from "../../kernel/files/read";
import { viewOf } from "../../kernel/files/view";
import { inodeOf, PLAIN_USER, testCallers } from "../../testing/callers";
import { codeOf, must } from "../../testing/net";

/** A caller of root's, and one of user 1000's; files and directories to act on below /w, which is root's. */
function setup() {
  const made = testCallers();
  const [root, user] = [made.caller(), made.caller(PLAIN_USER)];
  for (const [name, args] of [
    ["makeDirectory", { path: "/w/full/in", parents: true }],
    ["makeDirectory", { path: "/w/empty" }],
    ["makeDirectory", { path: "/w/secret", mode: 0o700 }],
    ["makeDirectory", { path: "/w/open", mode: 0o777 }],
    ["writeFile", { path: "/w/f", content: "text" }],
    ["writeFile", { path: "/w/secret/f", content: "text" }],
    ["writeFile", { path: "/w/mine", content: "text" }],
    ["changeOwner", { path: "/w/mine", uid: 1000, gid: 1000 }],
    ["makeLink", { target: "loop2", path: "/w/loop1" }],
    ["makeLink", { target: "loop1", path: "/w/loop2" }],
    ["makeLink", { target: "nowhere", path: "/w/dangling" }],
    ["makeDirectory", { path: "/w/ro" }],
    ["mountFileSystem", { type: "tmpfs", path: "/w/ro", readOnly: true }],
    ["makeDirectory", { path: "/w/mem" }],
    ["mountFileSystem", { type: "tmpfs", path: "/w/mem", sizeBytes: 10 }],
    ["makeCgroup", { parent: "/", name: "g" }],
    ["makeCgroup", { parent: "/g", name: "in" }],
  ] as const)
    must(root.tell(name, args));
  return { ...made, root, user };
}

const BY_ROOT: readonly (readonly [string, object, string])[] = [
  ["writeFile", { path: "/w/nope/f", content: "" }, "ENOENT"],
  ["writeFile", { path: "/w/f/below", content: "" }, "ENOTDIR"],
  ["writeFile", { path: "/w/full", content: "" }, "EISDIR"],
  ["writeFile", { path: "/w/loop1", content: "" }, "ELOOP"],
  ["writeFile", { path: "/w/ro/f", content: "" }, "EROFS"],
  ["writeFile", { path: "/w/mem/f", content: "more than ten bytes" }, "ENOSPC"],
  ["makeDirectory", { path: "/w/full" }, "EEXIST"],
  ["makeDirectory", { path: "/w/f" }, "EEXIST"],
  ["makeDirectory", { path: "/w/a/b" }, "ENOENT"],
  ["makeDirectory", { path: "/w/ro/d" }, "EROFS"],
  ["makeLink", { target: "x", path: "/w/f" }, "EEXIST"],
  ["makeLink", { target: "x", path: "/w/nope/l" }, "ENOENT"],
  ["removeFile", { path: "/w/nope" }, "ENOENT"],
  ["removeFile", { path: "/w/full" }, "EISDIR"],
  ["removeDirectory", { path: "/w/full" }, "ENOTEMPTY"],
  ["removeDirectory", { path: "/w/f" }, "ENOTDIR"],
  ["removeDirectory", { path: "/w/nope" }, "ENOENT"],
  ["removeDirectory", { path: "/w/mem" }, "EBUSY"],
  ["renameFile", { from: "/w/nope", to: "/w/x" }, "ENOENT"],
  ["renameFile", { from: "/w/f", to: "/w/empty" }, "EISDIR"],
  ["renameFile", { from: "/w/empty", to: "/w/f" }, "ENOTDIR"],
  ["renameFile", { from: "/w/empty", to: "/w/full" }, "ENOTEMPTY"],
  ["renameFile", { from: "/w/full", to: "/w/full/in/x" }, "EINVAL"],
  ["renameFile", { from: "/w/f", to: "/w/mem/f" }, "EXDEV"],
  ["changeMode", { path: "/w/dangling", mode: 0o600 }, "ENOENT"],
  ["changeOwner", { path: "/w/nope", uid: 1, gid: 1 }, "ENOENT"],
  ["mountFileSystem", { type: "tmpfs", path: "/w/nope" }, "ENOENT"],
  ["mountFileSystem", { type: "tmpfs", path: "/w/f" }, "ENOTDIR"],
  ["bindMount", { from: "/w/nope", to: "/w/empty" }, "ENOENT"],
  ["bindMount", { from: "/w/f", to: "/w/empty" }, "ENOTDIR"],
  ["bindMount", { from: "/w/full", to: "/w/f" }, "ENOTDIR"],
  ["unmount", { path: "/w/empty" }, "EINVAL"],
  ["unmount", { path: "/w/nope" }, "ENOENT"],
  ["unmount", { path: "/" }, "EBUSY"],
  ["makeCgroup", { parent: "/", name: "g" }, "EEXIST"],
  ["removeCgroup", { path: "/g" }, "EBUSY"],
  ["removeCgroup", { path: "/nope" }, "ENOENT"],
  ["writeCgroupFile", { path: "/g", file: "memory.max", text: "lots" }, "EINVAL"],
  ["writeCgroupFile", { path: "/g", file: "pids.max", text: "-3" }, "EINVAL"],
  ["writeCgroupFile", { path: "/g", file: "cgroup.procs", text: "99999" }, "ESRCH"],
  ["writeCgroupFile", { path: "/nope", file: "memory.max", text: "max" }, "ENOENT"],
  ["enterNamespace", { inode: 12 }, "ENOENT"],
  ["setHostname", { name: "x".repeat(65) }, "EINVAL"],
  ["signal", { target: 4242, signal: 15 }, "ESRCH"],
  ["signal", { target: 1, signal: 65 }, "EINVAL"],
  ["reapProcess", {}, "ECHILD"],
  ["execProgram", { argv: ["/w/full"] }, "EACCES"],
  ["execProgram", { argv: ["/w/f"] }, "EACCES"],
  ["execProgram", { argv: ["/w/nope"] }, "ENOENT"],
  ["spawnProcess", { argv: ["/w/nope"] }, "ENOENT"],
];

const BY_USER: readonly (readonly [string, object, string])[] = [
  ["writeFile", { path: "/w/f", content: "" }, "EACCES"],
  ["writeFile", { path: "/w/new", content: "" }, "EACCES"],
  ["writeFile", { path: "/w/secret/f", content: "" }, "EACCES"],
  ["makeDirectory", { path: "/w/d" }, "EACCES"],
  ["removeFile", { path: "/w/mine" }, "EACCES"],
  ["removeDirectory", { path: "/w/empty" }, "EACCES"],
  ["renameFile", { from: "/w/mine", to: "/w/open/mine" }, "EACCES"],
  ["changeMode", { path: "/w/f", mode: 0o777 }, "EPERM"],
  ["changeOwner", { path: "/w/f", uid: 1000, gid: 1000 }, "EPERM"],
  ["changeOwner", { path: "/w/mine", uid: 0, gid: 0 }, "EPERM"],
  ["mountFileSystem", { type: "tmpfs", path: "/w/open" }, "EPERM"],
  ["bindMount", { from: "/w/mine", to: "/w/f" }, "EPERM"],
  ["mountOverlay", { lowers: ["/w/full"], path: "/w/open" }, "EPERM"],
  ["unmount", { path: "/w/mem" }, "EPERM"],
  ["makeCgroup", { parent: "/g", name: "x" }, "EACCES"],
  ["removeCgroup", { path: "/g/in" }, "EACCES"],
  ["writeCgroupFile", { path: "/g", file: "memory.max", text: "max" }, "EACCES"],
  ["unshareNamespaces", { kinds: ["uts"] }, "EPERM"],
  ["setHostname", { name: "x" }, "EPERM"],
  ["signal", { target: 1, signal: 15 }, "EPERM"],
];

describe("refusals", () => {
  it.each(BY_ROOT)("Y16: root's %s %j is %s", (name, args, code) => {
    const { world, root } = setup();
    const before = world.toJSON();
    expect(codeOf(root.tell(name, args))).toBe(code);
    expect(world.toJSON()).toEqual(before);
  });

  it.each(BY_USER)("Y16: a plain user's %s %j is %s", (name, args, code) => {
    const { world, user } = setup();
    const before = world.toJSON();
    expect(codeOf(user.tell(name, args))).toBe(code);
    expect(world.toJSON()).toEqual(before);
  });

  it("Y16: what is a plain user's own is no other's business", () => {
    const { world, user, root } = setup();
    must(user.tell("writeFile", { path: "/w/mine", content: "new" }));
    must(user.tell("changeMode", { path: "/w/mine", mode: 0o600 }));
    must(user.tell("makeDirectory", { path: "/w/open/d" }));
    must(user.tell("writeFile", { path: "/w/open/d/f", content: "a" }));
    must(user.tell("renameFile", { from: "/w/open/d/f", to: "/w/open/g" }));
    must(user.tell("removeDirectory", { path: "/w/open/d" }));
    expect(must(readFile(world, viewOf(world, user.now()), "/w/open/g"))).toBe("a");
    must(user.tell("removeFile", { path: "/w/open/g" }));
    must(root.tell("writeFile", { path: "/w/dangling", content: "through the link" }));
    expect(must(readFile(world, viewOf(world, root.now()), "/w/nowhere"))).toBe("through the link");
  });

  it("Y16: a caller that has ended makes no call at all, whichever it is", () => {
    const { world, root } = setup();
    const other = root.now().ns.uts;
    must(root.tell("exitProcess", { code: 0 }));
    const before = world.toJSON();
    for (const [name, args] of [
      ["spawnProcess", { argv: ["sleep", "1"] }],
      ["execProgram", { argv: ["sleep", "1"] }],
      ["unshareNamespaces", { kinds: ["net"] }],
      ["enterNamespace", { inode: inodeOf(world, other) }],
      ["writeFile", { path: "/w/f", content: "" }],
      ["mountFileSystem", { type: "tmpfs", path: "/w/empty" }],
      ["makeCgroup", { parent: "/", name: "x" }],
      ["addVeth", { name: "a", peer: "b" }],
      ["setForwarding", { forwarding: true }],
      ["reapProcess", {}],
    ] as const)
      expect(codeOf(root.tell(name, args))).toBe("ESRCH");
    expect(world.toJSON()).toEqual(before);
  });
});
