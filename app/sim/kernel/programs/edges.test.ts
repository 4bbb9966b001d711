/** Programs where they come to their limits. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pass, start, testKernel } from "../../testing/kernel";
import { setLimits } from "../cgroup/limits";
import { cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { setUp } from "../net/interfaces";
import { listeners, netInterfaces } from "../net/tables";
import { createStream, lines, linesOf, removeStream } from "../output";
import { endProcess } from "../process/exit";
import { processes } from "../process/table";
import { timers } from "../process/timer";
import { bytesIn, durationIn } from "./amounts";
import { interpret } from "./interpret";
import type { Program } from "./program";
import { bytesOf } from "./traits";

const MIB = 1024 * 1024;
const sh = (script: string) => interpret("sh", ["sh", "-c", script]);

function run(program: Program, spec: Parameters<typeof start>[2] = {}) {
  const { world, kernel, init } = testKernel();
  const cgroup = ensureCgroup(world, kernel, "/app").id;
  const output = createStream(world, "app");
  const parent = start(world, kernel);
  const { id } = start(world, kernel, { parent: parent.id, program, cgroup, output, argv: ["app"], ...spec });
  const look = () => world.must(processes, id);
  return {
    world,
    kernel,
    init,
    id,
    cgroup,
    output,
    look,
    said: () => linesOf(world, output).map(({ text }) => text),
  };
}

describe("programs at their limits", () => {
  it("P30: a sleep of nothing is over within the instant, and so is work of nothing", () => {
    for (const program of [
      { kind: "sleep", ms: 0 },
      { kind: "work", cpuMs: 0, code: 0 },
      { kind: "crash", afterMs: 0, code: 0 },
    ] as const) {
      const { world, look } = run(program);
      pass(world, 0);
      expect([program.kind, look().exit]).toEqual([program.kind, { code: 0 }]);
    }
  });

  it("P35: a hog that wants no more than it has takes nothing; one whose step is larger than its wish takes the wish", () => {
    const content = run({ kind: "hog", bytesPerStep: MIB, stepMs: 10, untilBytes: 1 });
    pass(content.world, 1000);
    expect(content.look()).toMatchObject({ rssBytes: MIB, state: "sleeping", timer: 0 });
    const hasty = run({ kind: "hog", bytesPerStep: 100 * MIB, stepMs: 10, untilBytes: 3 * MIB });
    pass(hasty.world, 1000);
    expect([hasty.look().rssBytes, hasty.world.count(timers)]).toEqual([3 * MIB, 0]);
  });

  it("P35: a hog whose group is given less than it has dies at that moment; given more, it lives on", () => {
    const { world, cgroup, look } = run({ kind: "hog", bytesPerStep: MIB, stepMs: 10, untilBytes: null });
    setLimits(world, cgroup, { memoryMax: 20 * MIB });
    pass(world, 105);
    setLimits(world, cgroup, { memoryMax: 40 * MIB });
    pass(world, 200);
    expect(look().exit).toBeNull();
    setLimits(world, cgroup, { memoryMax: 5 * MIB });
    expect(look().exit).toEqual({ signal: 9 });
    expect(world.count(timers)).toBe(0);
  });

  it("P34: of two servers that begin together for one port, the first has it, and its end lets the next have it", () => {
    const { world, kernel } = testKernel();
    const parent = start(world, kernel);
    const program = { kind: "serve", port: 80, protocol: "tcp", cpuMs: 5, bytes: 0, line: "" } as const;
    const serve = () => start(world, kernel, { parent: parent.id, program }).id;
    const exits = (...ids: number[]) => ids.map((id) => world.must(processes, id).exit);
    const [a, b] = [serve(), serve()];
    pass(world, 20);
    expect(exits(a, b)).toEqual([null, { code: 1 }]);
    endProcess(world, a, { signal: 9 });
    const c = serve();
    pass(world, 20);
    expect([exits(c), world.count(listeners)]).toEqual([[null], 1]);
  });

  it("P34: the same port is free in another network namespace, and for the other protocol", () => {
    const { world, kernel } = testKernel();
    const serve = (protocol: "tcp" | "udp", more: Parameters<typeof start>[2] = {}) => {
      const program = { kind: "serve", port: 53, protocol, cpuMs: 1, bytes: 0, line: "" } as const;
      return start(world, kernel, { program, ...more });
    };
    const all = [serve("tcp"), serve("udp"), serve("tcp", { newNamespaces: ["net"] })];
    const lo = world.find(netInterfaces, "ns", all[2]?.ns.net ?? 0)[0];
    setUp(world, lo?.id ?? 0, true);
    pass(world, 10);
    expect(all.map(({ id }) => world.find(listeners, "process", id).length)).toEqual([1, 1, 1]);
  });

  it("P34: a server of an ordinary user gets no port below 1024 and says why", () => {
    const program = { kind: "serve", port: 80, protocol: "tcp", cpuMs: 1, bytes: 0, line: "ready" } as const;
    const { world, look, said } = run(program, { uid: 1000 });
    pass(world, 10);
    expect([look().exit, said()]).toEqual([
      { code: 1 },
      ["app: cannot listen on port 80: ports below 1024 are for root"],
    ]);
    const high = run({ ...program, port: 1024 }, { uid: 1000 });
    pass(high.world, 10);
    expect([high.look().exit, high.said()]).toEqual([null, ["ready"]]);
  });

  it("P33: a server that cannot have its memory is killed, holds no port, and has said nothing", () => {
    const program = {
      kind: "serve",
      port: 80,
      protocol: "tcp",
      cpuMs: 1,
      bytes: 100 * MIB,
      line: "ready",
    } as const;
    const { world, cgroup, look, said } = run(program);
    setLimits(world, cgroup, { memoryMax: 50 * MIB });
    pass(world, 10);
    expect([look().exit, said(), world.count(listeners)]).toEqual([{ signal: 9 }, [], 0]);
  });

  it("P28: a process whose output nobody keeps says nothing, and goes on; so does one whose stream is gone", () => {
    const silent = run({ kind: "log", everyMs: 10, line: "x" }, { output: null });
    pass(silent.world, 100);
    expect([silent.look().state, silent.said()]).toEqual(["sleeping", []]);
    const child = start(silent.world, silent.kernel, { parent: silent.id });
    expect(child.output).toBeNull();
    const { world, output, look } = run({ kind: "log", everyMs: 10, line: "x" });
    pass(world, 15);
    removeStream(world, output);
    pass(world, 100);
    expect([linesOf(world, output), world.count(lines), look().exit]).toEqual([[], 0, null]);
  });

  it("P31: a line with line ends is several lines", () => {
    const { world, said } = run({ kind: "work", cpuMs: 1, line: "one\ntwo\n\nfour", code: 0 });
    pass(world, 1);
    expect(said()).toEqual(["one", "two", "", "four"]);
  });

  it("P40: a bomb at its limit fills the gaps that ends leave, and no process of it is ever a zombie for long", () => {
    const { world, cgroup } = run({ kind: "fork-bomb", everyMs: 100 });
    setLimits(world, cgroup, { pidsMax: 16 });
    pass(world, 5000);
    const bombs = world.find(processes, "cgroup", cgroup);
    expect(bombs).toHaveLength(16);
    for (const { id } of bombs.slice(4, 12)) endProcess(world, id, { signal: 9 });
    pass(world, 0);
    expect(world.must(cgroups, cgroup).pidsCurrent).toBe(8);
    pass(world, 700_000);
    expect(world.must(cgroups, cgroup)).toMatchObject({ pidsCurrent: 16, pidsPeak: 16 });
  });

  it("P39: with its first process alone killed, a bomb goes on: its children are adopted", () => {
    const { world, init, id, cgroup } = run({ kind: "fork-bomb", everyMs: 100 });
    pass(world, 250);
    const children = world.find(processes, "parent", id).map((child) => child.id);
    endProcess(world, id, { signal: 9 });
    expect(children.map((child) => world.must(processes, child).parent)).toEqual(children.map(() => init));
    pass(world, 100);
    expect(world.find(processes, "cgroup", cgroup).filter(({ exit }) => exit === null)).toHaveLength(6);
  });
});

describe("command lines at their limits", () => {
  it("P45: amounts are whole words of digits with one unit, or none at all", () => {
    expect(["1", "1.5", ".5", "5.", "2M", "2m", "infinity", "INF"].map(durationIn)).toEqual([
      ...[1000, 1500, 500, 5000, 120_000, 120_000, null, null],
    ]);
    for (const wrong of ["", "-1", "1.2.3", "5x", "5ms", "m", ".", "1 s", "NaN", "1e3", "0x10"])
      expect([wrong, durationIn(wrong), bytesIn(wrong === "5x" ? "5h" : wrong)]).toEqual([
        wrong,
        undefined,
        undefined,
      ]);
    expect(["0", "4096", "1k", "1.5K", "2M", "1g", "3b"].map(bytesIn)).toEqual([
      ...[0, 4096, 1024, 1536, 2 * MIB, 1024 * MIB, 3],
    ]);
  });

  it("P45: one bad duration spoils all; forever and anything is forever", () => {
    expect(interpret("sleep", ["sleep", "5", "x"])).toMatchObject({ kind: "work", code: 1 });
    expect(interpret("sleep", ["sleep", "infinity", "5"])).toEqual({ kind: "sleep", ms: null });
    expect(interpret("sleep", ["sleep", "0"])).toEqual({ kind: "sleep", ms: 0 });
  });

  it("P48: exit codes have eight bits; what is no number is a fault of its own", () => {
    const codes = ["exit", "exit 0", "exit 255", "exit 256", "exit -1", "exit 1000"].map((script) => {
      const program = sh(script);
      return program.kind === "work" ? program.code : program.kind;
    });
    expect(codes).toEqual([0, 0, 255, 0, 255, 232]);
    expect(sh("exit soon")).toMatchObject({ code: 2, line: "sh: exit: Illegal number: soon" });
    expect(sh("sleep 1; exit 300")).toEqual({ kind: "crash", afterMs: 1000, code: 44 });
    expect(interpret("crash", ["crash", "1", "300"])).toMatchObject({ code: 44 });
  });

  it("P48: quotes hold words together; scripts within scripts come to their innermost", () => {
    expect(sh('echo "a; b"')).toMatchObject({ kind: "work", code: 0 });
    expect(sh("echo 'two words' three")).toMatchObject({ line: "two words three" });
    expect(sh('sh -c "sleep 4"')).toEqual({ kind: "sleep", ms: 4000 });
    expect(sh("exec nginx -g 'daemon off;'").kind).toMatch(/serve|work/);
    expect(sh("env A=1 nohup sleep 2")).toEqual({ kind: "sleep", ms: 2000 });
    expect(sh("sleep infinity; exit 3")).toMatchObject({ kind: "work", code: 3 });
    expect(sh("while true; do sleep 0; done")).toEqual({ kind: "busy", threads: 1 });
    expect(sh("while true; do sleep infinity; done")).toEqual({ kind: "sleep", ms: null });
  });

  it("P48: whatever the words are, they come to a program that a process can run to its end or for ever", () => {
    const word = fc.oneof(
      fc.constantFrom(
        "sh",
        "-c",
        "sleep",
        "exit",
        "echo",
        "env",
        "tini",
        "--",
        "nginx",
        "python3",
        "-m",
        "http.server",
      ),
      fc.constantFrom(
        "crash",
        "hog",
        "stress",
        "--vm",
        "--cpu",
        "1",
        "-1",
        "0",
        "1M",
        "x",
        ";",
        "while",
        "true;",
        "do",
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), (exec, args) => {
        const program = interpret(exec, [exec, ...args]);
        expect(bytesOf(program)).toBeGreaterThan(0);
        expect(JSON.parse(JSON.stringify(program))).toEqual(program);
        const { world, look } = run(program);
        pass(world, 400);
        const { exit } = look();
        if (exit !== null && "code" in exit) expect(exit.code & 255).toBe(exit.code);
      }),
      { seed: 51, numRuns: 300 },
    );
  });
});
