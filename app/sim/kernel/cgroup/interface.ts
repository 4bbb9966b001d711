/** One entry for each file of a control group. */
import type { World } from "../../core/world";
import { SIGNALS } from "../abi";
import { kernels } from "../kernel";
import { endProcess } from "../process/exit";
import { pidIn, processByPid } from "../process/look";
import { processes } from "../process/table";
import { CPU_WEIGHT, MOST_PIDS } from "./abi";
import { changeSubtree, controllersOf } from "./controllers";
import { cpuStat } from "./cpu";
import { type CgroupLimits, freezeCgroup, setLimits } from "./limits";
import { moveProcess } from "./membership";
import {
  formatCpus,
  type Parsed,
  parseBytes,
  parseCpuMax,
  parseCpus,
  parseSwitch,
  parseWhole,
} from "./parse";
import type { Cgroup } from "./table";
import { isPopulated } from "./tree";
import { isFrozen, lineOf, livingIn } from "./walk";

type WriteError = "EINVAL" | "ERANGE" | "ENOENT" | "EBUSY" | "ESRCH";

/** A file: who has it, what it shows, and what writing does (answering with an error's name, if any). */
export interface GroupFile {
  /** Controller that brings it; empty for the files that every group has. */
  readonly controller: "" | "cpu" | "cpuset" | "memory" | "pids";
  readonly inRoot: boolean;
  readonly read: ((world: World, group: Cgroup, pidNs: number) => string) | null;
  readonly write:
    | ((world: World, group: Cgroup, text: string, pidNs: number) => WriteError | undefined)
    | null;
}

type Read = GroupFile["read"];
type Write = GroupFile["write"];

const file = (controller: GroupFile["controller"], read: Read, write: Write = null): GroupFile => ({
  controller,
  inRoot: false,
  read,
  write,
});

const everywhere = (read: Read, write: Write = null): GroupFile => ({
  ...file("", read, write),
  inRoot: true,
});

const line = (value: number | string | null) => `${value ?? "max"}\n`;
const words = (names: readonly string[]) => (names.length === 0 ? "" : line(names.join(" ")));
const table = (rows: Readonly<Record<string, number>>) =>
  Object.entries(rows)
    .map(([name, value]) => `${name} ${value}\n`)
    .join("");

/** Writes one limit: parses the text and sets what it says. */
function limit<T>(
  parse: (text: string, world: World, group: Cgroup) => Parsed<T>,
  change: (value: T) => Partial<CgroupLimits>,
): Write {
  return (world, group, text) => {
    const parsed = parse(text, world, group);
    if (typeof parsed === "string") return parsed;
    setLimits(world, group.id, change(parsed.value));
    return undefined;
  };
}

const parsePids = (text: string): Parsed<number | null> =>
  text.trim() === "max" ? { value: null } : parseWhole(text, 0, MOST_PIDS, "EINVAL");

/** Processors that a group may really use: its own of those that the groups above may use. */
function effectiveCpus(world: World, group: Cgroup): readonly number[] {
  const all = Array.from({ length: world.get(kernels, group.kernel)?.cpus ?? 0 }, (_, cpu) => cpu);
  return lineOf(world, group.id).reduceRight<readonly number[]>((above, { cpus }) => {
    const own = above.filter((cpu) => cpus?.includes(cpu));
    return own.length > 0 ? own : above;
  }, all);
}

/** Numbers of the group's own processes; 0 for one that the reader's pid namespace does not know. */
function pids(world: World, group: Cgroup, pidNs: number): string {
  return world
    .find(processes, "cgroup", group.id)
    .filter(({ state }) => state !== "zombie")
    .map((process) => pidIn(world, process, pidNs) ?? 0)
    .sort((a, b) => a - b)
    .map(line)
    .join("");
}

function moveIn(world: World, group: Cgroup, text: string, pidNs: number): WriteError | undefined {
  const pid = parseWhole(text, 1, Number.MAX_SAFE_INTEGER, "EINVAL");
  if (typeof pid === "string") return pid;
  const process = processByPid(world, pidNs, pid.value);
  if (process === undefined || process.kernel !== group.kernel) return "ESRCH";
  if (group.parent !== 0 && group.subtree.length > 0) return "EBUSY";
  return moveProcess(world, process.id, group.id).ok ? undefined : "ESRCH";
}

function killAll(world: World, group: Cgroup, text: string): WriteError | undefined {
  const parsed = parseWhole(text, 1, 1, "ERANGE");
  if (typeof parsed === "string") return parsed;
  for (const { id } of livingIn(world, group.id)) endProcess(world, id, { signal: SIGNALS.SIGKILL });
  return undefined;
}

