/** Signals, stopping and continuing. */
import { describe, expect, it } from "vitest";
import { jobRate } from "../../core/flow";
import { pass, start, testKernel } from "../../testing/kernel";
import { SIGNALS } from "../abi";
import { freezeCgroup } from "../cgroup/limits";
import { ensureCgroup } from "../cgroup/tree";
import { kernels } from "../kernel";
import { createStream, linesOf } from "../output";
import type { Program } from "../programs/program";
import { exec } from "./exec";
import { exitCode } from "./exit";
import { sendSignal } from "./signals";
import { processes } from "./table";

const { SIGHUP, SIGINT, SIGKILL, SIGTERM, SIGSTOP, SIGTSTP, SIGCONT, SIGCHLD, SIGUSR1, SIGWINCH } = SIGNALS;

const FOREVER: Program = { kind: "sleep", ms: null };
const SERVER: Program = { kind: "serve", port: 80, protocol: "tcp", cpuMs: 1, bytes: 1000, line: "ready" };

/** A parent that leaves zombies, so that ends can be looked at, and a child of it. */
function family(program: Program = FOREVER) {
  const box = testKernel();
  const parent = start(box.world, box.kernel);
  const child = start(box.world, box.kernel, { parent: parent.id, program });
  const look = () => box.world.must(processes, child.id);
  return { ...box, child, look };
}

describe("signals", () => {
  it("P16: a signal without a handler does what Linux does by default", () => {
    const outcome = (signal: number) => {
      const { world, child, look } = family();
      expect(sendSignal(world, child.id, signal, null).ok).toBe(true);
      const { state, exit } = look();
      return exit === null ? state : exitCode(exit);
    };
    expect([SIGHUP, SIGINT, SIGKILL, SIGTERM, SIGUSR1].map(outcome)).toEqual([129, 130, 137, 143, 138]);
    expect([SIGSTOP, SIGTSTP].map(outcome)).toEqual(["stopped", "stopped"]);
    expect([SIGCHLD, SIGWINCH, SIGCONT, 0].map(outcome)).toEqual([
      "sleeping",
      "sleeping",
      "sleeping",
      "sleeping",
    ]);
  });

  it("P17: a signal to nobody is refused with ESRCH, one that does not exist with EINVAL; zombies take all", () => {
    const { world, child, look } = family();
    expect(sendSignal(world, 999_999, SIGTERM, null)).toMatchObject({ refusal: { code: "ESRCH" } });
    for (const wrong of [-1, 65, 1.5, Number.NaN])
      expect(sendSignal(world, child.id, wrong, null)).toMatchObject({ refusal: { code: "EINVAL" } });
    sendSignal(world, child.id, SIGKILL, null);
    expect(sendSignal(world, child.id, SIGTERM, null).ok).toBe(true);
    expect(look().exit).toEqual({ signal: SIGKILL });
  });

  it("P18: a program that handles SIGTERM ends with 0 shortly after; other handled signals do not end it", () => {
    const { world, child, look } = family(SERVER);
    pass(world, 10);
    sendSignal(world, child.id, SIGHUP, null);
    pass(world, 10);
    expect(look().state).toBe("sleeping");
    sendSignal(world, child.id, SIGTERM, null);
    expect(look().state).toBe("running");
    pass(world, 4);
    expect(look().exit).toBeNull();
    pass(world, 1);
    expect(look().exit).toEqual({ code: 0 });
  });

  it("P19: a daemon ends cleanly, a shell or a sleeping program is killed by SIGTERM", () => {
    const outcome = (program: Program) => {
      const { world, child, look } = family(program);
      pass(world, 1);
      sendSignal(world, child.id, SIGTERM, null);
      pass(world, 100);
      return look().exit;
    };
    expect(outcome({ kind: "idle", reaps: true, quits: true })).toEqual({ code: 0 });
    expect(outcome({ kind: "machine" })).toEqual({ code: 0 });
    expect(outcome({ kind: "idle", reaps: true })).toEqual({ signal: SIGTERM });
    expect(outcome(FOREVER)).toEqual({ signal: SIGTERM });
  });

  it("P20: process 1 of a pid namespace gets from inside only what it handles, not even SIGKILL", () => {
    const { world, kernel, pidNs } = testKernel();
    const shim = start(world, kernel);
    const first = start(world, kernel, { parent: shim.id, newNamespaces: ["pid"], program: FOREVER });
    const inner = first.ns.pid;
    const nested = start(world, kernel, { parent: first.id, newNamespaces: ["pid"] }).ns.pid;
    for (const from of [inner, nested])
      for (const signal of [SIGKILL, SIGSTOP, SIGTERM, SIGINT])
        expect(sendSignal(world, first.id, signal, from).ok).toBe(true);
    expect(world.must(processes, first.id).state).toBe("sleeping");
    // From outside too it gets no SIGTERM without a handler: `docker stop` waits ten seconds for that reason.
    sendSignal(world, first.id, SIGTERM, pidNs);
    expect(world.must(processes, first.id).state).toBe("sleeping");
    sendSignal(world, first.id, SIGSTOP, pidNs);
    expect(world.must(processes, first.id).state).toBe("stopped");
    sendSignal(world, first.id, SIGCONT, inner);
    expect(world.must(processes, first.id).state).toBe("sleeping");
    sendSignal(world, first.id, SIGKILL, pidNs);
    expect(world.must(processes, first.id).exit).toEqual({ signal: SIGKILL });
  });

  it("P20: process 1 that handles SIGTERM gets it from inside as well", () => {
    const { world, kernel } = testKernel();
    const shim = start(world, kernel);
    const first = start(world, kernel, { parent: shim.id, newNamespaces: ["pid"], program: SERVER });
    pass(world, 10);
    sendSignal(world, first.id, SIGTERM, first.ns.pid);
    pass(world, 10);
    expect(world.must(processes, first.id).exit).toEqual({ code: 0 });
  });

  it("P21: process 1 of the system cannot be killed by its processes; the kernel itself can end it, and panics", () => {
    const { world, kernel, init, pidNs } = testKernel();
    sendSignal(world, init, SIGKILL, pidNs);
    expect(world.must(kernels, kernel).state).toBe("running");
    sendSignal(world, init, SIGKILL, null);
    expect(world.must(kernels, kernel).state).toBe("panicked");
  });
});

