import { describe, expect, it } from "vitest";
import { kernels } from "../../kernel/kernel";
import { namespaces } from "../../kernel/namespace/table";
import { linesOf } from "../../kernel/output";
import { inodeOf, PLAIN_USER, testCallers } from "../../testing/callers";
import { pass } from "../../testing/kernel";
import { cards, codeOf, must } from "../../testing/net";

describe("calls", () => {
  it("Y1: are made by a process that is there, on a machine whose kernel runs", () => {
    const { world, host, caller } = testCallers();
    const sh = caller();
    expect(codeOf(sh.tell("exitProcess", { pid: 9999, code: 0 }))).toBe("ESRCH");
    expect(codeOf(sh.tell("exitProcess", { machine: "nowhere", code: 0 }))).toBe("no-machine");
    world.update(kernels, host.kernel, { state: "off" });
    expect(codeOf(sh.tell("exitProcess", { code: 0 }))).not.toBe("ok");
    world.update(kernels, host.kernel, { state: "running" });
    must(sh.tell("exitProcess", { code: 0 }));
    expect(codeOf(sh.tell("exitProcess", { code: 0 }))).toBe("ESRCH");
  });

  it("Y1: a refused call leaves the world as it was", () => {
    const { world, caller } = testCallers();
    const user = caller(PLAIN_USER);
    const before = world.toJSON();
    for (const [name, args] of [
      ["writeFile", { path: "/srv/f", content: "x" }],
      ["addVeth", { name: "a", peer: "b" }],
      ["unshareNamespaces", { kinds: ["net"] }],
      ["mountFileSystem", { type: "tmpfs", path: "/srv" }],
      ["makeCgroup", { parent: "/", name: "x" }],
    ] as const)
      expect(codeOf(user.tell(name, args))).not.toBe("ok");
    expect(world.toJSON()).toEqual(before);
  });
});

describe("processes", () => {
  it("Y2: a child runs a program that is found in the caller's files, and its output is kept where that is asked for", () => {
    const { world, caller, byPid } = testCallers();
    const sh = caller();
    const made = must(sh.tell("spawnProcess", { argv: ["echo", "hello"], capture: true })) as {
      pid: number;
      output: number;
    };
    expect(byPid(made.pid)).toMatchObject({ parent: sh.id, name: "echo", argv: ["echo", "hello"] });
    pass(world, 1000);
    expect(linesOf(world, made.output).map(({ text }) => text)).toEqual(["hello"]);
    expect(codeOf(sh.tell("spawnProcess", { argv: ["nope"] }))).toBe("ENOENT");
    expect(codeOf(sh.tell("spawnProcess", { argv: ["/bin/data"] }))).toBe("EACCES");
    expect(codeOf(sh.tell("spawnProcess", { argv: ["sleep", "1"], env: { PATH: "/nowhere" } }))).toBe(
      "ENOENT",
    );
  });

  it("Y4: a virtual machine's process does not go on as something else", () => {
    const { caller } = testCallers();
    const guest = caller({ program: { kind: "machine" } });
    expect(codeOf(guest.tell("execProgram", { argv: ["sleep", "9"] }))).toBe("EBUSY");
    expect(guest.now().program.kind).toBe("machine");
  });

  it("Y3: its exit code is collected once, and only when it has ended", () => {
    const { world, caller, byPid } = testCallers();
    const sh = caller();
    expect(codeOf(sh.tell("reapProcess"))).toBe("ECHILD");
    const { pid } = must(sh.tell("spawnProcess", { argv: ["sleep", "5"] })) as { pid: number };
    expect(codeOf(sh.tell("reapProcess"))).toBe("EAGAIN");
    expect(codeOf(sh.tell("reapProcess", { target: 9999 }))).toBe("ECHILD");
    must(sh.tell("signal", { target: pid, signal: 9 }));
    expect(byPid(pid)?.state).toBe("zombie");
    expect(must(sh.tell("reapProcess", { target: pid }))).toEqual({ pid, code: 137 });
    expect(byPid(pid)).toBeUndefined();
    expect(codeOf(sh.tell("reapProcess"))).toBe("ECHILD");
    pass(world, 10_000);
  });

  it("Y4: a process goes on as another program, and ends with the code that it gives", () => {
    const { caller } = testCallers();
    const sh = caller();
    must(sh.tell("execProgram", { argv: ["sleep", "100"] }));
    expect(sh.now()).toMatchObject({ name: "sleep", program: { kind: "sleep", ms: 100_000 } });
    expect(codeOf(sh.tell("execProgram", { argv: ["nope"] }))).toBe("ENOENT");
    const other = caller();
    const { pid } = must(other.tell("spawnProcess", { argv: ["sleep", "1"] })) as { pid: number };
    must(other.tell("exitProcess", { pid, code: 3 }));
    expect(must(other.tell("reapProcess"))).toEqual({ pid, code: 3 });
  });

  it("Y5: signals go to processes that the caller sees and may signal", () => {
    const { caller } = testCallers();
    const [root, user, mate] = [caller(), caller(PLAIN_USER), caller(PLAIN_USER)];
    expect(codeOf(user.tell("signal", { target: root.pid, signal: 9 }))).toBe("EPERM");
    expect(codeOf(user.tell("signal", { target: 9999, signal: 9 }))).toBe("ESRCH");
    expect(codeOf(root.tell("signal", { target: user.pid, signal: 99 }))).toBe("EINVAL");
    must(user.tell("signal", { target: mate.pid, signal: 19 }));
    expect(mate.now().state).toBe("stopped");
    must(root.tell("signal", { target: mate.pid, signal: 18 }));
    expect(mate.now().state).not.toBe("stopped");
  });
});

