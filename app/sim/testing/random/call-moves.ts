/** For tests: random system calls. */
import { NAMESPACE_KINDS } from "../../kernel/namespace/table";
import type { Move } from "./move";

const DIRS = ["/srv", "/srv/a", "/tmp", "/run/x", "/mnt", "/srv/a/b", "/proc"] as const;
const FILES = [
  "/srv/f",
  "/srv/a/g",
  "/tmp/h",
  "/run/x/i",
  "/mnt/j",
  "/etc/motd",
  "/srv/link",
  "/dev/null",
] as const;
const ANY = [...DIRS, ...FILES] as const;
const GROUPS = ["/", "/g1", "/g1/g2", "/g3"] as const;
const CARDS = ["br1", "br2", "va", "vb", "vc"] as const;
const ADDRESSES = ["10.77.0.1/24", "10.77.0.2/24", "10.78.0.1/16", "300.1.1.1/8"] as const;
const LINES: readonly (readonly string[])[] = [
  ["sleep", "1000"],
  ["sleep", "2"],
  ["sh"],
  ["sh", "-c", "exit 4"],
  ["true"],
  ["yes"],
  ["stress", "--vm-bytes", "64M"],
  ["nosuch"],
  ["python3", "-m", "http.server", "8000"],
];
const SIGNALS = [1, 2, 9, 15, 17, 18, 19, 20, 99] as const;

const WRITES: readonly (readonly [file: string, text: string])[] = [
  ["memory.max", "100M"],
  ["memory.max", "4096"],
  ["memory.max", "max"],
  ["memory.high", "1M"],
  ["memory.oom.group", "1"],
  ["pids.max", "3"],
  ["pids.max", "max"],
  ["cpu.max", "20000 100000"],
  ["cpu.weight", "300"],
  ["cpuset.cpus", "0"],
  ["cgroup.freeze", "1"],
  ["cgroup.freeze", "0"],
  ["cgroup.subtree_control", "+memory +pids +cpu +cpuset"],
  ["cgroup.subtree_control", "-memory"],
  ["cgroup.kill", "1"],
  ["memory.max", "rubbish"],
];

