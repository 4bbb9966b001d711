/** Every kind of program, stopped and continued, frozen and thawed, held with its machine, and run on other kernels. */
import { describe, expect, it } from "vitest";
import { jobRate } from "../../core/flow";
import type { World } from "../../core/world";
import { pass, start, testKernel } from "../../testing/kernel";
import { SIGNALS } from "../abi";
import { freezeCgroup, setLimits } from "../cgroup/limits";
import { cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { pauseKernel, resumeKernel } from "../life/pause";
import { listeners } from "../net/tables";
import { createStream, linesOf } from "../output";
import { sendSignal } from "../process/signals";
import { processes } from "../process/table";
import type { Program } from "./program";

const MIB = 1024 * 1024;
const { SIGSTOP, SIGCONT } = SIGNALS;

/** A process with this program in a group of its own. */
function run(program: Program, family: "linux" | "nt" | "xnu" = "linux") {
  const { world, kernel } = testKernel({ family });
  const cgroup = ensureCgroup(world, kernel, "/app").id;
  const output = createStream(world, "app");
  const parent = start(world, kernel);
  const { id } = start(world, kernel, { parent: parent.id, program, cgroup, output, argv: ["app"] });
  const look = () => world.must(processes, id);
  const holds: Readonly<Record<string, (on: boolean) => void>> = {
    stopped: (on) => void sendSignal(world, id, on ? SIGSTOP : SIGCONT, null),
    frozen: (on) => freezeCgroup(world, cgroup, on),
  };
  return { world, kernel, id, cgroup, look, holds, said: () => linesOf(world, output).map(({ at }) => at) };
}

describe.each(["stopped", "frozen"] as const)("%s, and let go on", (how) => {
  /** Lets a program run for `before` ms, holds it for 1000, and looks at it after `after` more. */
  const held = (program: Program, before: number, after: number) => {
    const all = run(program);
    pass(all.world, before);
    all.holds[how]?.(true);
    const [lines, rss, inGroup] = [all.said().length, all.look().rssBytes, groupSize(all.world, all.cgroup)];
    pass(all.world, 1000);
    expect(all.look().exit).toBeNull();
    expect([all.said().length, all.look().rssBytes, groupSize(all.world, all.cgroup)]).toEqual([
      lines,
      rss,
      inGroup,
    ]);
    all.holds[how]?.(false);
    pass(all.world, after);
    return all;
  };
  const groupSize = (world: World, cgroup: number) => world.must(cgroups, cgroup).pidsCurrent;

  it("P22, P26: work goes on with what was left", () => {
    const program = { kind: "work", cpuMs: 100, code: 3 } as const;
    expect(held(program, 40, 59).look().exit).toBeNull();
    expect(held(program, 40, 61).look().exit).toEqual({ code: 3 });
  });

  it("P22, P26: a server gets ready later, listens on only then, and stays ready", () => {
    const program = { kind: "serve", port: 80, protocol: "tcp", cpuMs: 50, bytes: MIB, line: "x" } as const;
    const early = held(program, 20, 29);
    expect(early.world.find(listeners, "process", early.id)).toEqual([]);
    const ready = held(program, 20, 31);
    expect(ready.world.find(listeners, "process", ready.id)).toHaveLength(1);
    const before = held(program, 60, 0);
    expect(before.world.find(listeners, "process", before.id)).toHaveLength(1);
  });

  it("P22, P26: a busy program has all its processors again", () => {
    const { world, look } = held({ kind: "busy", threads: 3 }, 10, 1);
    expect(jobRate(world, look().job ?? 0)).toBe(3);
  });

  it("P23, P26: a log misses the lines of the time between, says one at once, and keeps its period from there", () => {
    const { said } = held({ kind: "log", everyMs: 100, line: "tick" }, 250, 201);
    expect(said().map(Math.floor)).toEqual([100, 200, 1250, 1350, 1450]);
  });

  it("P23, P26: a hog takes one step at once and the next after its period", () => {
    const program = { kind: "hog", bytesPerStep: MIB, stepMs: 100, untilBytes: null } as const;
    const sizes = [1, 99, 102].map((after) => held(program, 250, after).look().rssBytes / MIB);
    expect(sizes).toEqual([4, 4, 5]);
  });

  it("P23, P26: a fault whose time has come shows at once", () => {
    expect(held({ kind: "crash", afterMs: 500, code: 8 }, 100, 1).look().exit).toEqual({ code: 8 });
  });

  it("P23, P26: one whose time has not come waits for it", () => {
    const { world, look } = held({ kind: "sleep", ms: 2000 }, 100, 899);
    expect(look().exit).toBeNull();
    pass(world, 1);
    expect(look().exit).toEqual({ code: 0 });
  });

  it("P22, P26: a fork bomb forks on", () => {
    const { world, cgroup } = held({ kind: "fork-bomb", everyMs: 100 }, 50, 1);
    expect(groupSize(world, cgroup)).toBe(2);
  });

  it("P38: those that only wait are as before", () => {
    for (const program of [{ kind: "idle" }, { kind: "machine" }, { kind: "init" }] as const)
      expect(held(program, 10, 10).look()).toMatchObject({ state: "sleeping", exit: null });
  });
});

describe("with their machine held", () => {
  it("K10: each kind does afterwards what it would have done, later by as long", () => {
    const kinds: readonly Program[] = [
      { kind: "sleep", ms: 70 },
      { kind: "log", everyMs: 30, line: "x" },
      { kind: "crash", afterMs: 45, code: 2 },
      { kind: "hog", bytesPerStep: MIB, stepMs: 20, untilBytes: 4 * MIB },
      { kind: "fork-bomb", everyMs: 40 },
    ];
    for (const program of kinds)
      for (const at of [0, 20, 29, 30, 44]) {
        const [plain, paused] = [run(program), run(program)];
        pass(paused.world, at);
        pauseKernel(paused.world, paused.kernel);
        pass(paused.world, 500);
        resumeKernel(paused.world, paused.kernel);
        pass(paused.world, 100 - at);
        pass(plain.world, 100);
        const state = ({ world, look, cgroup, said }: ReturnType<typeof run>, shift: number) => ({
          exit: look().exit,
          rss: look().rssBytes,
          processes: world.must(cgroups, cgroup).pidsCurrent,
          said: said().map((ms) => (ms > at ? ms - shift : ms)),
        });
        expect([program.kind, at, state(paused, 500)]).toEqual([program.kind, at, state(plain, 0)]);
      }
  });
});

describe("kernels of other families", () => {
  it("K5: run the same programs, with the same signals, limits and ends", () => {
    for (const family of ["nt", "xnu"] as const) {
      const worker = run({ kind: "work", cpuMs: 20, line: "done", code: 3 }, family);
      pass(worker.world, 20);
      expect([worker.look().exit, worker.said()]).toEqual([{ code: 3 }, [20]]);
      const hog = run({ kind: "hog", bytesPerStep: MIB, stepMs: 1, untilBytes: null }, family);
      setLimits(hog.world, hog.cgroup, { memoryMax: 5 * MIB });
      pass(hog.world, 100);
      expect(hog.look().exit).toEqual({ signal: 9 });
      const server = run({ kind: "serve", port: 80, protocol: "tcp", cpuMs: 1, bytes: 0, line: "" }, family);
      pass(server.world, 5);
      sendSignal(server.world, server.id, SIGNALS.SIGTERM, null);
      pass(server.world, 5);
      expect(server.look().exit).toEqual({ code: 0 });
    }
  });
});
