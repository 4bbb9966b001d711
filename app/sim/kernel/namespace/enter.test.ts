/** Entering and leaving namespaces, kind by kind and in combination, and who may. */
import { describe, expect, it } from "vitest";
import { start, testKernel } from "../../testing/kernel";
import { umount } from "../files/mounts";
import { viewOf } from "../files/view";
import { endProcess } from "../process/exit";
import { pidIn } from "../process/look";
import { spawn } from "../process/spawn";
import { type Process, processes } from "../process/table";
import { setHostname, setns, unshare } from "./change";
import { setClockOffset } from "./clock";
import { isWithin } from "./nesting";
import { NAMESPACE_KINDS, type NamespaceKind, namespaces } from "./table";
import { setUidMap, uidInside, uidOutside } from "./users";

const FOR_CHILDREN: readonly NamespaceKind[] = ["pid", "time"];
const OWN = NAMESPACE_KINDS.filter((kind) => !FOR_CHILDREN.includes(kind));

function kernelWith() {
  const box = testKernel({ hostname: "box" });
  const { world, kernel } = box;
  return {
    ...box,
    now: ({ id }: Process) => world.must(processes, id),
    /** A process of a user other than root. */
    user: (uid = 1000) => start(world, kernel, { uid, gid: uid }),
    code: (result: { readonly ok: boolean; readonly refusal?: { readonly code: string } }) =>
      result.ok ? "ok" : result.refusal?.code,
  };
}

