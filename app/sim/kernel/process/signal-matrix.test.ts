/** Every signal to a process in every state. */
import { describe, expect, it } from "vitest";
import type { World } from "../../core/world";
import { pass, start, testKernel } from "../../testing/kernel";
import { MAX_SIGNAL, SIGNALS } from "../abi";
import { freezeCgroup } from "../cgroup/limits";
import { ensureCgroup } from "../cgroup/tree";
import { pauseKernel, resumeKernel } from "../life/pause";
import type { Program } from "../programs/program";
import { endProcess, exitCode, reap } from "./exit";
import { sendSignal } from "./signals";
import { processes } from "./table";

const { SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGUSR1, SIGALRM, SIGTERM } = SIGNALS;
const { SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGCHLD, SIGURG, SIGWINCH } = SIGNALS;

const ALL = Array.from({ length: MAX_SIGNAL }, (_, at) => at + 1);
/** As signal(7) lists them. */
const STOP: readonly number[] = [SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU];
const NOTHING: readonly number[] = [SIGCHLD, SIGURG, SIGWINCH, SIGCONT];
const SERVER: Program = { kind: "serve", port: 80, protocol: "tcp", cpuMs: 1, bytes: 0, line: "" };

/** A process with a program whose parent leaves zombies, after `ms`; the same again and again in copies of its world. */
function each(program: Program, ms = 0) {
  const { world, id } = one(program, ms);
  return () => actOn(world.clone(), id);
}

function actOn(world: World, id: number) {
  return {
    send: (...signals: number[]) => {
      for (const signal of signals) expect(sendSignal(world, id, signal, null).ok).toBe(true);
    },
    /** Its state, or how it ended. */
    now: () => {
      const { state, exit } = world.must(processes, id);
      return exit === null ? state : exitCode(exit);
    },
    wait: (ms: number) => pass(world, ms),
  };
}

function one(program: Program, ms = 0) {
  const box = testKernel();
  const { world, kernel } = box;
  const cgroup = ensureCgroup(world, kernel, "/app").id;
  const parent = start(world, kernel);
  const { id } = start(world, kernel, { parent: parent.id, program, cgroup });
  pass(world, ms);
  return { ...box, id, cgroup, ...actOn(world, id) };
}

describe("every signal", () => {
  const byDefault = (signal: number, living: string) =>
    STOP.includes(signal) ? "stopped" : NOTHING.includes(signal) ? living : 128 + signal;

  it.each([
    ["that sleeps", { kind: "sleep", ms: 500 }, "sleeping"],
    ["that waits for ever", { kind: "idle", reaps: true }, "sleeping"],
    ["at work", { kind: "work", cpuMs: 500, code: 0 }, "running"],
    ["with several threads", { kind: "busy", threads: 4 }, "running"],
    ["that takes memory", { kind: "hog", bytesPerStep: 1, stepMs: 50, untilBytes: null }, "sleeping"],
    ["that logs", { kind: "log", everyMs: 50, line: "x" }, "sleeping"],
    ["that will crash", { kind: "crash", afterMs: 500, code: 3 }, "sleeping"],
  ] as const)("P16: to a process %s without handlers has its default effect", (_, program, living) => {
    const fresh = each(program, 10);
    for (const signal of ALL) {
      const { send, now } = fresh();
      send(signal);
      expect([signal, now()]).toEqual([signal, byDefault(signal, living)]);
    }
  });

  it("P24: to a stopped process: only KILL and CONT have an effect at once, the others when it goes on", () => {
    const fresh = each({ kind: "sleep", ms: null });
    for (const signal of ALL) {
      const { send, now } = fresh();
      send(SIGSTOP, signal);
      const before = signal === SIGKILL ? 137 : signal === SIGCONT ? "sleeping" : "stopped";
      expect([signal, now()]).toEqual([signal, before]);
      send(SIGCONT);
      // Stops that waited are forgotten by SIGCONT.
      const after = STOP.includes(signal) || NOTHING.includes(signal) ? "sleeping" : 128 + signal;
      expect([signal, now()]).toEqual([signal, after]);
    }
  });

  it("P17: to a zombie: none has an effect, and its status stays what it was", () => {
    const { world, id, send, now } = one({ kind: "idle" });
    endProcess(world, id, { code: 7 });
    send(0, ...ALL);
    pass(world, 100);
    expect(now()).toBe(7);
    expect(reap(world, id)).toEqual({ code: 7 });
    expect(sendSignal(world, id, 0, null)).toMatchObject({ refusal: { code: "ESRCH" } });
  });

  it("P20: to process 1 of a pid namespace: from inside none that it does not handle, from outside KILL and STOP besides", () => {
    const { world: fresh, kernel, pidNs } = testKernel();
    const parent = start(fresh, kernel);
    const program = { kind: "sleep", ms: null } as const;
    const { id, ns } = start(fresh, kernel, { parent: parent.id, program, newNamespaces: ["pid"] });
    for (const signal of ALL) {
      const outcome = (from: "inside" | "outside" | "kernel") => {
        const world = fresh.clone();
        sendSignal(world, id, signal, from === "kernel" ? null : from === "inside" ? ns.pid : pidNs);
        return world.must(processes, id).state;
      };
      const outside = signal === SIGKILL ? "zombie" : signal === SIGSTOP ? "stopped" : "sleeping";
      expect([signal, ...(["inside", "outside", "kernel"] as const).map(outcome)]).toEqual([
        signal,
        "sleeping",
        outside,
        outside,
      ]);
    }
  });

  it("P18: to a server: TERM, INT and QUIT end it with 0; HUP, USR1 and USR2 it handles; the rest as by default", () => {
    const fresh = each(SERVER, 10);
    for (const signal of ALL) {
      const { send, now, wait } = fresh();
      send(signal);
      wait(10);
      const handled = ([SIGTERM, SIGINT, SIGQUIT] as number[]).includes(signal)
        ? 0
        : ([SIGHUP, SIGUSR1, SIGNALS.SIGUSR2] as number[]).includes(signal)
          ? "sleeping"
          : byDefault(signal, "sleeping");
      expect([signal, now()]).toEqual([signal, handled]);
    }
  });
});

