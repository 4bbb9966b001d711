/** What people write into the files of control groups, read as the kernel reads it. */
import { CPU_MAX, MEMORY_SUFFIXES, PAGE_BYTES, SUFFIX_FACTOR } from "./abi";

/** What a text stands for; `EINVAL` for rubbish, `ERANGE` for a number that is out of range. */
export type Parsed<T> = { readonly value: T } | "EINVAL" | "ERANGE";

const WHOLE = /^\d+$/;

/** A whole number from `least` to `most`; others are answered with `outside`. */
export function parseWhole(
  text: string,
  least: number,
  most: number,
  outside: "EINVAL" | "ERANGE",
): Parsed<number> {
  const word = text.trim();
  if (!WHOLE.test(word)) return "EINVAL";
  const value = Number(word);
  return value >= least && value <= most ? { value } : outside;
}

/** `0` or `1`; another number is answered with `outside`. */
export function parseSwitch(text: string, outside: "EINVAL" | "ERANGE"): Parsed<boolean> {
  const number = parseWhole(text, 0, 1, outside);
  return typeof number === "string" ? number : { value: number.value === 1 };
}

/** `max` (null), or an amount like `67108864`, `64M`, `1g`: whole pages of it. */
export function parseBytes(text: string): Parsed<number | null> {
  const word = text.trim().toLowerCase();
  if (word === "max") return { value: null };
  const suffix = MEMORY_SUFFIXES.indexOf(word.at(-1) ?? "");
  const digits = word !== "" && suffix >= 0 ? word.slice(0, -1) : word;
  if (!WHOLE.test(digits)) return "EINVAL";
  let bytes = Number(digits);
  for (let times = 0; times <= suffix; times++) bytes *= SUFFIX_FACTOR;
  return Number.isSafeInteger(bytes) ? { value: bytes - (bytes % PAGE_BYTES) } : { value: null };
}

/** `cpu.max`: `max`, `50000` or `50000 100000`; the period stays `period` where none is given. */
export function parseCpuMax(
  text: string,
  period: number,
): Parsed<{ readonly cpuQuotaUs: number | null; readonly cpuPeriodUs: number }> {
  const [quota = "", given = String(period)] = text.trim().split(/\s+/);
  const cpuPeriodUs = parseWhole(given, CPU_MAX.leastPeriod, CPU_MAX.mostPeriod, "EINVAL");
  if (typeof cpuPeriodUs === "string") return cpuPeriodUs;
  if (quota === "max") return { value: { cpuQuotaUs: null, cpuPeriodUs: cpuPeriodUs.value } };
  const cpuQuotaUs = parseWhole(quota, CPU_MAX.leastQuota, Number.MAX_SAFE_INTEGER, "EINVAL");
  if (typeof cpuQuotaUs === "string") return cpuQuotaUs;
  return { value: { cpuQuotaUs: cpuQuotaUs.value, cpuPeriodUs: cpuPeriodUs.value } };
}

/** A list of processors, `0-2,4`, of a system that has `cpus`; an empty one (null) stands for those of the group above. */
export function parseCpus(text: string, cpus: number): Parsed<readonly number[] | null> {
  const found = new Set<number>();
  const word = text.trim();
  if (word === "") return { value: null };
  for (const part of word.split(",")) {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first)) return "EINVAL";
    if (Number(last) >= cpus) return "ERANGE";
    for (let cpu = Number(first); cpu <= Number(last); cpu++) found.add(cpu);
  }
  return { value: [...found].sort((a, b) => a - b) };
}

/** A list of processors as the kernel writes it: `0-2,4`. */
export function formatCpus(cpus: readonly number[]): string {
  const ranges: { readonly first: number; readonly last: number }[] = [];
  for (const cpu of cpus) {
    const before = ranges.at(-1);
    if (before?.last === cpu - 1) ranges[ranges.length - 1] = { first: before.first, last: cpu };
    else ranges.push({ first: cpu, last: cpu });
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