describe("stopping and continuing", () => {
  it("P22: a stopped process gets no processor time, and goes on with what was left of its work", () => {
    const { world, child, look } = family({ kind: "work", cpuMs: 100, code: 4 });
    pass(world, 30);
    sendSignal(world, child.id, SIGSTOP, null);
    expect(look()).toMatchObject({ state: "stopped", job: null });
    pass(world, 10_000);
    sendSignal(world, child.id, SIGCONT, null);
    expect(look().state).toBe("running");
    pass(world, 69);
    expect(look().exit).toBeNull();
    pass(world, 2);
    expect(look().exit).toEqual({ code: 4 });
  });

  it("P22: an endless program goes on with all its threads", () => {
    const { world, child, look } = family({ kind: "busy", threads: 3 });
    pass(world, 30);
    sendSignal(world, child.id, SIGSTOP, null);
    sendSignal(world, child.id, SIGSTOP, null);
    sendSignal(world, child.id, SIGCONT, null);
    pass(world, 1);
    expect(jobRate(world, look().job ?? 0)).toBe(3);
  });

  it("P23: time goes on for a stopped sleeper: it wakes at its time, or at once when it is continued later", () => {
    const exitAt = (stopFor: number) => {
      const { world, child, look } = family({ kind: "sleep", ms: 1000 });
      pass(world, 400);
      sendSignal(world, child.id, SIGSTOP, null);
      pass(world, stopFor);
      expect(look().state).toBe("stopped");
      sendSignal(world, child.id, SIGCONT, null);
      while (look().exit === null) pass(world, 1);
      return world.now;
    };
    expect([exitAt(100), exitAt(600), exitAt(5000)]).toEqual([1000, 1001, 5401]);
  });

  it("P24: signals to a stopped process wait until it is continued, but SIGKILL does not", () => {
    const { world, child, look } = family();
    sendSignal(world, child.id, SIGSTOP, null);
    sendSignal(world, child.id, SIGTERM, null);
    sendSignal(world, child.id, SIGTERM, null);
    expect(look()).toMatchObject({ state: "stopped", pending: [SIGTERM] });
    sendSignal(world, child.id, SIGCONT, null);
    expect(look().exit).toEqual({ signal: SIGTERM });
    const other = family();
    sendSignal(other.world, other.child.id, SIGSTOP, null);
    sendSignal(other.world, other.child.id, SIGKILL, null);
    expect(other.look().exit).toEqual({ signal: SIGKILL });
  });

  it("P24: a server that was asked to end while it was stopped ends cleanly when it is continued", () => {
    const { world, child, look } = family(SERVER);
    pass(world, 10);
    sendSignal(world, child.id, SIGSTOP, null);
    sendSignal(world, child.id, SIGTERM, null);
    pass(world, 100);
    expect(look().exit).toBeNull();
    sendSignal(world, child.id, SIGCONT, null);
    pass(world, 100);
    expect(look().exit).toEqual({ code: 0 });
  });

  it("P25: a process stopped before it began begins when it is continued", () => {
    const { world, child, look } = family({ kind: "work", cpuMs: 5, code: 6 });
    sendSignal(world, child.id, SIGSTOP, null);
    pass(world, 50);
    expect(look()).toMatchObject({ state: "stopped", exit: null });
    sendSignal(world, child.id, SIGCONT, null);
    pass(world, 6);
    expect(look().exit).toEqual({ code: 6 });
  });

  it("P26: in a frozen group timers and work wait until it is thawed; SIGKILL works all the same", () => {
    const { world, kernel } = testKernel();
    const cgroup = ensureCgroup(world, kernel, "/docker/web").id;
    const output = createStream(world, "web");
    const parent = start(world, kernel);
    const spec = { parent: parent.id, cgroup, output };
    const logger = start(world, kernel, { ...spec, program: { kind: "log", everyMs: 100, line: "tick" } });
    const worker = start(world, kernel, { ...spec, program: { kind: "work", cpuMs: 500, code: 0 } });
    const victim = start(world, kernel, { ...spec, program: FOREVER });
    pass(world, 250);
    freezeCgroup(world, ensureCgroup(world, kernel, "/docker").id, true);
    pass(world, 10_000);
    expect(linesOf(world, output)).toHaveLength(2);
    sendSignal(world, victim.id, SIGKILL, null);
    expect(world.must(processes, victim.id).state).toBe("zombie");
    freezeCgroup(world, ensureCgroup(world, kernel, "/docker").id, false);
    pass(world, 1);
    expect(linesOf(world, output)).toHaveLength(3);
    pass(world, 200);
    expect(linesOf(world, output)).toHaveLength(5);
    expect(world.must(processes, worker.id).exit).toBeNull();
    pass(world, 60);
    expect(world.must(processes, worker.id).exit).toEqual({ code: 0 });
    expect(world.must(processes, logger.id).state).toBe("sleeping");
  });
});

