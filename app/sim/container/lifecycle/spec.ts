/** From what a person asked for to the whole specification of a container, checked as the daemon does. */
import { ok, type Result, refuse } from "../../core/result";
import { engineCosts } from "../../costs/engine";
import type { ContainerSpec, RestartPolicy } from "../tables";
import { capabilitiesOf } from "./capabilities";
import { parseCpuset } from "./cpuset";
import { mountsOf } from "./mount-options";
import type { ContainerOptions } from "./options";
import { portsOf } from "./ports";
import { signalNumber } from "./signal-names";

const LEAST_CPUS = 0.01;
const TWO_DIGITS = 2;
const RESTART = /^(no|always|unless-stopped|on-failure)(?::(\d+))?$/;

/** Reads a restart policy. Refused (`bad-restart-policy`). */
export function parseRestart(text: string): Result<RestartPolicy> {
  const [, name, retries] = RESTART.exec(text) ?? [];
  const allowed = "Use no, always, unless-stopped, on-failure, or on-failure:5 for at most five restarts";
  if (name === undefined)
    return refuse(
      "bad-restart-policy",
      `invalid restart policy: unknown policy '${text}'`,
      "there is no policy of that name",
      allowed,
    );
  if (retries !== undefined && name !== "on-failure")
    return refuse(
      "bad-restart-policy",
      "invalid restart policy: maximum retry count can only be used with 'on-failure'",
      "the other policies don't count restarts",
      allowed,
    );
  return ok({ name: name as RestartPolicy["name"], maximumRetries: Number(retries ?? 0) });
}

/** Limits of a container, as far as they are checked before anything runs. */
export type Limits = Pick<
  ContainerSpec,
  "memoryBytes" | "memoryReservationBytes" | "memorySwapBytes" | "cpus" | "cpuset" | "pidsLimit"
>;

/** Whether a machine with so many processors can hold a container to these limits. Refused (`bad-limit`). */
export function checkLimits(limits: Limits, machineCpus: number): Result<void> {
  const { memoryBytes, memorySwapBytes, cpus, cpuset } = limits;
  const no = (what: string, why: string, wayOut: string) => refuse("bad-limit", what, why, wayOut);
  if (memoryBytes !== null && memoryBytes < engineCosts.leastMemoryBytes.value)
    return no(
      "Minimum memory limit allowed is 6MB",
      "with less, no container would even start",
      "Give it 6 MB or more",
    );
  if (memorySwapBytes !== null && memorySwapBytes !== -1 && memorySwapBytes < (memoryBytes ?? 0))
    return no(
      "Minimum memoryswap limit should be larger than memory limit, see usage",
      "the swap limit counts memory and swap together",
      "Give a swap limit at least as large as the memory limit",
    );
  if (cpus !== null && (cpus < LEAST_CPUS || cpus > machineCpus))
    return no(
      `Range of CPUs is from ${LEAST_CPUS} to ${machineCpus.toFixed(TWO_DIGITS)}, as there are only ${machineCpus} CPUs available`,
      "a container cannot use more processors than its kernel sees",
      `Give it at most ${machineCpus}`,
    );
  const numbers = parseCpuset(cpuset);
  if (numbers === undefined || numbers.some((number) => number >= machineCpus))
    return no(
      `Requested CPUs are not available - requested ${cpuset}, available: 0-${machineCpus - 1}`,
      "the kernel has no processors of these numbers",
      `Choose among 0-${machineCpus - 1}`,
    );
  return ok(undefined);
}

/** Options that contradict each other, in the daemon's words. */
function checkConflicts(spec: ContainerSpec): Result<void> {
  const no = (what: string, why: string) => refuse("conflicting-options", what, why, "Leave one of them out");
  if (spec.autoRemove && spec.restart.name !== "no")
    return no(
      "conflicting options: cannot specify both --restart and --rm",
      "a container that is removed at its end cannot be started again",
    );
  if (spec.network.startsWith("container:") && spec.ports.length > 0)
    return no(
      "conflicting options: port publishing and the container type network mode",
      "the other container's network, and its ports, are used",
    );
  return ok(undefined);
}

const orNull = <T>(value: T | undefined): T | null => value ?? null;

/** The whole specification. Refused, in the daemon's words, when an option is malformed or contradicts another. */
export function specOf(
  asked: ContainerOptions,
  imageVolumes: readonly string[],
  machineCpus: number,
): Result<ContainerSpec> {
  const ports = portsOf(asked.ports ?? []);
  if (!ports.ok) return ports;
  const mounts = mountsOf(asked.mounts ?? [], imageVolumes);
  if (!mounts.ok) return mounts;
  const restart = parseRestart(asked.restart ?? "no");
  if (!restart.ok) return restart;
  if (asked.stopSignal !== undefined) {
    const signal = signalNumber(asked.stopSignal);
    if (!signal.ok) return signal;
  }
  const pidsLimit = orNull(asked.pidsLimit);
  const spec: ContainerSpec = {
    image: asked.image,
    command: asked.command ?? [],
    entrypoint: orNull(asked.entrypoint),
    env: asked.env ?? {},
    labels: asked.labels ?? {},
    user: asked.user ?? "",
    workdir: asked.workdir ?? "",
    hostname: asked.hostname ?? "",
    memoryBytes: asked.memory === 0 ? null : orNull(asked.memory),
    memoryReservationBytes: orNull(asked.memoryReservation),
    memorySwapBytes: asked.memorySwap === 0 ? null : orNull(asked.memorySwap),
    cpus: asked.cpus === 0 ? null : orNull(asked.cpus),
    cpuShares: asked.cpuShares === 0 ? null : orNull(asked.cpuShares),
    cpuset: asked.cpuset ?? "",
    pidsLimit: pidsLimit !== null && pidsLimit <= 0 ? null : pidsLimit,
    ports: asked.network === "host" ? [] : ports.value,
    mounts: mounts.value,
    network: asked.network ?? "bridge",
    ip: asked.ip ?? "",
    aliases: asked.aliases ?? [],
    restart: restart.value,
    autoRemove: asked.autoRemove ?? false,
    privileged: asked.privileged ?? false,
    capAdd: asked.capAdd ?? [],
    capDrop: asked.capDrop ?? [],
    readOnly: asked.readOnly ?? false,
    init: asked.init ?? false,
    pidMode: asked.pidMode ?? "private",
    tty: asked.tty ?? false,
    openStdin: asked.openStdin ?? false,
    stopSignal: asked.stopSignal ?? "",
    stopTimeoutMs: orNull(asked.stopTimeout),
  };
  for (const checked of [checkLimits(spec, machineCpus), checkConflicts(spec), capabilitiesOf(spec)])
    if (!checked.ok) return checked;
  return ok(spec);
}
