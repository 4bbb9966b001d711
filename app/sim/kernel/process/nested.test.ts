/** Pid namespaces three deep: numbers, signals, orphans and ends across them. */
import { describe, expect, it } from "vitest";
import { call, defineEvent } from "../../core/events";
import { handler } from "../../core/handlers";
import { pass, start, testKernel } from "../../testing/kernel";
import { SIGNALS } from "../abi";
import { cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { setns, unshare } from "../namespace/change";
import { pinNamespace } from "../namespace/release";
import { namespaces } from "../namespace/table";
import type { Program } from "../programs/program";
import { endProcess, reap } from "./exit";
import { pidIn, processByPid, processesIn } from "./look";
import { sendSignal } from "./signals";
import { spawn } from "./spawn";
import { type Process, processes } from "./table";

const { SIGKILL, SIGSTOP, SIGTERM } = SIGNALS;
const ended = defineEvent<{ readonly who: string }>("test.ended");
const REAPS: Program = { kind: "idle", reaps: true };

/** A shim on the host, and three pid namespaces one inside the other, each with process 1 and one child of it. */
function deep(program: Program = { kind: "idle" }) {
  const box = testKernel();
  const { world, kernel, pidNs } = box;
  const shim = start(world, kernel);
  const firsts: Process[] = [];
  const others: Process[] = [];
  for (let level = 0; level < 3; level++) {
    const parent = others.at(-1)?.id ?? shim.id;
    firsts.push(start(world, kernel, { parent, program, newNamespaces: ["pid"] }));
    others.push(start(world, kernel, { parent: firsts.at(-1)?.id ?? 0 }));
  }
  const ns = [pidNs, ...firsts.map((process) => process.ns.pid)] as [number, number, number, number];
  const now = ({ id }: Process) => world.get(processes, id);
  const [a, b, c] = firsts as [Process, Process, Process];
  const [inA, inB, inC] = others as [Process, Process, Process];
  return { ...box, shim, ns, a, b, c, inA, inB, inC, now };
}

describe("seeing", () => {
  it("P15: everybody is seen from all namespaces around the own, with another number in each, and from none inside", () => {
    const { world, ns, a, b, c, inA, inB, inC } = deep();
    const numbers = (process: Process) => ns.map((at) => pidIn(world, process, at));
    expect([a, inA, b, inB, c, inC].map(numbers)).toEqual([
      [3, 1, undefined, undefined],
      [4, 2, undefined, undefined],
      [5, 3, 1, undefined],
      [6, 4, 2, undefined],
      [7, 5, 3, 1],
      [8, 6, 4, 2],
    ]);
    const seen = ns.map((at) => processesIn(world, at).map((process) => pidIn(world, process, at)));
    expect(seen).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [1, 2, 3, 4, 5, 6],
      [1, 2, 3, 4],
      [1, 2],
    ]);
    expect(ns.map((at) => processByPid(world, at, 2)?.id)).toEqual([
      world.must(processes, a.id).parent,
      inA.id,
      inB.id,
      inC.id,
    ]);
  });

  it("P15: who enters from far outside gets a number in each namespace on the way, and keeps its parent outside", () => {
    const { world, kernel, shim, ns, c } = deep();
    const entered = start(world, kernel, { parent: shim.id, ns: { pid: c.ns.pid } });
    expect(ns.map((at) => pidIn(world, entered, at))).toEqual([9, 7, 5, 3]);
    expect(entered.parent).toBe(shim.id);
  });
});

describe("signals across", () => {
  it("P20: process 1 of the middle is safe from inside and from further in, and not from around", () => {
    const { world, ns, b, c, now } = deep();
    for (const from of [b.ns.pid, c.ns.pid]) sendSignal(world, b.id, SIGKILL, from);
    expect(now(b)?.state).toBe("sleeping");
    sendSignal(world, b.id, SIGSTOP, ns[1]);
    expect(now(b)?.state).toBe("stopped");
    sendSignal(world, b.id, SIGKILL, ns[0]);
    expect(now(b)?.exit).toEqual({ signal: SIGKILL });
  });

  it("P20: nobody but process 1 is protected: its neighbour in the same namespace can be killed from inside", () => {
    const { world, inC, c, now } = deep();
    sendSignal(world, inC.id, SIGTERM, c.ns.pid);
    expect([now(inC)?.exit, now(c)?.state]).toEqual([{ signal: SIGTERM }, "sleeping"]);
  });
});