function freeze(world: World, group: Cgroup, text: string): WriteError | undefined {
  const parsed = parseSwitch(text, "ERANGE");
  if (typeof parsed === "string") return parsed;
  freezeCgroup(world, group.id, parsed.value);
  return undefined;
}

function showCpuStat(world: World, group: Cgroup): string {
  const { usageUs, throttledUs, nrPeriods, nrThrottled } = cpuStat(world, group.id);
  const usage = { usage_usec: usageUs, user_usec: usageUs, system_usec: 0, nice_usec: 0 };
  if (group.cpuQuotaUs === null) return table(usage);
  return table({
    ...usage,
    nr_periods: nrPeriods,
    nr_throttled: nrThrottled,
    throttled_usec: throttledUs,
    nr_bursts: 0,
    burst_usec: 0,
  });
}

export const FILES: Readonly<Record<string, GroupFile>> = {
  "cgroup.controllers": everywhere((world, group) => words(controllersOf(world, group))),
  "cgroup.events": file("", (world, { id }) =>
    table({ populated: Number(isPopulated(world, id)), frozen: Number(isFrozen(world, id)) }),
  ),
  "cgroup.freeze": file("", (_, { frozen }) => line(Number(frozen)), freeze),
  "cgroup.kill": file("", null, killAll),
  "cgroup.procs": everywhere(pids, moveIn),
  "cgroup.subtree_control": everywhere(
    (_, { subtree }) => words(subtree),
    (world, { id }, text) => changeSubtree(world, id, text),
  ),
  "cgroup.type": file("", () => line("domain")),
  "cpu.max": file(
    "cpu",
    (_, { cpuQuotaUs, cpuPeriodUs }) => line(`${cpuQuotaUs ?? "max"} ${cpuPeriodUs}`),
    limit(
      (text, _, { cpuPeriodUs }) => parseCpuMax(text, cpuPeriodUs),
      (value) => value,
    ),
  ),
  "cpu.stat": everywhere(showCpuStat),
  "cpu.weight": file(
    "cpu",
    (_, { cpuWeight }) => line(cpuWeight),
    limit(
      (text) => parseWhole(text, CPU_WEIGHT.least, CPU_WEIGHT.most, "ERANGE"),
      (cpuWeight) => ({ cpuWeight }),
    ),
  ),
  "cpuset.cpus": file(
    "cpuset",
    (_, { cpus }) => line(formatCpus(cpus ?? [])),
    limit(
      (text, world, { kernel }) => parseCpus(text, world.must(kernels, kernel).cpus),
      (cpus) => ({ cpus }),
    ),
  ),
  "cpuset.cpus.effective": {
    ...file("cpuset", (world, group) => line(formatCpus(effectiveCpus(world, group)))),
    inRoot: true,
  },
  "memory.current": file("memory", (_, { memoryCurrent }) => line(memoryCurrent)),
  "memory.events": file("memory", (_, { memoryEvents: { low, high, max, oom, oomKill, oomGroupKill } }) =>
    table({ low, high, max, oom, oom_kill: oomKill, oom_group_kill: oomGroupKill }),
  ),
  "memory.high": file(
    "memory",
    (_, { memoryHigh }) => line(memoryHigh),
    limit(parseBytes, (memoryHigh) => ({ memoryHigh })),
  ),
  "memory.low": file(
    "memory",
    (_, { memoryLow }) => line(memoryLow === Number.MAX_SAFE_INTEGER ? null : memoryLow),
    limit(parseBytes, (bytes) => ({ memoryLow: bytes ?? Number.MAX_SAFE_INTEGER })),
  ),
  "memory.max": file(
    "memory",
    (_, { memoryMax }) => line(memoryMax),
    limit(parseBytes, (memoryMax) => ({ memoryMax })),
  ),
  "memory.oom.group": file(
    "memory",
    (_, { oomGroup }) => line(Number(oomGroup)),
    limit(
      (text) => parseSwitch(text, "EINVAL"),
      (oomGroup) => ({ oomGroup }),
    ),
  ),
  "memory.peak": file("memory", (_, { memoryPeak }) => line(memoryPeak)),
  "memory.swap.current": file("memory", () => line(0)),
  "memory.swap.max": file(
    "memory",
    (_, { swapMax }) => line(swapMax),
    limit(parseBytes, (swapMax) => ({ swapMax })),
  ),
  "pids.current": file("pids", (_, { pidsCurrent }) => line(pidsCurrent)),
  "pids.events": file("pids", (_, { pidsEvents }) => table({ max: pidsEvents })),
  "pids.max": file(
    "pids",
    (_, { pidsMax }) => line(pidsMax),
    limit(parsePids, (pidsMax) => ({ pidsMax })),
  ),
  "pids.peak": file("pids", (_, { pidsPeak }) => line(pidsPeak)),
};
