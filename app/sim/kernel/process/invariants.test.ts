/** Random lives of processes, held against what must be true of them, reckoned from scratch. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { flowJobs } from "../../core/flow";
import type { World } from "../../core/world";
import { pass, type TestKernel, testKernel } from "../../testing/kernel";
import { SIGNALS } from "../abi";
import { freezeCgroup } from "../cgroup/limits";
import { moveProcess } from "../cgroup/membership";
import { cgroups } from "../cgroup/table";
import { ensureCgroup } from "../cgroup/tree";
import { setns, unshare } from "../namespace/change";
import { NAMESPACE_KINDS, type NamespaceKind, namespaces } from "../namespace/table";
import type { Program } from "../programs/program";
import { exec } from "./exec";
import { endProcess, reap } from "./exit";
import { sendSignal } from "./signals";
import { spawn } from "./spawn";
import { type Process, processes } from "./table";
import { timers } from "./timer";

const PROGRAMS: readonly Program[] = [
  { kind: "idle" },
  { kind: "idle", reaps: true, quits: true },
  { kind: "init", forwards: true },
  { kind: "sleep", ms: 70 },
  { kind: "work", cpuMs: 30, code: 1 },
  { kind: "busy", threads: 2 },
  { kind: "log", everyMs: 20, line: "x" },
  { kind: "hog", bytesPerStep: 50_000_000, stepMs: 30, untilBytes: null },
  { kind: "serve", port: 80, protocol: "tcp", cpuMs: 5, bytes: 1000, line: "" },
  { kind: "fork-bomb", everyMs: 40 },
];
const { SIGHUP, SIGINT, SIGKILL, SIGTERM, SIGCONT, SIGSTOP, SIGTSTP } = SIGNALS;
const SENT = [SIGHUP, SIGINT, SIGKILL, SIGTERM, SIGCONT, SIGSTOP, SIGTSTP];
const GROUPS = ["/a", "/a/b", "/c"];

interface Act {
  readonly what:
    | "spawn"
    | "end"
    | "reap"
    | "signal"
    | "unshare"
    | "setns"
    | "exec"
    | "move"
    | "freeze"
    | "pass";
  readonly who: number;
  readonly a: number;
  readonly kinds: readonly NamespaceKind[];
}

const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({
    what: fc.constantFrom<Act["what"]>(
      ...(["spawn", "spawn", "spawn", "end", "reap", "signal", "signal"] as const),
      ...(["unshare", "setns", "exec", "move", "freeze", "pass", "pass"] as const),
    ),
    who: fc.nat(1000),
    a: fc.nat(1000),
    kinds: fc.subarray([...NAMESPACE_KINDS], { maxLength: 3 }),
  }),
  { minLength: 20, maxLength: 60, size: "max" },
);

const pick = <T>(from: readonly T[], at: number): T => from[at % from.length] as T;

/** Does what is asked for, where it can be: the one acted on is never process 1 of the system. */
function act({ world, kernel, init }: TestKernel, { what, who, a, kinds }: Act): void {
  const living = world.all(processes).filter(({ state }) => state !== "zombie");
  const others = living.filter(({ id }) => id !== init);
  if (what === "pass") pass(world, a % 100);
  if (what === "freeze") freezeCgroup(world, ensureCgroup(world, kernel, pick(GROUPS, who)).id, a % 2 === 0);
  if (what === "pass" || what === "freeze") return;
  if (what === "spawn") {
    const program = pick(PROGRAMS, a);
    const parent = pick(living, who).id;
    const cgroup = a % 3 === 0 ? { cgroup: ensureCgroup(world, kernel, pick(GROUPS, who)).id } : {};
    spawn(world, { kernel, parent, argv: ["x"], program, newNamespaces: kinds, ...cgroup });
    return;
  }
  if (what === "reap") {
    const zombies = world.all(processes).filter(({ state }) => state === "zombie");
    if (zombies.length > 0) reap(world, pick(zombies, who).id);
    return;
  }
  if (others.length === 0) return;
  const { id } = pick(others, who);
  if (what === "end") endProcess(world, id, { code: a % 256 });
  else if (what === "signal") sendSignal(world, id, pick(SENT, a), pick(living, a).ns.pid);
  else if (what === "unshare") unshare(world, id, kinds);
  else if (what === "setns") setns(world, id, pick(world.all(namespaces), a).id);
  else if (what === "exec") exec(world, id, ["y"], pick(PROGRAMS, a));
  else moveProcess(world, id, ensureCgroup(world, kernel, pick(GROUPS, a)).id);
}

