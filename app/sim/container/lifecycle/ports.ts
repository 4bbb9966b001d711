/** Published ports as people write them: `[ADDRESS:][HOSTPORT]:PORT[/PROTOCOL]`, ranges included. */
import { ok, type Result, refuse } from "../../core/result";
import type { PortMapping } from "../tables";

const MOST = 65_535;
const ANY = "0.0.0.0";
const ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const NUMBERS = /^(\d+)(?:-(\d+))?$/;
const HOW = "Write HOST:CONTAINER, for example 8080:80";

function bad(what: string): Result<never> {
  return refuse(
    "bad-port",
    what,
    "a published port is written as host port, colon, port in the container; ports are numbers up to 65535",
    HOW,
  );
}

function range(text: string): readonly [from: number, to: number] | undefined {
  const found = NUMBERS.exec(text);
  if (found === null) return undefined;
  const from = Number(found[1]);
  const to = Number(found[2] ?? found[1]);
  return from <= to && to <= MOST ? [from, to] : undefined;
}

function splitProtocol(text: string): [rest: string, protocol: string] {
  const slash = text.lastIndexOf("/");
  return slash < 0 ? [text, "tcp"] : [text.slice(0, slash), text.slice(slash + 1)];
}

/** Takes apart what `-p` takes; a range gives a mapping for each port. Refused (`bad-port`) in the daemon's words. */
export function parsePort(text: string): Result<readonly PortMapping[]> {
  const [rest, protocol] = splitProtocol(text);
  if (protocol !== "tcp" && protocol !== "udp") return bad(`invalid proto: ${protocol}`);
  const parts = rest.split(":");
  const inside = parts.pop() ?? "";
  const outside = parts.pop() ?? "";
  const hostAddress = parts.length > 0 ? parts.join(":") : ANY;
  if (!ADDRESS.test(hostAddress)) return bad(`invalid IP address: ${hostAddress}`);
  const inner = range(inside);
  if (inner === undefined || inner[0] === 0) return bad(`invalid containerPort: ${inside}`);
  const outer = outside === "" ? null : range(outside);
  if (outer === undefined) return bad(`invalid hostPort: ${outside}`);
  const count = inner[1] - inner[0] + 1;
  if (outer !== null && outer[1] - outer[0] + 1 !== count)
    return bad(`invalid ranges specified for container and host Ports: ${inside} and ${outside}`);
  return ok(
    Array.from({ length: count }, (_, nth) => ({
      hostAddress,
      hostPort: outer === null || outer[0] === 0 ? null : outer[0] + nth,
      port: inner[0] + nth,
      protocol,
    })),
  );
}

/** Mappings from what a person gave, written or taken apart. */
export function portsOf(
  given: readonly (
    | string
    | {
        readonly hostAddress?: string | undefined;
        readonly hostPort?: number | null | undefined;
        readonly port: number;
        readonly protocol?: "tcp" | "udp" | undefined;
      }
  )[],
): Result<readonly PortMapping[]> {
  const all: PortMapping[] = [];
  for (const item of given) {
    const {
      hostAddress = ANY,
      hostPort = null,
      port,
      protocol = "tcp",
    } = typeof item === "string" ? { port: item } : item;
    const text = typeof port === "string" ? port : `${hostAddress}:${hostPort ?? ""}:${port}/${protocol}`;
    const parsed = parsePort(text);
    if (!parsed.ok) return parsed;
    all.push(...parsed.value);
  }
  return ok(all);
}
