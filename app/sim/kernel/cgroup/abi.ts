/** Facts of the control group interface, version 2: defaults and ranges that every Linux system has in common. */

/** `cpu.weight` of a new group, and the range of weights. */
export const CPU_WEIGHT = { default: 100, least: 1, most: 10_000 } as const;

/** `cpu.max`: period of a new group, and the ranges of periods and quotas, µs. */
export const CPU_MAX = {
  period: 100_000,
  leastPeriod: 1000,
  mostPeriod: 1_000_000,
  leastQuota: 1000,
} as const;

/** Units of the kernel's own figures. */
export const US_PER_MS = 1000;

/** Memory is given in pages of this many bytes. */
export const PAGE_BYTES = 4096;

/** `pids.max` goes no higher than the number of process numbers there can be. */
export const MOST_PIDS = 4_194_304;

/** What `cgroup.controllers` lists. */
export const CONTROLLERS = ["cpuset", "cpu", "io", "memory", "hugetlb", "pids", "rdma", "misc"] as const;

/** Controllers that the init of a common distribution enables below the root and its slices. */
export const ENABLED = ["cpuset", "cpu", "io", "memory", "pids"] as const;

/** Suffixes of an amount of memory: each a further 2^10. */
export const MEMORY_SUFFIXES = "kmgtpe";
export const SUFFIX_FACTOR = 1024;
