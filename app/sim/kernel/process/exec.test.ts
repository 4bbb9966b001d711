/** A process becomes another program: what stays, what goes, at every moment. */
import { describe, expect, it } from "vitest";
import { call, defineEvent } from "../../core/events";
import { flowJobs } from "../../core/flow";
import { handler } from "../../core/handlers";
import { pass, start, testKernel } from "../../testing/kernel";
import { SIGNALS } from "../abi";
import { freezeCgroup, setLimits } from "../cgroup/limits";
import { cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { kernels } from "../kernel";
import { unshare } from "../namespace/change";
import { setClockOffset, uptime } from "../namespace/clock";
import { namespaces } from "../namespace/table";
import { listeners } from "../net/tables";
import { createStream, linesOf } from "../output";
import type { Program } from "../programs/program";
import { bytesOf } from "../programs/traits";
import { exec } from "./exec";
import { endProcess } from "./exit";
import { sendSignal } from "./signals";
import { processes } from "./table";
import { timers } from "./timer";

const { SIGTERM, SIGSTOP, SIGCONT } = SIGNALS;
const MIB = 1024 * 1024;
const ended = defineEvent<{ readonly who: string }>("test.ended");
const SHELL: Program = { kind: "idle", reaps: true };
const WORK: Program = { kind: "work", cpuMs: 10, code: 4 };
const SERVER: Program = { kind: "serve", port: 80, protocol: "tcp", cpuMs: 1, bytes: MIB, line: "ready" };

/** A process that leaves a zombie, in a group of its own, with its output kept. */
function one(program: Program) {
  const box = testKernel();
  const { world, kernel } = box;
  const cgroup = ensureCgroup(world, kernel, "/app").id;
  const output = createStream(world, "app");
  const parent = start(world, kernel);
  const { id } = start(world, kernel, { parent: parent.id, program, cgroup, output });
  const now = () => world.must(processes, id);
  return { ...box, id, cgroup, output, now };
}

describe("exec", () => {
  const EVERY: readonly Program[] = [
    SHELL,
    WORK,
    SERVER,
    { kind: "sleep", ms: 20 },
    { kind: "busy", threads: 2 },
    { kind: "hog", bytesPerStep: MIB, stepMs: 3, untilBytes: 9 * MIB },
    { kind: "log", everyMs: 4, line: "old" },
    { kind: "crash", afterMs: 20, code: 9 },
    { kind: "machine" },
  ];

  it("P27: from any program, at any moment, to any other: that one runs as if it had been started, and nothing of the old one is left", () => {
    for (const from of EVERY)
      for (const to of EVERY)
        for (const after of [0, 9]) {
          const { world, id, now, cgroup, output } = one(from);
          pass(world, after);
          const before = { lines: linesOf(world, output).length, ...now() };
          exec(world, id, ["new"], to);
          expect(now().rssBytes).toBe(bytesOf(to));
          pass(world, 19);
          const fresh = one(to);
          pass(fresh.world, 19);
          const life = ({ state, exit, rssBytes, handles, reaps }: ReturnType<typeof now>) => ({
            ...{ state, exit, rssBytes, handles, reaps },
          });
          expect([from.kind, to.kind, after, life(now())]).toEqual([
            from.kind,
            to.kind,
            after,
            life(fresh.now()),
          ]);
          const said = (at: typeof world, stream: number) => linesOf(at, stream).map(({ text }) => text);
          expect(said(world, output).slice(before.lines)).toEqual(said(fresh.world, fresh.output));
          for (const table of [timers, listeners, flowJobs] as (typeof timers)[])
            expect(world.count(table)).toBe(fresh.world.count(table));
          expect(world.must(cgroups, cgroup).memoryCurrent).toBe(now().rssBytes);
          expect([now().pids, now().startedAt]).toEqual([before.pids, before.startedAt]);
        }
  });

  it("P27: the children stay its children, and one that reaps now collects those that end from now on", () => {
    const { world, kernel, id } = one({ kind: "idle" });
    const [zombie, child] = [start(world, kernel, { parent: id }), start(world, kernel, { parent: id })];
    endProcess(world, zombie.id, { code: 0 });
    exec(world, id, ["sh"], SHELL);
    pass(world, 10);
    expect([zombie, child].map((each) => world.get(processes, each.id)?.parent)).toEqual([id, id]);
    endProcess(world, child.id, { code: 0 });
    pass(world, 10);
    expect(world.get(processes, child.id)).toBeUndefined();
  });

  it("P27: being a subreaper and whom to tell of the end outlast it", () => {
    const { world, kernel } = testKernel();
    const told: string[] = [];
    const parent = start(world, kernel);
    const onExit = call(ended, { who: "web" });
    const { id } = start(world, kernel, { parent: parent.id, subreaper: true, onExit });
    exec(world, id, ["work"], WORK);
    expect(world.must(processes, id).subreaper).toBe(true);
    const middle = start(world, kernel, { parent: id });
    const leaf = start(world, kernel, { parent: middle.id });
    endProcess(world, middle.id, { code: 0 });
    expect(world.must(processes, leaf.id).parent).toBe(id);
    pass(
      world,
      20,
      handler(ended, (_, { who }) => told.push(who)),
    );
    expect([told, world.must(processes, id).exit]).toEqual([["web"], { code: 4 }]);
  });

  it("P27: process 1 of a pid namespace stays it, and is shielded by what the new program handles", () => {
    const { world, kernel, pidNs } = testKernel();
    const shim = start(world, kernel);
    const { id, ns } = start(world, kernel, { parent: shim.id, program: SERVER, newNamespaces: ["pid"] });
    pass(world, 10);
    exec(world, id, ["sleep", "infinity"], { kind: "sleep", ms: null });
    sendSignal(world, id, SIGTERM, ns.pid);
    sendSignal(world, id, SIGTERM, pidNs);
    pass(world, 100);
    expect(world.must(processes, id).state).toBe("sleeping");
    expect(world.must(namespaces, ns.pid).init).toBe(id);
    exec(world, id, ["server"], SERVER);
    sendSignal(world, id, SIGTERM, ns.pid);
    pass(world, 100);
    expect(world.must(processes, id).exit).toEqual({ code: 0 });
  });

  it("P27: a stopped process begins with the new program when it is continued; waiting signals wait on", () => {
    const { world, id, now } = one({ kind: "busy", threads: 2 });
    pass(world, 5);
    sendSignal(world, id, SIGSTOP, null);
    exec(world, id, ["work"], WORK);
    pass(world, 100);
    expect(now()).toMatchObject({ state: "stopped", exit: null });
    sendSignal(world, id, SIGCONT, null);
    pass(world, 11);
    expect(now().exit).toEqual({ code: 4 });
    const other = one({ kind: "idle" });
    sendSignal(other.world, other.id, SIGSTOP, null);
    sendSignal(other.world, other.id, SIGTERM, null);
    exec(other.world, other.id, ["work"], WORK);
    sendSignal(other.world, other.id, SIGCONT, null);
    expect(other.now().exit).toEqual({ signal: SIGTERM });
  });

  it("P27: in a frozen group the new program begins its work when it is thawed", () => {
    const { world, id, cgroup, now } = one({ kind: "log", everyMs: 5, line: "x" });
    pass(world, 12);
    freezeCgroup(world, cgroup, true);
    exec(world, id, ["work"], WORK);
    pass(world, 1000);
    expect(now().exit).toBeNull();
    freezeCgroup(world, cgroup, false);
    pass(world, 10);
    expect(now().exit).toEqual({ code: 4 });
  });

  it("P27: a program that does not fit into its group is killed as it begins", () => {
    const { world, id, cgroup, now } = one({ kind: "sleep", ms: null });
    setLimits(world, cgroup, { memoryMax: 2 * MIB });
    exec(world, id, ["server"], SERVER);
    pass(world, 10);
    expect(now()).toMatchObject({ exit: { signal: 9 }, rssBytes: 0 });
    expect(world.must(cgroups, cgroup).memoryCurrent).toBe(0);
  });

  it("N2: it enters the time namespace that the process has chosen, and lets the own go; not so the pid namespace", () => {
    const { world, id, now } = one(SHELL);
    unshare(world, id, ["time", "pid"]);
    const { time, pid } = now().nsForChildren;
    setClockOffset(world, time, 60_000);
    expect(uptime(world, now())).toBe(0);
    exec(world, id, ["sh"], SHELL);
    expect(uptime(world, now())).toBe(60_000);
    expect([now().ns.time, now().ns.pid === pid]).toEqual([time, false]);
    unshare(world, id, ["time"]);
    exec(world, id, ["sh"], SHELL);
    expect(world.get(namespaces, time)).toBeUndefined();
    expect(uptime(world, now())).toBe(60_000);
  });

  it("P13: process 1 of the system that goes on as a program that ends takes the kernel along", () => {
    const { world, kernel, init } = testKernel();
    exec(world, init, ["work"], WORK);
    pass(world, 9);
    expect(world.must(kernels, kernel).state).toBe("running");
    pass(world, 1);
    expect(world.must(kernels, kernel).state).toBe("panicked");
  });
});
