/** The command that changes a container's limits and restart policy. */
import * as z from "zod/mini";
import { defineCommand } from "../../core/command";
import { ok, type Result } from "../../core/result";
import type { RestartPolicy } from "../tables";
import { type SpecChange, updateContainer as update } from "./changing";
import { targetOf } from "./find";
import { parseRestart } from "./spec";

const limits = {
  memory: z.optional(z.int()),
  memoryReservation: z.optional(z.int()),
  memorySwap: z.optional(z.int()),
  cpus: z.optional(z.number()),
  cpuShares: z.optional(z.int().check(z.minimum(0))),
  cpuset: z.optional(z.string()),
  pidsLimit: z.optional(z.int()),
};
const given = z.strictObject(limits);

/** A limit as the specification holds it: 0, and for processes anything below, is none. */
function limit<K extends keyof SpecChange>(key: K, value: number | undefined, none: boolean): SpecChange {
  return value === undefined ? {} : ({ [key]: none ? null : value } as SpecChange);
}

function changeOf(asked: z.output<typeof given>, restart: RestartPolicy | undefined): SpecChange {
  const { memory, memoryReservation, memorySwap, cpus, cpuShares, cpuset, pidsLimit } = asked;
  return {
    ...limit("memoryBytes", memory, memory === 0),
    ...limit("memoryReservationBytes", memoryReservation, memoryReservation === 0),
    ...limit("memorySwapBytes", memorySwap, memorySwap === 0),
    ...limit("cpus", cpus, cpus === 0),
    ...limit("cpuShares", cpuShares, cpuShares === 0),
    ...limit("pidsLimit", pidsLimit, (pidsLimit ?? 1) <= 0),
    ...(cpuset === undefined ? {} : { cpuset }),
    ...(restart === undefined ? {} : { restart }),
  };
}

export const updateContainer = defineCommand(
  "updateContainer",
  "Changes a container's limits, at once where it runs, and its restart policy",
  { machine: z.string(), container: z.string(), restart: z.optional(z.string()), ...limits },
  (world, { machine, container, restart, ...asked }) => {
    const target = targetOf(world, machine, container);
    if (!target.ok) return target;
    const policy: Result<RestartPolicy | undefined> =
      restart === undefined ? ok(undefined) : parseRestart(restart);
    if (!policy.ok) return policy;
    return update(world, target.value.engine, target.value.container, changeOf(asked, policy.value));
  },
);
