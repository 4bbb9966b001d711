/** What programs do. */

import { describe, expect, it } from "vitest";
import { jobRate } from "../../core/flow";
import { happenings } from "../../core/happenings";
import { programCosts } from "../../costs/programs";
import { pass, start, testKernel } from "../../testing/kernel";
import { setLimits } from "../cgroup/limits";
import { cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { kernels } from "../kernel";
import { listen } from "../net/listen";
import { listeners } from "../net/tables";
import { createStream, linesOf } from "../output";
import { pidIn } from "../process/look";
import { processes } from "../process/table";
import { timers } from "../process/timer";
import type { Program } from "./program";
import { bytesOf } from "./traits";

const MIB = 1024 * 1024;

/** A process with this program, whose parent leaves zombies, in a group of its own, with its output kept. */
function run(program: Program) {
  const box = testKernel();
  const cgroup = ensureCgroup(box.world, box.kernel, "/app").id;
  const output = createStream(box.world, "app");
  const parent = start(box.world, box.kernel);
  const { id } = start(box.world, box.kernel, { parent: parent.id, program, cgroup, output, argv: ["app"] });
  return {
    ...box,
    id,
    parent: parent.id,
    cgroup,
    look: () => box.world.must(processes, id),
    said: () => linesOf(box.world, output).map(({ at, fd, text }) => [at, fd, text]),
  };
}

describe("programs", () => {
  it("P30: sleep ends with 0 when its time is over, or never", () => {
    const { world, look } = run({ kind: "sleep", ms: 5000 });
    pass(world, 4999);
    expect(look()).toMatchObject({ state: "sleeping", exit: null });
    pass(world, 1);
    expect(look().exit).toEqual({ code: 0 });
    expect(world.count(timers)).toBe(0);
    const forever = run({ kind: "sleep", ms: null });
    pass(forever.world, 1e9);
    expect(forever.look().exit).toBeNull();
  });

  it("P31: work uses its processor time, says its line and ends with its code; others make it last longer", () => {
    const { world, kernel, look, said } = run({ kind: "work", cpuMs: 100, line: "done", code: 2 });
    start(world, kernel, {
      program: { kind: "busy", threads: 7 },
      cgroup: ensureCgroup(world, kernel, "/other").id,
    });
    pass(world, 99);
    expect(look()).toMatchObject({ state: "running", exit: null });
    pass(world, 1);
    expect(look().exit).toEqual({ code: 2 });
    expect(said()).toEqual([[100, 1, "done"]]);
    const crowded = run({ kind: "work", cpuMs: 100, code: 0 });
    for (let at = 0; at < 7; at++)
      start(crowded.world, crowded.kernel, { program: { kind: "busy", threads: 1 }, cgroup: crowded.cgroup });
    pass(crowded.world, 199);
    expect(crowded.look().exit).toBeNull();
    pass(crowded.world, 2);
    expect(crowded.look().exit).toEqual({ code: 0 });
  });

  it("P32: busy keeps as many processors busy as it has threads", () => {
    const { world, look } = run({ kind: "busy", threads: 3 });
    pass(world, 1000);
    expect(look().state).toBe("running");
    expect(jobRate(world, look().job ?? 0)).toBe(3);
  });

  it("P33: a server gets ready, takes its memory, listens, says so, and waits", () => {
    const program = {
      kind: "serve",
      port: 80,
      protocol: "tcp",
      cpuMs: 20,
      bytes: MIB,
      line: "ready",
    } as const;
    const { world, id, look, said } = run(program);
    pass(world, 19);
    expect(world.find(listeners, "process", id)).toEqual([]);
    pass(world, 1);
    expect(world.find(listeners, "process", id)).toMatchObject([
      { port: 80, protocol: "tcp", address: "0.0.0.0" },
    ]);
    expect(look()).toMatchObject({ state: "sleeping", rssBytes: bytesOf(program) + MIB });
    expect(said()).toEqual([[20, 1, "ready"]]);
  });

  it("P34: a server whose port is taken says so on its error output and ends with 1", () => {
    const { world, parent, look, said } = run({
      kind: "serve",
      port: 80,
      protocol: "tcp",
      cpuMs: 20,
      bytes: MIB,
      line: "ready",
    });
    listen(world, parent, "tcp", "0.0.0.0", 80);
    pass(world, 100);
    expect(look().exit).toEqual({ code: 1 });
    expect(said()).toEqual([[20, 2, expect.stringMatching(/^app: cannot listen on port 80: /)]]);
  });

  it("P35: a hog takes memory step by step, up to what it wants, and holds it", () => {
    const { world, look } = run({ kind: "hog", bytesPerStep: 4 * MIB, stepMs: 100, untilBytes: 10 * MIB });
    const sizes = Array.from({ length: 5 }, () => {
      pass(world, 100);
      return look().rssBytes / MIB;
    });
    expect(sizes).toEqual([5, 9, 10, 10, 10]);
    expect(world.nextAt).toBeUndefined();
  });

  it("P35: without an end it is killed when its group has no more: 137", () => {
    const { world, cgroup, look } = run({ kind: "hog", bytesPerStep: MIB, stepMs: 10, untilBytes: null });
    setLimits(world, cgroup, { memoryMax: 20 * MIB });
    pass(world, 10_000);
    expect(look().exit).toEqual({ signal: 9 });
    expect(world.must(cgroups, cgroup)).toMatchObject({ memoryCurrent: 0, memoryPeak: 20 * MIB });
  });

  it("P36: log says its line again and again", () => {
    const { world, said } = run({ kind: "log", everyMs: 300, line: "GET /" });
    pass(world, 1000);
    expect(said()).toEqual([300, 600, 900].map((at) => [at, 1, "GET /"]));
  });

  it("P36: a step of a timer writes its timer and its line, nothing else", () => {
    const { world, kernel } = testKernel();
    for (let at = 0; at < 50; at++)
      start(world, kernel, { program: { kind: "log", everyMs: 10, line: "x" } });
    pass(world, 5);
    const before = world.written;
    pass(world, 1000);
    expect(world.written - before).toBe(50 * 100);
  });

  it("P37: crash runs for a while and ends with its code", () => {
    const { world, look } = run({ kind: "crash", afterMs: 700, code: 42 });
    pass(world, 699);
    expect(look().exit).toBeNull();
    pass(world, 1);
    expect(look().exit).toEqual({ code: 42 });
  });

  it("P38: idle programs, process 1 and virtual machines' processes wait for ever", () => {
    for (const program of [{ kind: "idle" }, { kind: "init" }, { kind: "machine" }] as const) {
      const { world, look } = run(program);
      pass(world, 1e9);
      expect(look()).toMatchObject({ state: "sleeping", exit: null });
      expect(world.nextAt).toBeUndefined();
    }
  });
});

describe("fork bombs", () => {
  const BOMB = { kind: "fork-bomb", everyMs: programCosts.forkEveryMs.value } as const;

  it("P39: the number of processes doubles with every step", () => {
    const { world, cgroup } = run(BOMB);
    const counts = [0, 1, 2, 3, 4].map(() => {
      pass(world, BOMB.everyMs);
      return world.must(cgroups, cgroup).pidsCurrent;
    });
    expect(counts).toEqual([2, 4, 8, 16, 32]);
  });

  it("P40: pids.max ends the growth; the rest of the system forks on, and retries become rare", () => {
    const { world, kernel, cgroup, said } = run(BOMB);
    setLimits(world, cgroup, { pidsMax: 100 });
    pass(world, 60_000);
    expect(world.must(cgroups, cgroup)).toMatchObject({ pidsCurrent: 100, pidsPeak: 100 });
    expect(start(world, kernel).state).toBe("sleeping");
    expect(said().at(-1)?.[2]).toMatch(/^app: fork: .*pids\.max/);
    expect(world.all(happenings).filter(({ what }) => what === "fork-refused")).toMatchObject([
      { text: expect.stringMatching(/^app can start no more processes: pids\.max of .* is 100/) },
    ]);
    const refusals = world.must(cgroups, cgroup).pidsEvents;
    pass(world, 600_000);
    expect(world.must(cgroups, cgroup).pidsEvents - refusals).toBeLessThan(100 * 5);
  });

  it("P41: without a limit it fills the table of processes, and nobody else can start one", () => {
    const { world, kernel } = testKernel({ pidMax: 2000 });
    start(world, kernel, { program: BOMB, argv: ["bomb"] });
    pass(world, 60_000);
    expect(world.find(processes, "kernel", kernel)).toHaveLength(1999);
    expect(() => start(world, kernel)).toThrow("EAGAIN");
  });

  it("P42: where memory runs out first, killing and forking go on at a bearable pace", () => {
    const { world, kernel, cgroup } = run(BOMB);
    setLimits(world, cgroup, { memoryMax: 20 * MIB });
    pass(world, 120_000);
    const { memoryCurrent, memoryEvents } = world.must(cgroups, cgroup);
    expect(memoryCurrent).toBeGreaterThan(10 * MIB);
    expect(memoryCurrent).toBeLessThanOrEqual(20 * MIB);
    expect(memoryEvents.oomKill).toBeGreaterThan(0);
    expect(memoryEvents.oomKill).toBeLessThan(2000);
    expect(world.must(kernels, kernel).state).toBe("running");
  });

  it("P42: a small system without limits goes through its memory, and process 1 survives", () => {
    const { world, kernel, init } = testKernel({ memoryBytes: 200 * MIB, ownBytes: 100 * MIB });
    start(world, kernel, { program: BOMB, argv: ["bomb"] });
    pass(world, 60_000);
    expect(pidIn(world, world.must(processes, init), world.must(processes, init).ns.pid)).toBe(1);
    expect(world.must(kernels, kernel).state).toBe("running");
  });
});