describe("by kind", () => {
  it.each(OWN)("N1, N10, N16: %s: made, entered by another, and left again", (kind) => {
    const { world, kernel, now, init } = kernelWith();
    const [maker, other] = [start(world, kernel), start(world, kernel)];
    expect(unshare(world, maker.id, [kind]).ok).toBe(true);
    const made = now(maker).ns[kind];
    expect(made).not.toBe(maker.ns[kind]);
    expect(setns(world, other.id, made).ok).toBe(true);
    expect(now(other).ns).toEqual({ ...other.ns, [kind]: made });
    const child = start(world, kernel, { parent: other.id });
    expect(child.ns[kind]).toBe(made);
    endProcess(world, maker.id, { code: 0 });
    endProcess(world, child.id, { code: 0 });
    expect(world.get(namespaces, made)).toBeDefined();
    const back = setns(world, other.id, world.must(processes, init).ns[kind]);
    // Nobody comes back from a user namespace.
    expect(back.ok).toBe(kind !== "user");
    if (kind === "user") endProcess(world, other.id, { code: 0 });
  });

  it.each(FOR_CHILDREN)(
    "N2, N10: %s: chosen for children, who are in it, by its maker or by who enters it",
    (kind) => {
      const { world, kernel, now } = kernelWith();
      const [maker, other] = [start(world, kernel), start(world, kernel)];
      expect(unshare(world, maker.id, [kind]).ok).toBe(true);
      const made = now(maker).nsForChildren[kind as "pid" | "time"];
      expect([now(maker).ns[kind], made === maker.ns[kind]]).toEqual([maker.ns[kind], false]);
      const first = start(world, kernel, { parent: maker.id });
      expect(setns(world, other.id, made).ok).toBe(true);
      const second = start(world, kernel, { parent: other.id });
      expect([first.ns[kind], second.ns[kind]]).toEqual([made, made]);
      // A time namespace is entered at once, a pid namespace never.
      expect(now(other).ns[kind]).toBe(kind === "time" ? made : other.ns[kind]);
      const grandchild = start(world, kernel, { parent: first.id });
      expect(grandchild.ns[kind]).toBe(made);
    },
  );

  it("N1: all kinds at once, as for a container: six at once and two for the children, all owned by the new user namespace", () => {
    const { world, kernel, now } = kernelWith();
    const process = start(world, kernel);
    expect(unshare(world, process.id, [...NAMESPACE_KINDS]).ok).toBe(true);
    const { ns, nsForChildren } = now(process);
    const made = { ...ns, ...nsForChildren };
    for (const kind of NAMESPACE_KINDS) {
      expect(made[kind]).not.toBe(process.ns[kind]);
      expect(world.must(namespaces, made[kind]).owner).toBe(kind === "user" ? process.ns.user : ns.user);
    }
    expect([ns.pid, ns.time]).toEqual([process.ns.pid, process.ns.time]);
    const child = start(world, kernel, { parent: process.id });
    expect(child.ns).toEqual(made);
    expect(pidIn(world, child, child.ns.pid)).toBe(1);
  });

  it("N1: cloning into all kinds differs only in that the child is in all of them at once", () => {
    const { world, kernel } = kernelWith();
    const child = start(world, kernel, { newNamespaces: [...NAMESPACE_KINDS] });
    const owners = NAMESPACE_KINDS.filter((kind) => kind !== "user").map(
      (kind) => world.must(namespaces, child.ns[kind]).owner,
    );
    expect(new Set(owners)).toEqual(new Set([child.ns.user]));
    expect(child.nsForChildren).toEqual({ pid: child.ns.pid, time: child.ns.time });
  });

  it("N1: asking for nothing changes nothing, and needs no right", () => {
    const { world, user, now } = kernelWith();
    const process = user();
    expect(unshare(world, process.id, []).ok).toBe(true);
    expect(now(process).ns).toEqual(process.ns);
  });

  it("N2: a pid namespace can be chosen anew after the own has been chosen again; the empty one is gone", () => {
    const { world, kernel, now, pidNs, code } = kernelWith();
    const process = start(world, kernel);
    unshare(world, process.id, ["pid"]);
    const empty = now(process).nsForChildren.pid;
    expect(code(unshare(world, process.id, ["pid"]))).toBe("EINVAL");
    expect(setns(world, process.id, pidNs).ok).toBe(true);
    expect(world.get(namespaces, empty)).toBeUndefined();
    expect(unshare(world, process.id, ["pid"]).ok).toBe(true);
  });

  it("N2: time namespaces can be chosen one after the other, each like the one before", () => {
    const { world, kernel, now } = kernelWith();
    const process = start(world, kernel);
    unshare(world, process.id, ["time"]);
    const first = now(process).nsForChildren.time;
    setClockOffset(world, first, 5000);
    unshare(world, process.id, ["time"]);
    const second = now(process).nsForChildren.time;
    expect([world.get(namespaces, first), world.must(namespaces, second).clockOffsetMs]).toEqual([
      undefined,
      5000,
    ]);
  });

  it("N10: entering mounts leads to their top; entering anything else leaves one where one is", () => {
    const { world, kernel, now } = kernelWith();
    const target = start(world, kernel, { newNamespaces: ["mnt", "uts", "net"] });
    const process = start(world, kernel, { root: "/srv", cwd: "/www" });
    for (const kind of ["uts", "net"] as const) setns(world, process.id, target.ns[kind]);
    unshare(world, process.id, ["mnt", "ipc"]);
    expect(now(process)).toMatchObject({ root: "/srv", cwd: "/www" });
    setns(world, process.id, target.ns.mnt);
    expect(now(process)).toMatchObject({ root: "/", cwd: "/" });
  });

  it("N3: a name set in a namespace that was entered is everybody's there, and one made from it begins with it", () => {
    const { world, kernel, now } = kernelWith();
    const [a, b] = [start(world, kernel), start(world, kernel)];
    unshare(world, a.id, ["uts"]);
    setns(world, b.id, now(a).ns.uts);
    setHostname(world, now(b).ns.uts, "web");
    unshare(world, b.id, ["uts"]);
    setHostname(world, now(a).ns.uts, "db");
    const name = (process: Process) => world.must(namespaces, now(process).ns.uts).hostname;
    expect([name(a), name(b), name(start(world, kernel))]).toEqual(["db", "web", "box"]);
    expect(setHostname(world, now(a).ns.uts, "x".repeat(64)).ok).toBe(true);
  });
});