function isBelow(world: World, cgroup: number, top: number): boolean {
  for (let at = cgroup; at !== 0; at = world.must(cgroups, at).parent) if (at === top) return true;
  return false;
}

/** What must be true of all processes and namespaces, whatever has happened. Returns what is not. */
function faults({ world, init }: TestKernel): string[] {
  const found: string[] = [];
  const hold = (truth: boolean, what: string) => truth || found.push(what);
  const all = world.all(processes);
  const living = all.filter(({ state }) => state !== "zombie");
  const name = ({ id, program }: Process) => `${program.kind} ${id}`;

  for (const process of all) {
    const parent = world.get(processes, process.parent);
    hold(
      process.id === init || (parent !== undefined && parent.state !== "zombie"),
      `${name(process)} is nobody's child`,
    );
    hold((process.exit !== null) === (process.state === "zombie"), `${name(process)} has a status but lives`);
    const chain: number[] = [];
    for (let at = process.ns.pid; at !== 0; at = world.must(namespaces, at).parent) chain.unshift(at);
    hold(process.pids.map(({ ns }) => ns).join() === chain.join(), `${name(process)} has numbers elsewhere`);
    if (process.state === "zombie")
      hold(
        process.rssBytes === 0 && process.job === null && process.timer === 0,
        `${name(process)} keeps things`,
      );
    if (process.job !== null)
      hold(
        process.state === "running" || process.state === "sleeping",
        `${name(process)} works while ${process.state}`,
      );
  }
  for (const row of world.all(namespaces)) {
    const numbers = all.flatMap(({ pids }) => pids).filter(({ ns }) => ns === row.id);
    if (row.kind === "pid") {
      hold(
        row.pidCount === numbers.length,
        `pid namespace ${row.id} counts ${row.pidCount}, not ${numbers.length}`,
      );
      hold(
        new Set(numbers.map(({ pid }) => pid)).size === numbers.length,
        `pid namespace ${row.id} has a number twice`,
      );
      const inside = living.filter(({ ns }) => ns.pid === row.id);
      hold(
        inside.length === 0 || inside.some(({ id }) => id === row.init),
        `${row.id} lives on without process 1`,
      );
    }
    const needed =
      row.inode < 4_026_532_200 ||
      living.some(({ ns, nsForChildren }) =>
        [...Object.values(ns), ...Object.values(nsForChildren)].includes(row.id),
      ) ||
      all.some(({ ns }) => ns.pid === row.id || ns.user === row.id) ||
      world.all(namespaces).some(({ parent, owner }) => parent === row.id || owner === row.id);
    hold(needed, `${row.kind} namespace ${row.id} is there for nobody`);
  }
  for (const { ns } of living)
    for (const id of Object.values(ns))
      hold(world.get(namespaces, id) !== undefined, `namespace ${id} is gone`);
  for (const group of world.all(cgroups)) {
    const inside = all.filter(({ cgroup }) => isBelow(world, cgroup, group.id));
    hold(
      group.pidsCurrent === inside.length,
      `group ${group.name} counts ${group.pidsCurrent}, not ${inside.length}`,
    );
    const bytes = inside.reduce((sum, { rssBytes }) => sum + rssBytes, 0);
    hold(
      group.memoryCurrent === bytes,
      `group ${group.name} is charged ${group.memoryCurrent}, not ${bytes}`,
    );
  }
  const waiting = all.filter(({ timer }) => world.get(timers, timer) !== undefined).length;
  hold(world.count(timers) === waiting, "a timer belongs to nobody");
  hold(
    world.all(flowJobs).every(({ id }) => living.some(({ job }) => job === id)),
    "a flow job belongs to nobody",
  );
  return found;
}

it("P52: whatever happens, numbers, families, memory, groups and namespaces add up", () => {
  fc.assert(
    fc.property(acts, (list) => {
      const box = testKernel({ pidMax: 400 });
      for (const [at, one] of list.entries()) {
        act(box, one);
        expect(faults(box), `after act ${at}`).toEqual([]);
      }
    }),
    { numRuns: 100, seed: 20_261_122 },
  );
}, 60_000);
