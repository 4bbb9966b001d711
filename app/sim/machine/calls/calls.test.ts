import { describe, expect, it } from "vitest";
import { World } from "../../core/world";
import { cgroups } from "../../kernel/cgroup/table";
import { cgroupByPath, cgroupPath } from "../../kernel/cgroup/tree";
import { lstat, readFile } from "../../kernel/files/read";
import { mounts } from "../../kernel/files/tables";
import { plantTree } from "../../kernel/files/tree";
import { kernelView, viewOf } from "../../kernel/files/view";
import { kernels } from "../../kernel/kernel";
import { namespaces } from "../../kernel/namespace/table";
import { interfaceNamed } from "../../kernel/net/interfaces";
import { ping } from "../../kernel/net/reach";
import { netStates } from "../../kernel/net/tables";
import { linesOf } from "../../kernel/output";
import { processByPid } from "../../kernel/process/look";
import type { SpawnSpec } from "../../kernel/process/spawn";
import { type Process, processes } from "../../kernel/process/table";
import { carryOut } from "../../testing/commands";
import { testMachine } from "../../testing/engines";
import { pass, start } from "../../testing/kernel";
import { cards, codeOf, must } from "../../testing/net";
import { systems } from "../tables";
import { callCommands } from "./commands";

function setup() {
  const world = new World(1);
  const { machine, host } = testMachine(world, "box");
  const { rootTree } = world.must(systems, world.first(systems, "machine", machine.id)?.id ?? 0);
  must(
    plantTree(
      world,
      rootTree,
      [
        { path: "/bin/sleep", exec: "sleep" },
        { path: "/bin/echo", exec: "echo" },
        { path: "/bin/data", content: "x", mode: 0o644 },
        { path: "/srv", mode: 0o755 },
      ],
      null,
    ),
  );
  const pidNs = world.must(processes, world.must(kernels, host.kernel).init).ns.pid;
  const pidOf = (process: Process) => process.pids.find(({ ns }) => ns === pidNs)?.pid ?? 0;
  /** A process that makes calls. */
  const caller = (spec: Partial<SpawnSpec> = {}) => {
    const { id } = start(world, host.kernel, { argv: ["sh"], ...spec });
    const now = () => world.must(processes, id);
    const pid = pidOf(now());
    const tell = (name: string, args: object = {}) =>
      carryOut(world, callCommands, { do: name, machine: "box", pid, ...args });
    return { id, pid, now, tell };
  };
  const byPid = (pid: number) => processByPid(world, pidNs, pid);
  return { world, host, caller, byPid, pidNs };
}

const PLAIN_USER = { uid: 1000, gid: 1000, capabilities: "0000000000000000" };
const inodeOf = (world: World, id: number) => world.must(namespaces, id).inode;

