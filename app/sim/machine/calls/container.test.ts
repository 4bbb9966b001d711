/** What a process of a container may ask of its kernel: everything about itself, and nothing of its host's. */
import { describe, expect, it } from "vitest";
import type { CommandInput } from "../../commands/all";
import type { Result } from "../../core/result";
import { cgroups } from "../../kernel/cgroup/table";
import { readFile } from "../../kernel/files/read";
import { namespaces } from "../../kernel/namespace/table";
import { ping } from "../../kernel/net/reach";
import { processes } from "../../kernel/process/table";
import { inodeOf } from "../../testing/callers";
import { carryOut } from "../../testing/commands";
import { engineLab, insideOf, type Lab, runIn, stateOf, theContainer } from "../../testing/engine";
import { cards, codeOf, must } from "../../testing/net";
import { callCommands } from "./commands";

type Options = Partial<Extract<CommandInput, { do: "runContainer" }>>;

/** A container `app` that sleeps, and calls that its first process makes. */
function setup(options: Options = {}) {
  const lab = engineLab();
  runIn(lab, "app", { memory: 64_000_000, ...options });
  const { first, init } = insideOf(lab, "app");
  const pid = first.pids.find(({ ns }) => ns === init.ns.pid)?.pid ?? 0;
  const tell = (name: string, args: object = {}): Result<unknown> =>
    carryOut(lab.world, callCommands, { do: name, machine: "box", pid, ...args });
  const view = () => insideOf(lab, "app").view;
  return { lab, tell, first, init, view };
}

const groupOf = (lab: Lab) => lab.world.must(cgroups, theContainer(lab, "app").cgroup ?? 0);

/** Calls that need more rights than a default container has, with what the kernel says. */
const GUARDED: readonly (readonly [string, object, string])[] = [
  ["unshareNamespaces", { kinds: ["net"] }, "EPERM"],
  ["unshareNamespaces", { kinds: ["mnt", "pid"] }, "EPERM"],
  ["setHostname", { name: "mine" }, "EPERM"],
  ["mountFileSystem", { type: "tmpfs", path: "/tmp" }, "EPERM"],
  ["mountOverlay", { lowers: ["/etc"], path: "/tmp" }, "EPERM"],
  ["bindMount", { from: "/etc", to: "/tmp" }, "EPERM"],
  ["unmount", { path: "/etc/hosts" }, "EPERM"],
  ["addInterface", { name: "br0" }, "EPERM"],
  ["addVeth", { name: "va", peer: "vb" }, "EPERM"],
  ["deleteLink", { name: "eth0" }, "EPERM"],
  ["setLink", { name: "eth0", up: false }, "EPERM"],
  ["moveLink", { name: "eth0", newName: "lan0" }, "EPERM"],
  ["addAddress", { name: "eth0", address: "10.0.0.9/8" }, "EPERM"],
  ["deleteAddress", { name: "eth0", address: "172.17.0.2/16" }, "EPERM"],
  ["addRoute", { to: "10.7.0.0/16", via: "172.17.0.1" }, "EPERM"],
  ["deleteRoute", { to: "default" }, "EPERM"],
  ["setForwarding", { forwarding: true }, "EPERM"],
  ["makeCgroup", { parent: "/", name: "mine" }, "EROFS"],
  ["removeCgroup", { path: "/mine" }, "EROFS"],
  ["writeCgroupFile", { path: "/", file: "memory.max", text: "max" }, "EROFS"],
  ["writeCgroupFile", { path: "/", file: "cgroup.procs", text: "1" }, "EROFS"],
];

describe("in a default container", () => {
  it.each(GUARDED)("Y14: root's %s %j is refused with %s, and nothing is changed", (name, args, code) => {
    const { lab, tell } = setup();
    const before = JSON.stringify(lab.world.toJSON());
    expect(codeOf(tell(name, args))).toBe(code);
    expect(JSON.stringify(lab.world.toJSON())).toBe(before);
  });

  it("Y14: neither may it enter any namespace of its host", () => {
    const { lab, tell, init } = setup();
    for (const kind of ["net", "uts", "mnt", "ipc", "pid", "cgroup"] as const)
      expect(codeOf(tell("enterNamespace", { inode: inodeOf(lab.world, init.ns[kind]) }))).toBe("EPERM");
  });

  it("Y14: its own files, processes and signals are its own business", () => {
    const { lab, tell, view, first } = setup();
    must(tell("makeDirectory", { path: "/srv/deep", parents: true, mode: 0o700 }));
    must(tell("writeFile", { path: "/srv/f", content: "a" }));
    must(tell("writeFile", { path: "/srv/f", content: "b", append: true }));
    must(tell("changeOwner", { path: "/srv/f", uid: 5, gid: 6 }));
    must(tell("renameFile", { from: "/srv/f", to: "/srv/deep/g" }));
    must(tell("makeLink", { target: "deep/g", path: "/srv/link" }));
    expect(must(readFile(lab.world, view(), "/srv/link"))).toBe("ab");
    expect(codeOf(tell("writeFile", { path: "/sys/kernel/x", content: "1" }))).not.toBe("ok");
    const child = must(tell("spawnProcess", { argv: ["sleep", "100"] })) as { pid: number; process: number };
    expect(child.pid).toBe(2);
    const { ns, layer, cgroup } = lab.world.must(processes, child.process);
    expect({ ns, layer, cgroup }).toEqual({ ns: first.ns, layer: first.layer, cgroup: first.cgroup });
    expect(codeOf(tell("signal", { target: 99, signal: 15 }))).toBe("ESRCH");
    must(tell("signal", { target: 1, signal: 9 }));
    expect(stateOf(lab, "app")).toBe("running");
    must(tell("signal", { target: 2, signal: 9 }));
    expect(must(tell("reapProcess", { target: 2 }))).toEqual({ pid: 2, code: 137 });
    must(tell("exitProcess", { code: 7 }));
    lab.pass(1_000);
    expect(stateOf(lab, "app")).toBe("exited 7");
  });

  it("Y14: another user in it is held by permissions as well", () => {
    const { tell } = setup({ user: "1000" });
    for (const [name, args] of [
      ["writeFile", { path: "/etc/passwd", content: "x" }],
      ["makeDirectory", { path: "/mine" }],
      ["removeFile", { path: "/etc/passwd" }],
      ["renameFile", { from: "/etc/passwd", to: "/etc/old" }],
      ["makeLink", { target: "/", path: "/etc/root" }],
      ["makeCgroup", { parent: "/", name: "x" }],
    ] as const)
      expect(codeOf(tell(name, args))).toBe("EACCES");
    expect(codeOf(tell("changeMode", { path: "/etc/passwd", mode: 0o777 }))).toBe("EPERM");
    expect(codeOf(tell("changeOwner", { path: "/etc/passwd", uid: 1000, gid: 1000 }))).toBe("EPERM");
    must(tell("writeFile", { path: "/tmp/mine", content: "x" }));
  });

  it("Y14: a read-only root is read-only for root", () => {
    const { tell } = setup({ readOnly: true });
    for (const [name, args] of [
      ["writeFile", { path: "/x", content: "x" }],
      ["makeDirectory", { path: "/mine" }],
      ["removeFile", { path: "/etc/passwd" }],
      ["changeMode", { path: "/etc/passwd", mode: 0o777 }],
    ] as const)
      expect(codeOf(tell(name, args))).toBe("EROFS");
    must(tell("writeFile", { path: "/dev/shm/x", content: "x" }));
  });
});