/** Commands by their names. */
export const callMoves: Readonly<Record<string, Move>> = {
  spawnProcess: (look) => ({
    ...look.caller(),
    argv: look.chance.pick(LINES),
    ...look.chance.perhaps(4, { capture: true, env: { PATH: "/bin:/usr/bin" } }),
  }),
  execProgram: (look) => ({ ...look.caller(true), argv: look.chance.pick(LINES) }),
  exitProcess: (look) => ({ ...look.caller(true), code: look.chance.below(256) }),
  reapProcess: (look) => ({ ...look.mourner(), ...look.chance.perhaps(9, { target: look.pid() }) }),
  signal: (look) => ({ ...look.caller(), target: look.pid(), signal: look.chance.pick(SIGNALS) }),
  unshareNamespaces: (look) => ({ ...look.caller(true), kinds: look.chance.some(NAMESPACE_KINDS) }),
  enterNamespace: (look) => ({ ...look.caller(true), inode: look.inode(look.chance.pick(NAMESPACE_KINDS)) }),
  setHostname: (look) => ({ ...look.caller(), name: look.chance.pick(["host", "x".repeat(65), "n2"]) }),
  writeFile: (look) => ({
    ...look.caller(),
    path: look.chance.pick(FILES),
    content: "y".repeat(look.chance.below(9_000)),
    ...look.chance.perhaps(2, { append: look.chance.once(2) }),
  }),
  makeDirectory: (look) => ({
    ...look.caller(),
    path: look.chance.pick(DIRS),
    ...look.chance.perhaps(2, { mode: look.chance.pick([0o755, 0o777, 0o700]), parents: true }),
  }),
  makeLink: (look) => ({
    ...look.caller(),
    target: look.chance.pick(ANY),
    path: look.chance.pick(["/srv/link", "/tmp/l"]),
  }),
  removeFile: (look) => ({ ...look.caller(), path: look.chance.pick(FILES) }),
  removeDirectory: (look) => ({ ...look.caller(), path: look.chance.pick(DIRS) }),
  renameFile: (look) => ({ ...look.caller(), from: look.chance.pick(ANY), to: look.chance.pick(ANY) }),
  changeMode: (look) => ({
    ...look.caller(),
    path: look.chance.pick(ANY),
    mode: look.chance.pick([0o600, 0o755, 0]),
  }),
  changeOwner: (look) => ({
    ...look.caller(),
    path: look.chance.pick(ANY),
    uid: look.chance.pick([0, 1000]),
    gid: 0,
  }),
  mountFileSystem: (look) => ({
    ...look.caller(),
    type: look.chance.pick(["tmpfs", "tmpfs", "tmpfs", "proc", "sysfs", "cgroup2"] as const),
    path: look.chance.pick(DIRS),
    ...look.chance.perhaps(4, { readOnly: look.chance.once(2), sizeBytes: 5_000 }),
  }),
  mountOverlay: (look) => ({
    ...look.caller(),
    lowers: [look.chance.pick(DIRS), ...look.chance.some(["/etc", "/usr"])],
    path: look.chance.pick(DIRS),
    ...look.chance.perhaps(2, { upper: look.chance.pick(["/mnt", "/tmp", "/srv"]) }),
  }),
  bindMount: (look) => ({
    ...look.caller(),
    from: look.chance.pick(ANY),
    to: look.chance.pick(ANY),
    ...look.chance.perhaps(3, { readOnly: true }),
  }),
  unmount: (look) => ({ ...look.caller(), path: look.chance.pick(DIRS) }),
  makeCgroup: (look) => ({
    ...look.caller(),
    parent: look.group(GROUPS),
    name: look.chance.pick(["g1", "g2", "g3", "a/b"]),
  }),
  removeCgroup: (look) => ({ ...look.caller(), path: look.group(GROUPS) }),
  writeCgroupFile: (look) => {
    const by = look.caller();
    if (look.chance.once(3))
      return { ...by, path: look.group(GROUPS), file: "cgroup.procs", text: String(look.pid()) };
    const [file, text] = look.chance.pick(WRITES);
    return { ...by, path: look.group(GROUPS), file, text };
  },
  addInterface: (look) => ({ ...look.caller(), name: look.chance.pick(CARDS) }),
  addVeth: (look) => ({
    ...look.caller(),
    name: look.chance.pick(CARDS),
    peer: look.chance.pick(CARDS),
    ...look.chance.perhaps(2, { peerNs: look.inode("net") }),
  }),
  deleteLink: (look) => look.withLink("veth", "bridge", "loopback"),
  setLink: (look) => ({
    ...look.withLink(),
    ...look.chance.perhaps(2, {
      up: !look.chance.once(3),
      master: look.chance.pick(["", "br1", "br2", "docker0"]),
    }),
  }),
  moveLink: (look) => ({
    ...look.withLink("veth", "bridge"),
    ...look.chance.perhaps(2, { to: look.inode("net"), newName: look.chance.pick(CARDS) }),
  }),
  addAddress: (look) => ({ ...look.withLink(), address: look.chance.pick(ADDRESSES) }),
  deleteAddress: (look) => ({ ...look.withLink(), address: look.chance.pick([...ADDRESSES, "127.0.0.1/8"]) }),
  addRoute: (look) => {
    const { name, ...by } = look.withLink();
    return {
      ...by,
      to: look.chance.pick(["default", "10.99.0.0/16", "rubbish"]),
      ...look.chance.perhaps(2, { via: look.chance.pick(["10.77.0.2", "10.0.0.1"]), device: name }),
    };
  },
  deleteRoute: (look) => {
    const { name: _, ...by } = look.withLink();
    return { ...by, to: look.chance.pick(["default", "10.99.0.0/16", "10.77.0.0/24", "10.0.0.0/16"]) };
  },
  setForwarding: (look) => ({ ...look.caller(), forwarding: look.chance.once(2) }),
};
