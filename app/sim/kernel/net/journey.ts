/** A packet's journey: from a namespace along routes, links and gateways to the namespace that holds its target. */

import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { netCosts } from "../../costs/net";
import { contains, isLoopback, parseAddress, parseSubnet } from "./addresses";
import { isAwake, placeName } from "./awake";
import { holdsAddress } from "./interfaces";
import { neighbour } from "./link";
import { type WayOut, wayTo } from "./routes";
import { netState } from "./state";
import {
  forwardFilters,
  masquerades,
  type NatRule,
  type NetInterface,
  natRules,
  netInterfaces,
} from "./tables";

/** A packet where it is now. */
interface Packet {
  readonly ns: number;
  /** Empty until the first device is chosen. */
  readonly source: string;
  readonly target: string;
  /** Device that it came in by; `undefined` where it began. */
  readonly cameBy: NetInterface | undefined;
  /** Namespace that an answer goes to: where it began, or where it was last sent on under another source. */
  readonly answerTo: number;
  readonly port: number | undefined;
  readonly protocol: "tcp" | "udp";
  /** A published port led it on. */
  readonly translated: boolean;
  readonly path: readonly string[];
}

/** Where a journey ended. */
export type Arrival = Pick<Packet, "ns" | "source" | "target" | "port" | "answerTo" | "path">;

/** What a journey is for; without a port it is a ping. An answer is let through where the question was. */
export interface Errand {
  readonly from: number;
  readonly target: string;
  readonly port?: number;
  readonly protocol?: "tcp" | "udp";
  readonly answer?: boolean;
}

/**
 * Sends a packet on its way. Refused with ENETUNREACH where no route leads on, EHOSTUNREACH where nobody on the wire
 * has the address, ETIMEDOUT where the packet is dropped without a word.
 */
export function travel(world: World, errand: Errand): Result<Arrival> {
  const answer = errand.answer ?? false;
  let packet: Packet = {
    ns: errand.from,
    source: "",
    target: errand.target,
    cameBy: undefined,
    answerTo: errand.from,
    port: errand.port,
    protocol: errand.protocol ?? "tcp",
    translated: false,
    path: [],
  };
  for (let hop = 0; hop < netCosts.hops.value; hop++) {
    if (!isAwake(world, packet.ns)) return lost(errand, "the machine with that address does not answer");
    if (holdsAddress(world, packet.ns, packet.target)) {
      const rule = answer ? undefined : ruleFor(world, packet);
      if (rule === undefined) return arrived(world, packet, errand);
      packet = translate(world, packet, rule);
      continue;
    }
    const next = onward(world, packet, errand);
    if (!next.ok) return next;
    packet = next.value;
  }
  return lost(errand, "the routes lead in a circle");
}

function lost(errand: Errand, why: string): Result<never> {
  return refuse("ETIMEDOUT", `no answer from ${errand.target}`, why);
}

function arrived(world: World, packet: Packet, errand: Errand): Result<Arrival> {
  if (packet.cameBy !== undefined) return ok(packet);
  // What a namespace says to itself goes through lo.
  if (!holdsAddress(world, packet.ns, "127.0.0.1"))
    return lost(errand, "lo is down, and a host speaks to itself through lo");
  return ok({ ...packet, source: packet.target, path: [...packet.path, placeName(world, packet.ns, "lo")] });
}

function ruleFor(world: World, packet: Packet): NatRule | undefined {
  if (packet.port === undefined) return undefined;
  const rules = world.find(natRules, "port", `${packet.ns}:${packet.protocol}:${packet.port}`);
  return rules.find(({ address }) => address === "0.0.0.0" || address === packet.target);
}

/**
 * Sends a packet on to where a published port leads. From outside it keeps its source; what begins here, or comes from
 * one of the isolated bridges, is taken up by the engine's proxy, which asks in the host's own name.
 */
function translate(world: World, packet: Packet, rule: NatRule): Packet {
  const byProxy =
    packet.cameBy === undefined ||
    world.first(forwardFilters, "device", `${packet.ns}:${packet.cameBy.name}`) !== undefined;
  return {
    ...packet,
    target: rule.toAddress,
    port: rule.toPort,
    translated: true,
    ...(byProxy ? { cameBy: undefined, source: "", answerTo: packet.ns } : {}),
  };
}

function onward(world: World, packet: Packet, errand: Errand): Result<Packet> {
  const { ns, target, cameBy } = packet;
  const way = isLoopback(target) ? undefined : wayTo(world, ns, target);
  if (way === undefined)
    return refuse(
      "ENETUNREACH",
      `cannot reach ${target}`,
      "Network is unreachable: no route leads there",
      isLoopback(target) ? "set lo up" : "add a route, or connect to a network that leads there",
    );
  if (cameBy !== undefined) {
    const why = whyNotForwarded(world, packet, cameBy, way, errand.answer ?? false);
    if (why !== undefined) return lost(errand, why);
  }
  const link = neighbour(world, way.device, way.next);
  if (link === undefined)
    return refuse(
      "EHOSTUNREACH",
      `cannot reach ${target}`,
      `No route to host: nobody behind ${way.device.name} has the address ${way.next}`,
    );
  const devices = [way.device.name, ...link.bridges.map((id) => world.must(netInterfaces, id))].map((at) =>
    typeof at === "string" ? placeName(world, ns, at) : placeName(world, at.ns, at.name),
  );
  const names = [...devices, placeName(world, link.card.ns, link.card.name)];
  const path = [
    ...packet.path,
    ...names.filter((name, at) => name !== (names[at - 1] ?? packet.path.at(-1))),
  ];
  return ok({ ...packet, ...sourceFor(world, packet, way), ns: link.card.ns, cameBy: link.card, path });
}

function whyNotForwarded(
  world: World,
  { ns, translated }: Packet,
  cameBy: NetInterface,
  { device }: WayOut,
  answer: boolean,
): string | undefined {
  if (!netState(world, ns).forwarding) return "a host on the way does not pass on what is not for itself";
  if (cameBy.id === device.id) return undefined;
  const entry = world.first(forwardFilters, "device", `${ns}:${cameBy.name}`)?.policy;
  const exit = world.first(forwardFilters, "device", `${ns}:${device.name}`)?.policy;
  if (entry === "internal" || exit === "internal")
    return "a network on the way is internal: nothing leads in or out";
  if (exit === "isolated" && !translated && !answer)
    return `nothing is let in to the network behind ${device.name} but to published ports`;
  return undefined;
}

/** The source that a packet has when it leaves by a device, and where answers to that source arrive. */
function sourceFor(
  world: World,
  packet: Packet,
  { device, source }: WayOut,
): Pick<Packet, "source" | "answerTo"> {
  if (packet.cameBy === undefined && packet.source === "") return { source, answerTo: packet.ns };
  const from = parseAddress(packet.source);
  const hidden = world.find(masquerades, "ns", packet.ns).some((rule) => {
    const subnet = parseSubnet(rule.subnet);
    return subnet && from !== undefined && contains(subnet, from) && rule.device !== device.name;
  });
  return hidden ? { source, answerTo: packet.ns } : packet;
}
