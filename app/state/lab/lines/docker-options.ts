/** Options of `docker run` and its relatives, in the order in which people write them. */
import { dockerBytes, seconds } from "./amounts";
import type { Of } from "./typed-line";

type Run = Of<"runContainer">;
type Update = Of<"updateContainer">;
type Port = NonNullable<Run["ports"]>[number];
type Mount = NonNullable<Run["mounts"]>[number];

/** A flag with its value; nothing if there is none. */
export function flag(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

/** A flag without a value; nothing if it is not set. */
export function toggle(name: string, on: boolean | undefined): string[] {
  return on === true ? [name] : [];
}

/** The same flag for each of several values. */
export function each(name: string, values: readonly string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => [name, value]);
}

/** The same flag for each pair: `-e KEY=VALUE`. */
export function pairs(name: string, map: Readonly<Record<string, string>> | undefined): string[] {
  return Object.entries(map ?? {}).flatMap(([key, value]) => [name, `${key}=${value}`]);
}

function portText(port: Port): string {
  if (typeof port === "string") return port;
  const { hostAddress = "", hostPort = null, port: inside, protocol } = port;
  const outside = hostAddress === "" ? (hostPort ?? "") : `${hostAddress}:${hostPort ?? ""}`;
  const suffix = protocol === undefined || protocol === "tcp" ? "" : `/${protocol}`;
  return outside === "" ? `${inside}${suffix}` : `${outside}:${inside}${suffix}`;
}

function mountWords(mount: Mount): string[] {
  if (typeof mount === "string") return ["-v", mount];
  const { kind, source, target, readOnly } = mount;
  const parts = [
    `type=${kind}`,
    ...(source === undefined || source === "" ? [] : [`source=${source}`]),
    `target=${target}`,
    ...(readOnly === true ? ["readonly"] : []),
  ];
  return ["--mount", parts.join(",")];
}

/** Limits; below 1 there is none for processes. */
export function limitWords(limits: Omit<Update, "do" | "machine" | "container">): string[] {
  const bytes = (value: number | undefined) => (value === undefined ? undefined : dockerBytes(value));
  const { pidsLimit } = limits;
  return [
    ...flag("--memory", bytes(limits.memory)),
    ...flag("--memory-reservation", bytes(limits.memoryReservation)),
    ...flag("--memory-swap", bytes(limits.memorySwap)),
    ...flag("--cpus", limits.cpus),
    ...flag("--cpu-shares", limits.cpuShares),
    ...flag("--cpuset-cpus", limits.cpuset),
    ...flag("--pids-limit", pidsLimit !== undefined && pidsLimit < 1 ? -1 : pidsLimit),
    ...flag("--restart", limits.restart),
  ];
}

function networkWords(run: Run | Of<"createContainer">): string[] {
  return [
    ...(run.ports ?? []).flatMap((port) => ["-p", portText(port)]),
    ...(run.mounts ?? []).flatMap(mountWords),
    ...flag("--network", run.network),
    ...flag("--ip", run.ip),
    ...each("--network-alias", run.aliases),
  ];
}

function rightsWords(run: Run | Of<"createContainer">): string[] {
  return [
    ...toggle("--rm", run.autoRemove),
    ...toggle("--privileged", run.privileged),
    ...each("--cap-add", run.capAdd),
    ...each("--cap-drop", run.capDrop),
    ...toggle("--read-only", run.readOnly),
    ...toggle("--init", run.init),
    ...(run.pidMode === "host" ? ["--pid", "host"] : []),
    ...toggle("-t", run.tty),
    ...toggle("-i", run.openStdin),
    ...flag("--stop-signal", run.stopSignal),
    ...flag("--stop-timeout", run.stopTimeout === undefined ? undefined : seconds(run.stopTimeout)),
  ];
}

/** Everything after `docker run` or `docker create`: options, image, command. */
export function containerWords(run: Run | Of<"createContainer">): string[] {
  const [program, ...rest] = run.entrypoint ?? [];
  return [
    ...flag("--name", run.name),
    ...flag("--entrypoint", program),
    ...pairs("-e", run.env),
    ...pairs("--label", run.labels),
    ...flag("--user", run.user),
    ...flag("--workdir", run.workdir),
    ...flag("--hostname", run.hostname),
    ...limitWords(run),
    ...networkWords(run),
    ...rightsWords(run),
    run.image,
    ...rest,
    ...(run.command ?? []),
  ];
}