describe("with more rights", () => {
  it("Y15: NET_ADMIN is enough for its own network, and for nothing else", () => {
    const { lab, tell, first, init } = setup({ capAdd: ["NET_ADMIN"] });
    for (const [name, args, code] of GUARDED.filter(([, , code]) => code === "EPERM").slice(0, 7))
      expect(codeOf(tell(name, args))).toBe(code);
    must(tell("addInterface", { name: "br0" }));
    must(tell("addAddress", { name: "br0", address: "10.5.0.1/24" }));
    must(tell("setLink", { name: "br0", up: true }));
    expect(codeOf(ping(lab.world, first.ns.net, "10.5.0.1"))).toBe("ok");
    must(tell("deleteRoute", { to: "default" }));
    must(tell("setLink", { name: "eth0", up: false }));
    expect(codeOf(ping(lab.world, first.ns.net, "172.17.0.1"))).toBe("ENETUNREACH");
    const host = inodeOf(lab.world, init.ns.net);
    must(tell("moveLink", { name: "br0", newName: "br1" }));
    expect(cards(lab.world, first.ns.net).sort()).toEqual(["br1", "eth0", "lo"]);
    // The kernel asks for the capability in the user namespace that owns the other network, and that is the same one.
    must(tell("addVeth", { name: "va", peer: "vb", peerNs: host }));
    expect(cards(lab.world, init.ns.net)).toContain("vb");
  });

  it("Y15: SYS_ADMIN mounts, unshares and names, but control groups stay read-only", () => {
    const { lab, tell, first, view } = setup({ capAdd: ["SYS_ADMIN"] });
    must(tell("mountFileSystem", { type: "tmpfs", path: "/tmp" }));
    must(tell("setHostname", { name: "mine" }));
    expect(lab.world.must(namespaces, first.ns.uts).hostname).toBe("mine");
    must(tell("bindMount", { from: "/etc", to: "/tmp" }));
    expect(codeOf(readFile(lab.world, view(), "/tmp/passwd"))).toBe("ok");
    must(tell("unmount", { path: "/tmp" }));
    expect(codeOf(tell("addInterface", { name: "br0" }))).toBe("EPERM");
    expect(codeOf(tell("writeCgroupFile", { path: "/", file: "memory.max", text: "max" }))).toBe("EROFS");
    must(tell("unshareNamespaces", { kinds: ["net"] }));
    expect(insideOf(lab, "app").first.ns.net).not.toBe(first.ns.net);
  });

  it("Y15: a privileged container changes its own control group, and no other's", () => {
    const { lab, tell } = setup({ privileged: true });
    must(tell("writeCgroupFile", { path: "/", file: "memory.max", text: "32M" }));
    expect(groupOf(lab).memoryMax).toBe(32 * 1024 * 1024);
    must(tell("makeCgroup", { parent: "/", name: "inner" }));
    expect(codeOf(tell("makeCgroup", { parent: "/", name: "inner" }))).toBe("EEXIST");
    must(tell("removeCgroup", { path: "/inner" }));
    for (const path of ["/..", "/../docker.service", "/system.slice"])
      expect(codeOf(tell("writeCgroupFile", { path, file: "memory.max", text: "max" }))).toBe("ENOENT");
  });

  it("Y14: without any capability it may not even signal another user's processes", () => {
    const { tell, lab, first } = setup({ capDrop: ["ALL"] });
    const child = must(tell("spawnProcess", { argv: ["sleep", "100"] })) as { pid: number; process: number };
    lab.world.update(processes, child.process, { uid: 33 });
    expect(codeOf(tell("signal", { target: child.pid, signal: 9 }))).toBe("EPERM");
    lab.world.update(processes, child.process, { uid: first.uid });
    must(tell("signal", { target: child.pid, signal: 9 }));
  });
});