describe("orphans", () => {
  it("P9: the children of one that ends stay in its namespace: process 1 there has them", () => {
    const { world, a, b, inA, inB, c, now } = deep();
    endProcess(world, inA.id, { code: 0 });
    expect([now(b)?.parent, now(b)?.ns.pid]).toEqual([a.id, b.ns.pid]);
    endProcess(world, inB.id, { code: 0 });
    expect(now(c)?.parent).toBe(b.id);
  });

  it("P9: a subreaper inside the namespace comes before process 1, one outside never", () => {
    const { world, kernel, b, now } = deep();
    const reaper = start(world, kernel, { parent: b.id, subreaper: true });
    const middle = start(world, kernel, { parent: reaper.id });
    const leaves = [1, 2].map(() => start(world, kernel, { parent: middle.id }));
    const inner = start(world, kernel, { parent: middle.id, newNamespaces: ["pid"] });
    endProcess(world, middle.id, { code: 0 });
    expect([...leaves, inner].map((leaf) => now(leaf)?.parent)).toEqual([reaper.id, reaper.id, reaper.id]);
    endProcess(world, reaper.id, { code: 0 });
    expect([...leaves, inner].map((leaf) => now(leaf)?.parent)).toEqual([b.id, b.id, b.id]);
  });

  it("P9: who was entered from outside leaves its children to process 1 of where it is, not to its own parent", () => {
    const { world, kernel, shim, c, now } = deep();
    world.update(processes, shim.id, { subreaper: true });
    const entered = start(world, kernel, { parent: shim.id, ns: { pid: c.ns.pid } });
    const child = start(world, kernel, { parent: entered.id });
    endProcess(world, entered.id, { code: 0 });
    expect(now(child)?.parent).toBe(c.id);
  });

  it("P10: a zombie's zombies go to who adopts them: reaped there if that is one that reaps, left otherwise", () => {
    for (const [program, left] of [
      [REAPS, undefined],
      [{ kind: "idle" }, "zombie"],
    ] as const) {
      const { world, kernel, inC, now } = deep(program);
      const zombie = start(world, kernel, { parent: inC.id });
      endProcess(world, zombie.id, { code: 1 });
      pass(world, 10);
      expect(now(zombie)?.state).toBe("zombie");
      endProcess(world, inC.id, { code: 0 });
      pass(world, 0);
      expect(now(zombie)?.state).toBe(left);
    }
  });
});

