/** Which networks a container has places on: from its first start, or from when it was connected, until it is disconnected. */
import { ok, type Result, refuse } from "../../core/result";
import { defineTable, type Row } from "../../core/table";
import type { World } from "../../core/world";
import { contains, parseAddress, parseSubnet } from "../../kernel/net/addresses";
import { type Container, type Endpoint, endpoints, type Network } from "../tables";
import { isPredefined, networkNamed } from "./find";

/** A container was disconnected from the network that it was made on: it does not join it again by itself. */
interface Departure extends Row {
  readonly container: number;
}

const departures = defineTable<Departure>()("network-departure", { container: (row) => row.container });

/** What a person may choose of a place. */
export interface Wishes {
  readonly aliases: readonly string[];
  /** Address; without it, or empty, the engine chooses the lowest that is free. */
  readonly address?: string;
}

/** The container's place on the network, made if it has none; new wishes take the place of the old ones. */
export function memberOf(
  world: World,
  container: Container,
  network: Network,
  { aliases, address = "" }: Wishes,
): Endpoint {
  const known = world.find(endpoints, "container", container.id).find((row) => row.network === network.id);
  if (known)
    return world.update(endpoints, known.id, {
      ...(aliases.length === 0 ? {} : { aliases }),
      ...(address === "" ? {} : { chosen: address }),
    });
  if (isHome(world, container, network)) forgetDeparture(world, container.id);
  const place = { network: network.id, container: container.id, aliases, chosen: address };
  return world.insert(endpoints, { ...place, address: "", mac: "", netInterface: 0 });
}

/** Whether a network is the one that a container was made on. */
function isHome(world: World, { engine, spec }: Container, network: Network): boolean {
  const home = networkNamed(world, engine, spec.network);
  return home.ok && home.value.id === network.id;
}

/** Gives a place up for good. */
export function leave(world: World, container: Container, network: Network, member: Endpoint): void {
  world.remove(endpoints, member.id);
  if (isHome(world, container, network) && !hasLeft(world, container.id))
    world.insert(departures, { container: container.id });
}

/** Whether a container has been disconnected from the network that it was made on. */
export function hasLeft(world: World, containerId: number): boolean {
  return world.first(departures, "container", containerId) !== undefined;
}

/** Forgets that a container left its first network: it is back there, or is removed. */
export function forgetDeparture(world: World, containerId: number): void {
  for (const row of world.find(departures, "container", containerId)) world.remove(departures, row.id);
}

/**
 * Whether a place may be as a person wants it. Refused in Docker's words: `aliases-not-supported` outside of networks that people
 * made, `bad-address` for what is no address, `address-not-supported` where no subnet was chosen or it is another's.
 */
export function mayWish(
  container: Container,
  network: Network,
  { aliases, address = "" }: Wishes,
): Result<void> {
  if (aliases.length > 0 && isPredefined(network))
    return refuse(
      "aliases-not-supported",
      `cannot connect ${container.name} to ${network.name}`,
      "network-scoped aliases are only supported for user-defined networks",
      "create a network, and connect the container to that",
    );
  if (address === "") return ok(undefined);
  const what = `invalid config for network ${network.name}`;
  const wanted = parseAddress(address);
  if (wanted === undefined)
    return refuse("bad-address", what, `invalid endpoint settings: invalid IPv4 address: ${address}`);
  const reasons = [
    ...(isPredefined(network)
      ? ["user specified IP address is supported on user defined networks only"]
      : []),
    ...(network.chosenSubnet
      ? []
      : [
          "user specified IP address is supported only when connecting to networks with user configured subnets",
        ]),
  ];
  const subnet = parseSubnet(network.subnet);
  if (reasons.length === 0 && subnet && !contains(subnet, wanted))
    reasons.push(`no configured subnet or ip-range contain the IP address ${address}`);
  const [first] = reasons;
  if (first === undefined) return ok(undefined);
  const list = reasons.length === 1 ? first : reasons.map((reason) => `\n* ${reason}`).join("");
  return refuse(
    "address-not-supported",
    what,
    `invalid endpoint settings: ${list}`.replace(": \n", ":\n"),
    "create a network with a subnet of your own, and choose an address in that",
  );
}
