/** Containers' places on networks: taken when they start, given up when they stop, forgotten when they are removed. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { addressOf, parseSubnet } from "../../kernel/net/addresses";
import { randomHex } from "../../kernel/net/hex";
import {
  addAddress,
  addInterface,
  cable,
  freeName,
  interfaceNamed,
  plug,
  removeInterface,
  setUp,
} from "../../kernel/net/interfaces";
import { removeNames } from "../../kernel/net/names";
import { unpublish } from "../../kernel/net/nat";
import { releaseAddress, takeAddress } from "../../kernel/net/pool";
import { addRoute } from "../../kernel/net/routes";
import { setUnprivilegedPort } from "../../kernel/net/state";
import { type NetInterface, netInterfaces } from "../../kernel/net/tables";
import { type Container, containers, type Endpoint, endpoints, type Network, networks } from "../tables";
import { macFor, poolFor, raiseBridge } from "./bridge";
import { isPredefined, networkNamed } from "./find";
import { learnNames, teachNames } from "./names";

const VETH_DIGITS = 7;

/** A place for a container on a network. */
export interface Place {
  /** Row number of the container. */
  readonly container: number;
  /** Network namespace that the container runs in. */
  readonly netNs: number;
  /** Name of the network. */
  readonly network: string;
  readonly aliases: readonly string[];
}

/**
 * Gives a starting container its place on a network: a cable from the host's bridge to `eth0` in its namespace, the lowest
 * free address, a default route through the bridge, and, on networks that people made, names. Places on other networks
 * that it was connected to before come with it. On `host` and `none` there is nothing to plug in.
 * Refused with `no-network`, `no-address`, `no-kernel`, and `aliases-not-supported` outside of networks that people made.
 */
export function attachContainer(world: World, place: Place): Result<Endpoint> {
  const container = world.must(containers, place.container);
  const found = networkNamed(world, container.engine, place.network);
  if (!found.ok) return found;
  if (place.aliases.length > 0 && isPredefined(found.value))
    return refuse(
      "aliases-not-supported",
      `cannot connect ${container.name} to ${place.network}`,
      "network-scoped aliases are only supported for user-defined networks",
      "create a network, and connect the container to that",
    );
  const member = memberOf(world, container, found.value, place.aliases);
  if (found.value.driver !== "host") {
    const lo = interfaceNamed(world, place.netNs, "lo");
    if (lo) setUp(world, lo.id, true);
    setUnprivilegedPort(world, place.netNs, 0);
  }
  for (const endpoint of [member, ...world.find(endpoints, "container", container.id)]) {
    const network = world.must(networks, endpoint.network);
    if (network.driver !== "bridge" || world.must(endpoints, endpoint.id).netInterface !== 0) continue;
    const plugged = plugIn(world, container, network, endpoint, place.netNs);
    if (!plugged.ok) return plugged;
  }
  learnNames(world, container, place.netNs);
  return ok(world.must(endpoints, member.id));
}

/** The container's place on the network, made if it has none; new aliases take the place of the old ones. */
export function memberOf(
  world: World,
  container: Container,
  network: Network,
  aliases: readonly string[],
): Endpoint {
  const known = world.find(endpoints, "container", container.id).find((row) => row.network === network.id);
  if (known) return aliases.length === 0 ? known : world.update(endpoints, known.id, { aliases });
  const place = { network: network.id, container: container.id, aliases };
  return world.insert(endpoints, { ...place, address: "", mac: "", netInterface: 0 });
}

function plugIn(
  world: World,
  container: Container,
  network: Network,
  endpoint: Endpoint,
  netNs: number,
): Result<void> {
  const what = `cannot connect ${container.name} to ${network.name}`;
  const bridge = raiseBridge(world, network);
  if (bridge === undefined)
    return refuse("no-kernel", what, "the kernel below the engine does not run", "switch its machine on");
  const address = takeAddress(world, poolFor(world, network));
  if (address === undefined)
    return refuse(
      "no-address",
      what,
      `no available IPv4 addresses on this network's address pools: ${network.name} (${network.networkId})`,
      "remove containers from the network, or create a larger one",
    );
  const mac = macFor(address);
  const own = addInterface(world, { ns: netNs, name: freeName(world, netNs, "eth"), kind: "veth", mac });
  if (!own.ok) return own;
  const far = hostEnd(world, bridge);
  cable(world, own.value.id, far.id);
  plug(world, far.id, bridge.id);
  setUp(world, far.id, true);
  const full = `${address}/${parseSubnet(network.subnet)?.prefix}`;
  addAddress(world, own.value.id, full);
  setUp(world, own.value.id, true);
  // A container on several networks keeps the way out that it has.
  if (!network.internal)
    addRoute(world, { ns: netNs, to: "default", via: network.gateway, device: own.value.name });
  const plugged = world.update(endpoints, endpoint.id, { address: full, mac, netInterface: own.value.id });
  if (!isPredefined(network)) teachNames(world, container, plugged);
  return ok(undefined);
}

function hostEnd(world: World, bridge: NetInterface): NetInterface {
  for (;;) {
    const name = `veth${randomHex(world, VETH_DIGITS)}`;
    const made = addInterface(world, { ns: bridge.ns, name, kind: "veth" });
    if (made.ok) return made.value;
  }
}

/** Takes back what a place on a network holds: interface, address, names. The place itself stays. */
export function release(world: World, endpoint: Endpoint): void {
  removeInterface(world, endpoint.netInterface);
  removeNames(world, endpoint.id);
  const network = world.get(networks, endpoint.network);
  if (network && endpoint.address !== "")
    releaseAddress(world, poolFor(world, network), addressOf(endpoint.address));
  world.update(endpoints, endpoint.id, { address: "", mac: "", netInterface: 0 });
}

/** A container stopped: its interfaces, addresses, names and published ports go; it stays a member of its networks. */
export function detachContainer(world: World, containerId: number): void {
  for (const endpoint of world.find(endpoints, "container", containerId)) release(world, endpoint);
  unpublish(world, containerId);
}

/** A container is removed: it is no longer a member of any network. */
export function forgetContainer(world: World, containerId: number): void {
  detachContainer(world, containerId);
  for (const endpoint of world.find(endpoints, "container", containerId))
    world.remove(endpoints, endpoint.id);
}

/** Gives a container that lost its way out the next one: through the network that it was connected to first. */
export function restoreWayOut(world: World, containerId: number): void {
  for (const endpoint of world.find(endpoints, "container", containerId)) {
    const network = world.must(networks, endpoint.network);
    const device = world.get(netInterfaces, endpoint.netInterface);
    if (device && !network.internal)
      addRoute(world, { ns: device.ns, to: "default", via: network.gateway, device: device.name });
  }
}