describe("the end of a namespace", () => {
  it("P11: of the middle takes the innermost along and leaves the outermost; numbers and groups are free again", () => {
    const { world, kernel, ns, a, b, inA, inB, c, inC, now } = deep();
    const { pidsCurrent } = world.must(cgroups, ensureCgroup(world, kernel, "/").id);
    endProcess(world, b.id, { code: 3 });
    expect([inB, c, inC].map(now)).toEqual([undefined, undefined, undefined]);
    expect([a, inA].map((process) => now(process)?.state)).toEqual(["sleeping", "sleeping"]);
    expect(now(b)).toMatchObject({ state: "zombie", exit: { code: 3 } });
    expect(world.must(cgroups, ensureCgroup(world, kernel, "/").id).pidsCurrent).toBe(pidsCurrent - 3);
    expect(ns.map((at) => world.get(namespaces, at)?.pidCount)).toEqual([5, 3, 1, undefined]);
    expect(world.must(namespaces, b.ns.pid).dead).toBe(true);
    expect(reap(world, b.id)).toEqual({ code: 3 });
    expect(world.get(namespaces, b.ns.pid)).toBeUndefined();
    expect(start(world, kernel, { parent: inA.id, newNamespaces: ["pid"] }).ns.pid).not.toBe(b.ns.pid);
  });

  it("P11: those who were entered from outside are killed as well, stopped or not, and their parents outside have the status", () => {
    const { world, kernel, shim, b, c, now } = deep();
    const told: string[] = [];
    const enter = (pid: number, who: string) =>
      start(world, kernel, { parent: shim.id, ns: { pid }, onExit: call(ended, { who }) });
    const [one, two] = [enter(b.ns.pid, "one"), enter(c.ns.pid, "two")];
    sendSignal(world, two.id, SIGSTOP, null);
    endProcess(world, b.id, { code: 0 });
    pass(
      world,
      10,
      handler(ended, (_, { who }) => told.push(who)),
    );
    expect(told).toEqual(["one", "two"]);
    for (const entered of [one, two]) {
      expect(now(entered)?.exit).toEqual({ signal: SIGKILL });
      expect(reap(world, entered.id)).toEqual({ signal: SIGKILL });
    }
    expect(world.get(namespaces, c.ns.pid)).toBeUndefined();
  });

  it("P11: a parent outside that reaps at once leaves nothing of a whole tree of namespaces", () => {
    const { world, kernel, shim } = deep();
    const before = [world.count(processes), world.count(namespaces)];
    const runner = start(world, kernel, { parent: shim.id, program: REAPS });
    let parent = runner.id;
    for (let level = 0; level < 3; level++) {
      parent = start(world, kernel, { parent, newNamespaces: ["pid", "net", "mnt", "user"] }).id;
      for (const program of [
        { kind: "busy", threads: 1 },
        { kind: "log", everyMs: 5, line: "x" },
      ] as const)
        start(world, kernel, { parent, program });
    }
    pass(world, 50);
    const top = world.first(processes, "parent", runner.id)?.id ?? 0;
    sendSignal(world, top, SIGKILL, null);
    pass(world, 100);
    endProcess(world, runner.id, { code: 0 });
    reap(world, runner.id);
    expect([world.count(processes), world.count(namespaces)]).toEqual(before);
  });

  it("P12: children cannot be had in one that is dead, also by who chose it before, until another is chosen", () => {
    const { world, kernel, shim, a, ns } = deep();
    expect(setns(world, shim.id, a.ns.pid).ok).toBe(true);
    endProcess(world, a.id, { code: 0 });
    const child = { kernel, parent: shim.id, argv: ["x"], program: REAPS };
    expect(spawn(world, child)).toMatchObject({ refusal: { code: "ENOMEM" } });
    expect(unshare(world, shim.id, ["pid"])).toMatchObject({ refusal: { code: "EINVAL" } });
    expect(setns(world, shim.id, ns[0]).ok).toBe(true);
    expect(spawn(world, child).ok).toBe(true);
    reap(world, a.id);
    expect(world.get(namespaces, a.ns.pid)).toBeUndefined();
  });

  it("P12: a pinned pid namespace outlives its process 1 but lets nobody in", () => {
    const { world, kernel, shim, c, now } = deep();
    pinNamespace(world, c.ns.pid, true);
    endProcess(world, c.id, { code: 0 });
    const { parent } = c;
    expect(now({ ...c, id: parent })?.state).toBe("sleeping");
    reap(world, c.id);
    expect(world.get(namespaces, c.ns.pid)).toMatchObject({ dead: true, pidCount: 0 });
    const late = { kernel, parent: shim.id, argv: ["x"], program: REAPS, ns: { pid: c.ns.pid } };
    expect(spawn(world, late)).toMatchObject({ refusal: { code: "ENOMEM" } });
    pinNamespace(world, c.ns.pid, false);
    expect(world.get(namespaces, c.ns.pid)).toBeUndefined();
  });

  it("P14: containers' inits inside one another end from the inside out, each with the code of the one within", () => {
    const { world, kernel, shim } = deep();
    const tini = { kind: "init", forwards: true } as const;
    const outer = start(world, kernel, { parent: shim.id, program: tini, newNamespaces: ["pid"] });
    const inner = start(world, kernel, { parent: outer.id, program: tini, newNamespaces: ["pid"] });
    const main = start(world, kernel, { parent: inner.id, program: { kind: "sleep", ms: null } });
    pass(world, 10);
    sendSignal(world, outer.id, SIGTERM, null);
    pass(world, 10);
    expect([main, inner].map(({ id }) => world.get(processes, id))).toEqual([undefined, undefined]);
    expect(world.must(processes, outer.id).exit).toEqual({ code: 143 });
  });
});