describe("signals that meet", () => {
  it("P24: those that waited come in the order of their numbers, not in that of their sending", () => {
    const { send, now } = one({ kind: "sleep", ms: null });
    send(SIGSTOP, SIGTERM, SIGALRM, SIGHUP, SIGCONT);
    expect(now()).toBe(128 + SIGHUP);
  });

  it("P24: a stop that waited behind a stop is forgotten, and what came with it is not", () => {
    const { world, send, now } = one({ kind: "work", cpuMs: 10, code: 5 });
    send(SIGTSTP, SIGTTIN, SIGSTOP, SIGCONT);
    expect(now()).toBe("running");
    send(SIGTSTP, SIGTTIN, SIGUSR1, SIGCONT);
    expect(now()).toBe(128 + SIGUSR1);
    pass(world, 100);
  });

  it("P18: a server that is asked again while it ends does not take longer for it", () => {
    const { world, send, now } = one(SERVER, 10);
    send(SIGTERM);
    for (let at = 0; at < 4; at++) {
      pass(world, 1);
      send(SIGTERM, SIGINT, SIGHUP);
    }
    expect(now()).toBe("running");
    pass(world, 1);
    expect(now()).toBe(0);
  });

  it("P18: SIGKILL ends a server that is about to end cleanly: its code is lost", () => {
    const { world, send, now } = one(SERVER, 10);
    send(SIGTERM);
    pass(world, 2);
    send(SIGKILL);
    pass(world, 10);
    expect(now()).toBe(137);
  });

  it("P6, P22: stopping a process stops only it: its children work on, wait as zombies for it, and are adopted", () => {
    const { world, kernel, init, id, send, now } = one({ kind: "idle", reaps: true });
    const worker = start(world, kernel, { parent: id, program: { kind: "work", cpuMs: 20, code: 0 } });
    const sleeper = start(world, kernel, { parent: id, program: { kind: "sleep", ms: null } });
    const group = [worker, sleeper].map((child) => () => world.get(processes, child.id));
    send(SIGSTOP);
    expect(group.map((look) => look()?.state)).toEqual(["sleeping", "sleeping"]);
    pass(world, 20);
    expect(group.map((look) => look()?.exit)).toEqual([{ code: 0 }, null]);
    send(SIGCONT);
    pass(world, 1);
    expect(group[0]?.()).toBeUndefined();
    send(SIGSTOP, SIGKILL);
    expect([now(), sleeper.state, group[1]?.()?.parent]).toEqual([137, "sleeping", init]);
  });

  it("P22: a server that is stopped while it ends finishes when it is continued", () => {
    const { world, send, now } = one(SERVER, 10);
    send(SIGTERM);
    pass(world, 2);
    send(SIGSTOP);
    pass(world, 1000);
    expect(now()).toBe("stopped");
    send(SIGTERM, SIGCONT);
    pass(world, 2);
    expect(now()).toBe("running");
    pass(world, 1);
    expect(now()).toBe(0);
  });

  it("P26: SIGTERM to a server in a frozen group takes effect when it is thawed; a program without handlers dies at once", () => {
    const { world, kernel, cgroup, send, now } = one(SERVER, 10);
    const plain = start(world, kernel, { parent: start(world, kernel).id, cgroup });
    freezeCgroup(world, cgroup, true);
    send(SIGTERM);
    sendSignal(world, plain.id, SIGTERM, null);
    pass(world, 5000);
    expect(now()).toBe("running");
    expect(world.must(processes, plain.id).exit).toEqual({ signal: SIGTERM });
    freezeCgroup(world, cgroup, false);
    pass(world, 5);
    expect(now()).toBe(0);
  });

  it("P26: what is stopped in a frozen group stays stopped when that is thawed", () => {
    const { world, cgroup, send, now } = one({ kind: "sleep", ms: 100 });
    freezeCgroup(world, cgroup, true);
    pass(world, 200);
    send(SIGSTOP);
    freezeCgroup(world, cgroup, false);
    pass(world, 1000);
    expect(now()).toBe("stopped");
    send(SIGCONT);
    pass(world, 1);
    expect(now()).toBe(0);
  });

  it("P26: a process continued within a frozen group goes on only when that is thawed", () => {
    const { world, cgroup, send, now } = one({ kind: "crash", afterMs: 100, code: 9 }, 50);
    send(SIGSTOP);
    freezeCgroup(world, cgroup, true);
    pass(world, 500);
    send(SIGCONT);
    pass(world, 500);
    expect([now() === 9, now() === "stopped"]).toEqual([false, false]);
    freezeCgroup(world, cgroup, false);
    pass(world, 1);
    expect(now()).toBe(9);
  });

  it("K10: a sleeper that is stopped and continued while its machine is held wakes when its own time has come", () => {
    const { world, kernel, send, now } = one({ kind: "sleep", ms: 100 }, 60);
    pauseKernel(world, kernel);
    send(SIGSTOP);
    pass(world, 1000);
    send(SIGCONT);
    pass(world, 1000);
    expect(now()).toBe("sleeping");
    resumeKernel(world, kernel);
    pass(world, 39);
    expect(now()).toBe("sleeping");
    pass(world, 1);
    expect(now()).toBe(0);
  });
});