describe("rights", () => {
  it.each(NAMESPACE_KINDS.filter((kind) => kind !== "user"))(
    "N7, N11: %s: a user makes it only with a user namespace, and enters nothing of the system's, not even as root of its own",
    (kind) => {
      const { world, kernel, now, user, code, init } = kernelWith();
      const roots = start(world, kernel, { newNamespaces: [kind] });
      const ada = user();
      expect(code(unshare(world, ada.id, [kind]))).toBe("EPERM");
      expect(code(setns(world, ada.id, roots.ns[kind]))).toBe("EPERM");
      expect(code(unshare(world, ada.id, ["user", kind]))).toBe("ok");
      for (const outside of [roots.ns[kind], world.must(processes, init).ns[kind]])
        expect(code(setns(world, ada.id, outside))).toBe("EPERM");
      expect(now(ada).capabilities).toBe("000001ffffffffff");
    },
  );

  it("N12: only who made a user namespace, or administers the one around it, can enter it", () => {
    const { world, kernel, now, user, code, init } = kernelWith();
    const ada = user(1000);
    unshare(world, ada.id, ["user", "net"]);
    const { user: hers, net } = now(ada).ns;
    expect(code(setns(world, user(1001).id, hers))).toBe("EPERM");
    expect(code(setns(world, user(1000).id, net))).toBe("EPERM");
    const again = user(1000);
    expect([code(setns(world, again.id, hers)), code(setns(world, again.id, net))]).toEqual(["ok", "ok"]);
    const root = start(world, kernel);
    expect(code(setns(world, root.id, net))).toBe("ok");
    const inner = start(world, kernel, { parent: ada.id, newNamespaces: ["user"] });
    expect(isWithin(world, inner.ns.user, hers)).toBe(true);
    expect(code(setns(world, user(1000).id, inner.ns.user))).toBe("ok");
    expect(code(setns(world, inner.id, hers))).toBe("EPERM");
    expect(code(setns(world, inner.id, world.must(processes, init).ns.user))).toBe("EPERM");
  });

  it("N7: who lost its capabilities within a user namespace has no more rights than before", () => {
    const { world, kernel, now, user, code } = kernelWith();
    const ada = user();
    unshare(world, ada.id, ["user"]);
    const plain = start(world, kernel, { parent: ada.id, capabilities: "0000000000000000" });
    expect(code(unshare(world, plain.id, ["uts"]))).toBe("EPERM");
    expect(code(unshare(world, plain.id, ["uts", "user"]))).toBe("ok");
    expect(world.must(namespaces, now(plain).ns.user).parent).toBe(now(ada).ns.user);
  });

  it("N20: mounts are changed with rights where they belong: root of a user namespace needs mounts of its own", () => {
    const { world, kernel, user, now, code } = kernelWith();
    const may = (process: Process) => viewOf(world, now(process)).privileged;
    const [root, ada] = [start(world, kernel), user()];
    expect([may(root), may(ada)]).toEqual([true, false]);
    unshare(world, ada.id, ["user"]);
    expect(may(ada)).toBe(false);
    expect(code(umount(world, viewOf(world, now(ada)), "/tmp"))).toBe("EPERM");
    unshare(world, ada.id, ["mnt"]);
    expect(may(ada)).toBe(true);
    expect(code(umount(world, viewOf(world, now(ada)), "/tmp"))).toBe("ok");
  });

  it("N7: a child of root that is another user has no capabilities; one in a new user namespace has all", () => {
    const { world, kernel, init } = kernelWith();
    const spec = { kernel, parent: init, argv: ["x"], program: { kind: "idle" }, uid: 1000 } as const;
    const [plain, made] = [spawn(world, spec), spawn(world, { ...spec, newNamespaces: ["user"] })];
    const masks = [plain, made].map((result) => (result.ok ? result.value.capabilities : ""));
    expect(masks).toEqual(["0000000000000000", "000001ffffffffff"]);
  });

  it("N9: user namespaces nest as deep as pid namespaces, and no deeper", () => {
    const { world, kernel, init, code } = kernelWith();
    let parent = init;
    for (let level = 0; level < 32; level++)
      parent = start(world, kernel, { parent, newNamespaces: ["user"] }).id;
    expect(code(unshare(world, parent, ["user"]))).toBe("ENOSPC");
    expect(code(unshare(world, parent, ["pid", "net"]))).toBe("ok");
  });
});

