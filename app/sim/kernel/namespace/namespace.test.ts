/** Namespaces: made, entered, left, and gone. */
import { describe, expect, it } from "vitest";
import { pass, start, testKernel } from "../../testing/kernel";
import { cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { writeFile } from "../files/change";
import { createFileSystem } from "../files/file-systems";
import { mount, mountsOf } from "../files/mounts";
import { readFile } from "../files/read";
import { mounts } from "../files/tables";
import { viewOf } from "../files/view";
import { netInterfaces } from "../net/tables";
import { endProcess, reap } from "../process/exit";
import { pidIn } from "../process/look";
import { spawn } from "../process/spawn";
import { processes } from "../process/table";
import { setHostname, setns, unshare } from "./change";
import { setClockOffset, uptime } from "./clock";
import { createNamespace } from "./create";
import { pinNamespace, releaseNamespace } from "./release";
import { NAMESPACE_KINDS, namespaces } from "./table";
import { setUidMap, uidInside, uidOutside } from "./users";

const OTHERS = NAMESPACE_KINDS.filter((kind) => kind !== "pid" && kind !== "time");

/** A kernel with a process that leaves zombies, and a child of it. */
function pair() {
  const box = testKernel({ hostname: "box" });
  const parent = start(box.world, box.kernel);
  const child = start(box.world, box.kernel, { parent: parent.id });
  return { ...box, parent, child, now: (id: number) => box.world.must(processes, id) };
}

describe("new namespaces", () => {
  it("N1: unshare gives a process namespaces of its own of the kinds asked for, and leaves the others", () => {
    for (const kind of OTHERS) {
      const { world, parent, child, now } = pair();
      expect(unshare(world, child.id, [kind]).ok).toBe(true);
      const changed = NAMESPACE_KINDS.filter((other) => now(child.id).ns[other] !== parent.ns[other]);
      expect(changed).toEqual([kind]);
      expect(world.must(namespaces, now(child.id).ns[kind])).toMatchObject({
        kind,
        owner: expect.any(Number),
      });
    }
  });

  it("N2: new pid and time namespaces are for children only: the first is process 1 there", () => {
    const { world, kernel, parent, child, now, pidNs } = pair();
    expect(unshare(world, child.id, ["pid", "time"]).ok).toBe(true);
    expect(now(child.id).ns).toEqual(parent.ns);
    const first = start(world, kernel, { parent: child.id });
    const second = start(world, kernel, { parent: child.id });
    expect([first, second].map((process) => pidIn(world, process, first.ns.pid))).toEqual([1, 2]);
    expect([first, second].map((process) => pidIn(world, process, pidNs))).toEqual([4, 5]);
    expect(first.ns.time).not.toBe(parent.ns.time);
    expect(second.ns.time).toBe(first.ns.time);
    expect(unshare(world, child.id, ["pid"])).toMatchObject({ refusal: { code: "EINVAL" } });
    const program = { kind: "idle" } as const;
    const third = { kernel, parent: child.id, argv: ["x"], program, newNamespaces: ["pid"] } as const;
    expect(spawn(world, third)).toMatchObject({ refusal: { code: "EINVAL" } });
  });

  it("N3: a host name is seen only in its own namespace, which begins with a copy", () => {
    const { world, parent, child, now } = pair();
    unshare(world, child.id, ["uts"]);
    const name = (id: number) => world.must(namespaces, now(id).ns.uts).hostname;
    expect(name(child.id)).toBe("box");
    expect(setHostname(world, now(child.id).ns.uts, "web").ok).toBe(true);
    expect([name(parent.id), name(child.id)]).toEqual(["box", "web"]);
    expect(setHostname(world, now(child.id).ns.uts, "x".repeat(65))).toMatchObject({
      refusal: { code: "EINVAL" },
    });
    expect(() => setHostname(world, now(child.id).ns.net, "web")).toThrow("no host name");
  });

  it("N4: a new network namespace has only lo, and that is down", () => {
    const { world, child, now } = pair();
    unshare(world, child.id, ["net"]);
    const inside = world.find(netInterfaces, "ns", now(child.id).ns.net);
    expect(inside.map(({ name, up }) => [name, up])).toEqual([["lo", false]]);
  });

  it("N5: a new mount namespace begins with the same mounts; what is mounted later in one is not in the other", () => {
    const { world, kernel, parent, child, now } = pair();
    unshare(world, child.id, ["mnt"]);
    const paths = (id: number) => mountsOf(world, now(id).ns.mnt).map(({ path }) => path);
    expect(paths(child.id)).toEqual(paths(parent.id));
    writeFile(world, viewOf(world, now(child.id)), "/shared", "same file system");
    expect(readFile(world, viewOf(world, now(parent.id)), "/shared")).toEqual({
      ok: true,
      value: "same file system",
    });
    const tmpfs = createFileSystem(world, { kernel, type: "tmpfs", source: "private" });
    expect(mount(world, viewOf(world, now(child.id)), tmpfs.id, "/tmp").ok).toBe(true);
    expect(paths(child.id)).toEqual([...paths(parent.id), "/tmp"]);
  });

  it("N6: a new cgroup namespace shows the process's group as the root", () => {
    const { world, kernel, now } = pair();
    const cgroup = ensureCgroup(world, kernel, "/web").id;
    const process = start(world, kernel, { cgroup });
    unshare(world, process.id, ["cgroup"]);
    expect(world.must(namespaces, now(process.id).ns.cgroup).cgroupRoot).toBe(cgroup);
    const cloned = start(world, kernel, { cgroup, newNamespaces: ["cgroup"] });
    expect(world.must(namespaces, cloned.ns.cgroup).cgroupRoot).toBe(cgroup);
  });

  it("N7: new namespaces need CAP_SYS_ADMIN, but everybody may make a user namespace and has all rights in it", () => {
    const { world, kernel, now } = pair();
    const user = start(world, kernel, { uid: 1000 });
    expect(unshare(world, user.id, ["net"])).toMatchObject({ refusal: { code: "EPERM" } });
    expect(now(user.id).ns).toEqual(user.ns);
    expect(unshare(world, user.id, ["net", "user"]).ok).toBe(true);
    const { ns, capabilities } = now(user.id);
    expect(capabilities).toBe("000001ffffffffff");
    expect(world.must(namespaces, ns.net).owner).toBe(ns.user);
    expect(world.must(namespaces, ns.user)).toMatchObject({ parent: user.ns.user, uidMap: [] });
    const made = spawn(world, {
      kernel,
      parent: start(world, kernel, { uid: 1000 }).id,
      argv: ["sh"],
      program: { kind: "idle" },
      newNamespaces: ["pid"],
    });
    expect(made).toMatchObject({ refusal: { code: "EPERM" } });
  });

  it("N8: kernels other than Linux have no namespaces to offer", () => {
    const { world, kernel, init } = testKernel({ family: "nt" });
    expect(unshare(world, init, ["uts"])).toMatchObject({ refusal: { code: "ENOSYS" } });
    expect(setns(world, init, init)).toMatchObject({ refusal: { code: "ENOSYS" } });
    const program = { kind: "idle" } as const;
    for (const more of [{ newNamespaces: ["pid"] }, { ns: { pid: init } }] as const)
      expect(spawn(world, { kernel, parent: init, argv: ["x"], program, ...more })).toMatchObject({
        refusal: { code: "ENOSYS" },
      });
  });

  it("N9: pid namespaces nest 32 deep below the first, and no deeper: ENOSPC", () => {
    const { world, kernel, init } = testKernel();
    let parent = init;
    for (let level = 0; level < 32; level++)
      parent = start(world, kernel, { parent, newNamespaces: ["pid"] }).id;
    expect(world.must(processes, parent).pids).toHaveLength(33);
    const program = { kind: "idle" } as const;
    const deeper = { kernel, parent, argv: ["x"], program, newNamespaces: ["pid"] } as const;
    expect(spawn(world, deeper)).toMatchObject({ refusal: { code: "ENOSPC" } });
  });
});

describe("entering", () => {
  it("N10: a process can enter another's namespaces; a pid namespace takes only its later children", () => {
    const { world, kernel, parent, now } = pair();
    const box = start(world, kernel, { newNamespaces: ["pid", "uts", "net", "mnt", "ipc"], cwd: "/etc" });
    for (const kind of ["uts", "net", "mnt", "ipc", "pid"] as const)
      expect(setns(world, parent.id, box.ns[kind]).ok).toBe(true);
    const { ns, cwd, root } = now(parent.id);
    expect([ns.uts, ns.net, ns.mnt, ns.ipc]).toEqual([box.ns.uts, box.ns.net, box.ns.mnt, box.ns.ipc]);
    expect([ns.pid, cwd, root]).toEqual([parent.ns.pid, "/", "/"]);
    const inside = start(world, kernel, { parent: parent.id });
    expect(pidIn(world, inside, box.ns.pid)).toBe(2);
  });

  it("N11: nobody enters a pid or user namespace outside the own, one that is gone, or another kernel's", () => {
    const { world, kernel, pidNs } = testKernel();
    const inner = start(world, kernel, { newNamespaces: ["pid", "user"] });
    expect(setns(world, inner.id, pidNs)).toMatchObject({ refusal: { code: "EPERM" } });
    const isolated = start(world, kernel, { newNamespaces: ["pid"] });
    expect(setns(world, isolated.id, pidNs)).toMatchObject({ refusal: { code: "EINVAL" } });
    const { user } = world.must(processes, world.must(processes, inner.id).parent).ns;
    expect(setns(world, inner.id, user)).toMatchObject({ refusal: { code: "EPERM" } });
    expect(setns(world, inner.id, inner.ns.user)).toMatchObject({ refusal: { code: "EINVAL" } });
    expect(setns(world, inner.id, 999_999)).toMatchObject({ refusal: { code: "EBADF" } });
    const nobody = start(world, kernel, { uid: 1000 });
    expect(setns(world, nobody.id, inner.ns.pid)).toMatchObject({ refusal: { code: "EPERM" } });
    const foreign = world.insert(namespaces, {
      ...world.must(namespaces, pidNs),
      kernel: kernel + 1_000_000,
    });
    expect(setns(world, inner.id, foreign.id)).toMatchObject({ refusal: { code: "EINVAL" } });
  });

  it("N12: who enters a user namespace has all capabilities in it", () => {
    const { world, kernel, now } = pair();
    const ada = start(world, kernel, { uid: 1000 });
    const owner = start(world, kernel, { parent: ada.id, newNamespaces: ["user"] });
    const guest = start(world, kernel, { uid: 1000 });
    expect(setns(world, guest.id, owner.ns.user).ok).toBe(true);
    expect(now(guest.id)).toMatchObject({ capabilities: "000001ffffffffff" });
  });
});

describe("the end of namespaces", () => {
  it("N13: a namespace goes with its last member, with its interfaces and mounts", () => {
    const { world, kernel, parent } = pair();
    const before = {
      ns: world.count(namespaces),
      nics: world.count(netInterfaces),
      mounts: world.count(mounts),
    };
    const box = start(world, kernel, { parent: parent.id, newNamespaces: [...NAMESPACE_KINDS] });
    const second = start(world, kernel, { parent: parent.id, ns: { net: box.ns.net, uts: box.ns.uts } });
    expect(world.count(namespaces)).toBe(before.ns + 8);
    endProcess(world, box.id, { code: 0 });
    expect(world.get(namespaces, box.ns.mnt)).toBeUndefined();
    expect(world.get(namespaces, box.ns.ipc)).toBeUndefined();
    expect(world.get(namespaces, box.ns.net)).toBeDefined();
    // Its number and its identity stay with the zombie.
    expect(world.get(namespaces, box.ns.pid)).toBeDefined();
    endProcess(world, second.id, { code: 0 });
    expect(world.get(namespaces, box.ns.net)).toBeUndefined();
    reap(world, box.id);
    reap(world, second.id);
    expect(world.count(namespaces)).toBe(before.ns);
    expect(world.count(netInterfaces)).toBe(before.nics);
    expect(world.count(mounts)).toBe(before.mounts);
  });

  it("N14: a pinned namespace stays without members until it is unpinned", () => {
    const { world, kernel } = testKernel();
    const { id } = createNamespace(world, { kernel, kind: "net" });
    pinNamespace(world, id, true);
    const process = start(world, kernel, { ns: { net: id } });
    endProcess(world, process.id, { code: 0 });
    expect(world.get(namespaces, id)).toBeDefined();
    pinNamespace(world, id, false);
    expect(world.get(namespaces, id)).toBeUndefined();
  });

  it("N15: a namespace stays as long as another stands on it or is owned by it, or children are to be in it", () => {
    const { world, kernel, parent, child } = pair();
    const outer = createNamespace(world, { kernel, kind: "user" });
    const inner = createNamespace(world, { kernel, kind: "user", parent: outer.id, owner: outer.id });
    const owned = createNamespace(world, { kernel, kind: "uts", owner: inner.id });
    releaseNamespace(world, inner.id);
    releaseNamespace(world, outer.id);
    expect([outer, inner].every(({ id }) => world.get(namespaces, id) !== undefined)).toBe(true);
    releaseNamespace(world, owned.id);
    expect([outer, inner, owned].some(({ id }) => world.get(namespaces, id) !== undefined)).toBe(false);
    unshare(world, child.id, ["pid"]);
    const chosen = world.must(processes, child.id).nsForChildren.pid;
    releaseNamespace(world, chosen);
    expect(world.get(namespaces, chosen)).toBeDefined();
    endProcess(world, child.id, { code: 0 });
    expect(world.get(namespaces, chosen)).toBeUndefined();
    expect(world.get(namespaces, parent.ns.pid)).toBeDefined();
  });

  it("N16: leaving a namespace for another lets it go; the initial ones stay", () => {
    const { world, parent, child, now } = pair();
    unshare(world, child.id, ["uts", "ipc"]);
    const { uts, ipc } = now(child.id).ns;
    setns(world, child.id, parent.ns.uts);
    expect([world.get(namespaces, uts), world.get(namespaces, ipc)?.id]).toEqual([undefined, ipc]);
    releaseNamespace(world, parent.ns.uts);
    expect(world.get(namespaces, parent.ns.uts)).toBeDefined();
  });
});

describe("users and clocks", () => {
  it("N17: a user namespace shows mapped identities as its own and all others as nobody", () => {
    const { world, kernel } = testKernel();
    const outer = createNamespace(world, { kernel, kind: "user" });
    expect(setUidMap(world, outer.id, [{ inside: 0, outside: 100_000, count: 65_536 }]).ok).toBe(true);
    const inner = createNamespace(world, { kernel, kind: "user", parent: outer.id });
    expect(setUidMap(world, inner.id, [{ inside: 0, outside: 1000, count: 1 }]).ok).toBe(true);
    expect([100_000, 165_535, 165_536, 0].map((uid) => uidInside(world, outer.id, uid))).toEqual([
      0, 65_535, 65_534, 65_534,
    ]);
    expect([uidInside(world, inner.id, 101_000), uidInside(world, inner.id, 100_000)]).toEqual([0, 65_534]);
    expect([uidOutside(world, inner.id, 0), uidOutside(world, inner.id, 1)]).toEqual([101_000, undefined]);
    expect(uidInside(world, outer.parent, 1234)).toBe(1234);
  });

  it("N18: a map is set once, has at least one range, and ranges do not overlap", () => {
    const { world, kernel } = testKernel();
    const { id } = createNamespace(world, { kernel, kind: "user" });
    const range = { inside: 0, outside: 1000, count: 10 };
    for (const wrong of [
      [],
      [{ ...range, count: 0 }],
      [range, { inside: 5, outside: 2000, count: 1 }],
      [range, { inside: 50, outside: 1009, count: 1 }],
    ])
      expect(setUidMap(world, id, wrong)).toMatchObject({ refusal: { code: "EINVAL" } });
    expect(setUidMap(world, id, [range]).ok).toBe(true);
    expect(setUidMap(world, id, [range])).toMatchObject({ refusal: { code: "EPERM" } });
    expect(() => setUidMap(world, createNamespace(world, { kernel, kind: "ipc" }).id, [range])).toThrow(
      "maps no",
    );
  });

  it("N19: a time namespace moves the clocks of those in it, and is set before anybody is", () => {
    const { world, kernel, child, parent, now } = pair();
    unshare(world, child.id, ["time"]);
    const { time } = now(child.id).nsForChildren;
    expect(setClockOffset(world, time, 3_600_000).ok).toBe(true);
    const inside = start(world, kernel, { parent: child.id });
    pass(world, 500);
    expect([now(parent.id), now(child.id), now(inside.id)].map((process) => uptime(world, process))).toEqual([
      500, 500, 3_600_500,
    ]);
    expect(setClockOffset(world, time, 0)).toMatchObject({ refusal: { code: "EACCES" } });
    expect(() => setClockOffset(world, parent.ns.uts, 0)).toThrow("no clock");
    expect(world.count(cgroups)).toBe(1);
  });
});