describe("namespaces", () => {
  it("Y6: the caller gets new ones, and enters others by their number", () => {
    const { world, caller } = testCallers();
    const [one, two] = [caller(), caller()];
    const { net, uts } = one.now().ns;
    must(one.tell("unshareNamespaces", { kinds: ["net", "uts"] }));
    expect(one.now().ns.net).not.toBe(net);
    must(two.tell("enterNamespace", { inode: inodeOf(world, one.now().ns.uts) }));
    must(two.tell("setHostname", { name: "inside" }));
    expect(world.must(namespaces, one.now().ns.uts).hostname).toBe("inside");
    expect(world.must(namespaces, uts).hostname).toBe("box");
    expect(codeOf(two.tell("enterNamespace", { inode: 1 }))).toBe("ENOENT");
  });

  it("Y7: root of a user namespace of its own is not root over what belongs to the host", () => {
    const { world, caller } = testCallers();
    const user = caller(PLAIN_USER);
    expect(codeOf(user.tell("setHostname", { name: "mine" }))).toBe("EPERM");
    must(user.tell("unshareNamespaces", { kinds: ["user"] }));
    expect(codeOf(user.tell("setHostname", { name: "mine" }))).toBe("EPERM");
    expect(codeOf(user.tell("addInterface", { name: "br0" }))).toBe("EPERM");
    must(user.tell("unshareNamespaces", { kinds: ["uts", "net"] }));
    must(user.tell("setHostname", { name: "mine" }));
    must(user.tell("addInterface", { name: "br0" }));
    expect(cards(world, user.now().ns.net)).toEqual(["lo", "br0"]);
  });
});

describe("rights in a user namespace of one's own", () => {
  function setup() {
    const { world, caller } = testCallers();
    const [root, user] = [caller(), caller(PLAIN_USER)];
    must(user.tell("unshareNamespaces", { kinds: ["user"] }));
    return { world, caller, root, user };
  }

  it("Y7: do not reach processes outside of it", () => {
    const { caller, root, user } = setup();
    expect(codeOf(user.tell("signal", { target: root.pid, signal: 9 }))).toBe("EPERM");
    const mate = caller({ ...PLAIN_USER, uid: 1001 });
    expect(codeOf(user.tell("signal", { target: mate.pid, signal: 9 }))).toBe("EPERM");
    must(root.tell("signal", { target: user.pid, signal: 9 }));
    expect(user.now().state).toBe("zombie");
  });

  it("Y7: do not lead into other namespaces of the host", () => {
    const { world, root, user } = setup();
    must(root.tell("unshareNamespaces", { kinds: ["net", "uts", "mnt"] }));
    for (const kind of ["net", "uts", "mnt"] as const)
      expect(codeOf(user.tell("enterNamespace", { inode: inodeOf(world, root.now().ns[kind]) }))).toBe(
        "EPERM",
      );
    must(user.tell("unshareNamespaces", { kinds: ["net"] }));
    must(root.tell("enterNamespace", { inode: inodeOf(world, user.now().ns.net) }));
    expect(root.now().ns.net).toBe(user.now().ns.net);
  });

  it("Y7: do not change mounts that belong to the host; in mounts of its own they do", () => {
    const { user } = setup();
    for (const [name, args] of [
      ["mountFileSystem", { type: "tmpfs", path: "/srv" }],
      ["bindMount", { from: "/bin", to: "/srv" }],
      ["mountOverlay", { lowers: ["/bin"], path: "/srv" }],
      ["unmount", { path: "/tmp" }],
    ] as const)
      expect(codeOf(user.tell(name, args))).toBe("EPERM");
    must(user.tell("unshareNamespaces", { kinds: ["mnt"] }));
    must(user.tell("mountFileSystem", { type: "tmpfs", path: "/srv" }));
    must(user.tell("unmount", { path: "/srv" }));
  });
});
