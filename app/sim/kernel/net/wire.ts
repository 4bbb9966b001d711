/** The wiring between machines: a LAN that hosts are plugged into, and networks that hosts keep for their virtual machines. */
import type { Result } from "../../core/result";
import type { World } from "../../core/world";
import { formatAddress, formatSubnet, overlaps, parseSubnet, type Subnet } from "./addresses";
import { masquerade, setFilter } from "./filter";
import { addAddress, addInterface, cable, freeName, interfaceNamed, plug, setUp } from "./interfaces";
import { leaseAddress } from "./leases";
import { addName, scopesOf, setScopes } from "./names";
import { type AddressPool, createPool, poolOf, takeAddress } from "./pool";
import { addRoute } from "./routes";
import { netState, setForwarding } from "./state";
import { type NetInterface, netInterfaces } from "./tables";

/** Namespace of what is in no kernel: the wire. */
const WIRE = 0;

/** The LAN: its bridge (a switch), its network. The router at its first address leads nowhere: there is no Internet here. */
const LAN = "lan";
const LAN_SUBNET = "10.0.0.0/16";

/** Hosts' bridges for their virtual machines, and the networks on them: the first that is free where a bridge is made. */
const HOST_BRIDGE = "virbr";
const HOST_NETWORKS = { first: "192.168.122.0/24", last: "192.168.255.0/24" };

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.refusal.what}: ${result.refusal.why}`);
  return result.value;
}

/** A network as numbers. Throws for a text that is none: networks here come from this file and from pools. */
function subnetOf(text: string): Subnet {
  const subnet = parseSubnet(text);
  if (subnet === undefined) throw new Error(`no network: ${text}`);
  return subnet;
}

/** A card to be plugged in. */
export interface Card {
  readonly ns: number;
  /** Name that its host is known by on the network, and by which the network remembers its address. */
  readonly name?: string;
  readonly mac?: string;
}

/**
 * Plugs a host's network namespace into the LAN with a new card, the first `eth0`: up, with an address of the LAN, and
 * the LAN's router as its way out. Hosts on the LAN know each other by name. Throws when the LAN's 65,533 addresses are used up.
 */
export function attachToLan(world: World, card: Card): NetInterface {
  const pool = poolOf(world, LAN) ?? createPool(world, { ns: WIRE, key: LAN, subnet: LAN_SUBNET });
  return plugInto(world, card, interfaceNamed(world, WIRE, LAN) ?? bridgeWith(world, WIRE, LAN, pool), pool);
}

/**
 * Plugs a virtual machine's network namespace into a bridge on its host, which is made when it is first needed: the way out leads
 * through the host under the host's own address, and nobody outside can reach in. Throws when the bridge's 253 addresses are used up.
 */
export function attachToHost(
  world: World,
  card: Card & { readonly hostNs: number; readonly bridge?: string },
): NetInterface {
  const { hostNs, bridge: name = `${HOST_BRIDGE}0` } = card;
  const key = `${hostNs}:${name}`;
  const pool =
    poolOf(world, key) ?? createPool(world, { ns: hostNs, key, subnet: freeHostNetwork(world, hostNs) });
  const bridge = interfaceNamed(world, hostNs, name) ?? bridgeWith(world, hostNs, name, pool);
  setForwarding(world, hostNs, true);
  masquerade(world, hostNs, pool.subnet, name);
  setFilter(world, hostNs, name, "isolated");
  return plugInto(world, card, bridge, pool);
}

/** The first network for virtual machines that a host is not connected to: a host that is itself virtual skips its own host's. */
function freeHostNetwork(world: World, hostNs: number): string {
  const taken = world
    .find(netInterfaces, "ns", hostNs)
    .flatMap((card) => card.addresses)
    .map(subnetOf);
  const { first, last, prefix } = subnetOf(HOST_NETWORKS.first);
  const end = subnetOf(HOST_NETWORKS.last).first;
  for (let at = first; at <= end; at += last - first + 1) {
    const subnet = { first: at, last: at + last - first, prefix };
    if (!taken.some((other) => overlaps(subnet, other))) return formatSubnet(subnet);
  }
  throw new Error("all networks for virtual machines are taken on this host");
}

/** Makes a bridge that is up and has the first address of a network. */
function bridgeWith(world: World, ns: number, name: string, pool: AddressPool): NetInterface {
  const bridge = must(addInterface(world, { ns, name, kind: "bridge" }));
  const { first, prefix } = subnetOf(pool.subnet);
  const gateway = formatAddress(first + 1);
  takeAddress(world, pool, gateway);
  must(addAddress(world, bridge.id, `${gateway}/${prefix}`));
  setUp(world, bridge.id, true);
  return world.must(netInterfaces, bridge.id);
}

function plugInto(
  world: World,
  { ns, name, mac }: Card,
  bridge: NetInterface,
  pool: AddressPool,
): NetInterface {
  const kind = "ethernet";
  const own = must(
    addInterface(world, {
      ns,
      name: freeName(world, ns, "eth"),
      kind,
      ...(mac === undefined ? {} : { mac }),
    }),
  );
  const port = must(
    addInterface(world, { ns: bridge.ns, name: `vnet${netState(world, bridge.ns).nextIndex}`, kind: "veth" }),
  );
  cable(world, own.id, port.id);
  must(plug(world, port.id, bridge.id));
  setUp(world, port.id, true);
  const address = must(leaseAddress(world, pool, own.id, name ?? ""));
  const { first, prefix } = subnetOf(pool.subnet);
  must(addAddress(world, own.id, `${address}/${prefix}`));
  setUp(world, own.id, true);
  // A second card is no second way out: a namespace has one default route.
  addRoute(world, { ns, to: "default", via: formatAddress(first + 1), device: own.name });
  if (name !== undefined) addName(world, { scope: bridge.id, name, address, owner: own.id });
  setScopes(world, ns, [...new Set([...scopesOf(world, ns), bridge.id, ...scopesOf(world, bridge.ns)])]);
  return world.must(netInterfaces, own.id);
}