describe("identities", () => {
  const mapped = () => {
    const { world, kernel, code } = kernelWith();
    const outer = start(world, kernel, { newNamespaces: ["user"] });
    const inner = start(world, kernel, { parent: outer.id, newNamespaces: ["user"] });
    return { world, code, outer: outer.ns.user, inner: inner.ns.user };
  };

  it("N17: without a map everybody is nobody inside, and nobody inside is anybody outside", () => {
    const { world, outer } = mapped();
    expect([0, 1000, 65_534].map((uid) => uidInside(world, outer, uid))).toEqual([65_534, 65_534, 65_534]);
    expect(uidOutside(world, outer, 0)).toBeUndefined();
  });

  it("N17: several ranges are looked through, with their ends", () => {
    const { world, outer } = mapped();
    const ranges = [
      { inside: 0, outside: 1000, count: 1 },
      { inside: 1, outside: 100_000, count: 999 },
      { inside: 5000, outside: 7, count: 2 },
    ];
    expect(setUidMap(world, outer, ranges).ok).toBe(true);
    const pairs = [
      [1000, 0],
      [100_000, 1],
      [100_998, 999],
      [7, 5000],
      [8, 5001],
    ] as const;
    for (const [outside, inside] of pairs) {
      expect(uidInside(world, outer, outside)).toBe(inside);
      expect(uidOutside(world, outer, inside)).toBe(outside);
    }
    expect([999, 1001, 100_999, 9].map((uid) => uidInside(world, outer, uid))).toEqual(Array(4).fill(65_534));
    expect([1000, 4999, 5002].map((uid) => uidOutside(world, outer, uid))).toEqual(Array(3).fill(undefined));
  });

  it("N18: a map uses only identities that the user namespace around it has, each range from one range: EPERM", () => {
    const { world, outer, inner, code } = mapped();
    const one = { inside: 0, outside: 0, count: 1 };
    expect(code(setUidMap(world, inner, [one]))).toBe("EPERM");
    setUidMap(world, outer, [
      { inside: 0, outside: 100_000, count: 10 },
      { inside: 10, outside: 500_000, count: 10 },
    ]);
    for (const wrong of [
      { ...one, outside: 20 },
      { ...one, outside: 5, count: 10 },
      { ...one, outside: 100_000 },
    ])
      expect(code(setUidMap(world, inner, [wrong]))).toBe("EPERM");
    expect(code(setUidMap(world, inner, [{ ...one, outside: 10, count: 10 }]))).toBe("ok");
    expect([uidInside(world, inner, 500_003), uidOutside(world, inner, 3)]).toEqual([3, 500_003]);
  });

  it("N18: the initial map lets every identity be itself, but for the last, which stands for none", () => {
    const { world, outer, code } = mapped();
    expect(code(setUidMap(world, outer, [{ inside: 0, outside: 0, count: 4_294_967_296 }]))).toBe("EPERM");
    expect(code(setUidMap(world, outer, [{ inside: 0, outside: 0, count: 4_294_967_295 }]))).toBe("ok");
    expect(uidInside(world, outer, 4_294_967_294)).toBe(4_294_967_294);
  });
});