describe("exec", () => {
  it("P27: the process stays who it is and does something else: handlers, memory and timers are new", () => {
    const { world, child, look, kernel, pidNs } = family({ kind: "sleep", ms: 50 });
    pass(world, 10);
    const before = look();
    exec(world, child.id, ["/usr/sbin/nginx", "-g", "daemon off;"], SERVER);
    pass(world, 1000);
    const after = look();
    expect(after).toMatchObject({
      name: "nginx",
      argv: ["/usr/sbin/nginx", "-g", "daemon off;"],
      exit: null,
    });
    expect([after.pids, after.parent, after.ns, after.cgroup]).toEqual([
      before.pids,
      before.parent,
      before.ns,
      before.cgroup,
    ]);
    expect(after.handles).toContain(SIGTERM);
    expect(after.rssBytes).toBe(4 * 1024 * 1024 + 1000);
    expect([after.kernel, after.pids[0]?.ns]).toEqual([kernel, pidNs]);
    sendSignal(world, child.id, SIGKILL, null);
    expect(() => exec(world, child.id, ["sh"], FOREVER)).toThrow("has ended");
  });

  it("P27: what the earlier program had asked the processor for no longer counts", () => {
    const { world, child, look } = family({ kind: "work", cpuMs: 20, code: 1 });
    pass(world, 10);
    exec(world, child.id, ["slow"], { kind: "work", cpuMs: 100, code: 2 });
    pass(world, 50);
    expect(look().exit).toBeNull();
    pass(world, 51);
    expect(look().exit).toEqual({ code: 2 });
  });
});