describe("calls", () => {
  it("Y1: are made by a process that is there, on a machine whose kernel runs", () => {
    const { world, host, caller } = setup();
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
    const { world, caller } = setup();
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
    const { world, caller, byPid } = setup();
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

  it("Y3: its exit code is collected once, and only when it has ended", () => {
    const { world, caller, byPid } = setup();
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
    const { caller } = setup();
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
    const { caller } = setup();
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
    const { world, caller } = setup();
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
    const { world, caller } = setup();
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

describe("files and mounts", () => {
  it("Y8: change in the caller's own view, with its rights", () => {
    const { world, caller } = setup();
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
    const { world, host, caller } = setup();
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
    const { world, caller } = setup();
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
});

describe("control groups", () => {
  it("Y11: are made, limited, filled and removed by root, below the group that the caller sees as the root", () => {
    const { world, host, caller } = setup();
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
    expect(world.find(cgroups, "kernel", host.kernel).map(({ id }) => cgroupPath(world, id))).not.toContain(
      "/demo",
    );
  });
});

describe("network", () => {
  it("Y12: two namespaces are connected as with ip: a cable, addresses, up", () => {
    const { world, caller } = setup();
    const [one, two] = [caller(), caller()];
    for (const sh of [one, two]) must(sh.tell("unshareNamespaces", { kinds: ["net"] }));
    const far = inodeOf(world, two.now().ns.net);
    must(one.tell("addVeth", { name: "va", peer: "vb" }));
    must(one.tell("moveLink", { name: "vb", to: far, newName: "eth0" }));
    must(one.tell("addAddress", { name: "va", address: "10.1.0.1/24" }));
    must(two.tell("addAddress", { name: "eth0", address: "10.1.0.2/24" }));
    for (const [sh, name] of [
      [one, "va"],
      [two, "eth0"],
      [one, "lo"],
    ] as const)
      must(sh.tell("setLink", { name, up: true }));
    expect(codeOf(ping(world, one.now().ns.net, "10.1.0.2"))).toBe("ok");
    must(two.tell("addRoute", { to: "default", via: "10.1.0.1" }));
    expect(codeOf(two.tell("addRoute", { to: "default", via: "10.1.0.1", device: "eth0" }))).toBe("EEXIST");
    must(two.tell("deleteRoute", { to: "default" }));
    must(one.tell("setForwarding", { forwarding: true }));
    expect(world.first(netStates, "ns", one.now().ns.net)?.forwarding).toBe(true);
    must(two.tell("deleteAddress", { name: "eth0", address: "10.1.0.2/24" }));
    expect(codeOf(ping(world, one.now().ns.net, "10.1.0.2"))).toBe("EHOSTUNREACH");
    must(one.tell("deleteLink", { name: "va" }));
    expect([cards(world, one.now().ns.net), cards(world, two.now().ns.net)]).toEqual([["lo"], ["lo"]]);
  });

  it("Y12: a bridge joins what is plugged into it, until it is taken out", () => {
    const { world, caller } = setup();
    const [host, guest] = [caller(), caller()];
    must(guest.tell("unshareNamespaces", { kinds: ["net"] }));
    must(host.tell("addInterface", { name: "br0" }));
    must(host.tell("addAddress", { name: "br0", address: "10.1.0.1/24" }));
    must(host.tell("setLink", { name: "br0", up: true }));
    must(host.tell("addVeth", { name: "v0", peer: "eth0", peerNs: inodeOf(world, guest.now().ns.net) }));
    must(host.tell("setLink", { name: "v0", up: true, master: "br0" }));
    must(guest.tell("addAddress", { name: "eth0", address: "10.1.0.2/24" }));
    must(guest.tell("setLink", { name: "eth0", up: true }));
    expect(codeOf(ping(world, guest.now().ns.net, "10.1.0.1"))).toBe("ok");
    must(host.tell("setLink", { name: "v0", master: "" }));
    expect(codeOf(ping(world, guest.now().ns.net, "10.1.0.1"))).toBe("EHOSTUNREACH");
  });

  it("Y13: what is not there, or cannot be done, is refused as the kernel does", () => {
    const { world, caller } = setup();
    const [root, user] = [caller(), caller(PLAIN_USER)];
    const { net, uts } = root.now().ns;
    expect(root.tell("setLink", { name: "nope", up: true })).toMatchObject({
      refusal: { code: "ENODEV", why: 'Device "nope" does not exist' },
    });
    expect(codeOf(root.tell("setLink", { name: "lo", master: "nope" }))).toBe("ENODEV");
    expect(codeOf(root.tell("deleteLink", { name: "lo" }))).toBe("EOPNOTSUPP");
    expect(codeOf(root.tell("addVeth", { name: "a", peer: "b", peerNs: inodeOf(world, uts) }))).toBe(
      "EINVAL",
    );
    expect(codeOf(root.tell("addVeth", { name: "a", peer: "b", peerNs: 7 }))).toBe("ENOENT");
    expect(codeOf(root.tell("moveLink", { name: "lo", to: inodeOf(world, net), newName: "x" }))).toBe(
      "EINVAL",
    );
    for (const [name, args] of [
      ["addVeth", { name: "a", peer: "b" }],
      ["setLink", { name: "lo", up: false }],
      ["addRoute", { to: "default", via: "10.0.0.1" }],
      ["deleteRoute", { to: "default" }],
      ["setForwarding", { forwarding: true }],
    ] as const)
      expect(codeOf(user.tell(name, args))).toBe("EPERM");
    expect(interfaceNamed(world, net, "a")).toBeUndefined();
  });
});
