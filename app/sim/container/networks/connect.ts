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
import { forgetDeparture, hasLeft, mayWish, memberOf, type Wishes } from "./places";

const VETH_DIGITS = 7;

/** A place for a container on a network. */
export interface Place extends Wishes {
  /** Row number of the container. */
  readonly container: number;
  /** Network namespace that the container runs in. */
  readonly netNs: number;
  /** Name of the network. */
  readonly network: string;
}

/**
 * Gives a container that runs, or starts, its place on a network: a cable from the host's bridge to `eth0` in its namespace, the
 * address that was chosen or else the lowest free one, a default route through the bridge, and, on networks that people made,
 * names. Places on other networks that it was connected to before come with it. On `host` and `none` there is nothing to plug in.
 * Refused with `no-network`, `no-address`, `address-in-use`, `no-kernel`, and what `mayWish` refuses.
 */
export function attachContainer(world: World, place: Place): Result<Endpoint> {
  const container = world.must(containers, place.container);
  const found = networkNamed(world, container.engine, place.network);
  if (!found.ok) return found;
  const may = mayWish(container, found.value, place);
  if (!may.ok) return may;
  const member = memberOf(world, container, found.value, place);
  if (found.value.driver !== "host") wake(world, place.netNs);
  const rest = world.find(endpoints, "container", container.id);
  const plugged = plugAllIn(world, container, [member, ...rest], place.netNs);
  return plugged.ok ? ok(world.must(endpoints, member.id)) : plugged;
}

/**
 * Puts a starting container onto its networks: the one that it was made on, unless it was disconnected from there, and all
 * that it was connected to since. Refused as by `attachContainer`.
 */
export function attachStarting(world: World, containerId: number, netNs: number): Result<void> {
  const container = world.must(containers, containerId);
  const places = world.find(endpoints, "container", containerId);
  if (hasLeft(world, containerId)) {
    wake(world, netNs);
    return plugAllIn(world, container, places, netNs);
  }
  const { network, aliases, ip } = container.spec;
  const home = networkNamed(world, container.engine, network);
  const known = home.ok && places.some((place) => place.network === home.value.id);
  const wishes = known ? { aliases: [] } : { aliases, address: ip };
  const attached = attachContainer(world, { container: containerId, netNs, network, ...wishes });
  return attached.ok ? ok(undefined) : attached;
}

/** What is set up in every namespace of a container's own: `lo`, and low ports for everybody. */
function wake(world: World, netNs: number): void {
  const lo = interfaceNamed(world, netNs, "lo");
  if (lo) setUp(world, lo.id, true);
  setUnprivilegedPort(world, netNs, 0);
}

function plugAllIn(
  world: World,
  container: Container,
  places: readonly Endpoint[],
  netNs: number,
): Result<void> {
  for (const { id } of places) {
    const endpoint = world.must(endpoints, id);
    const network = world.must(networks, endpoint.network);
    if (network.driver !== "bridge" || endpoint.netInterface !== 0) continue;
    const plugged = plugIn(world, container, network, endpoint, netNs);
    if (!plugged.ok) return plugged;
  }
  learnNames(world, container, netNs);
  return ok(undefined);
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
  const { chosen } = endpoint;
  const address = takeAddress(world, poolFor(world, network), chosen === "" ? undefined : chosen);
  if (address === undefined && chosen !== "")
    return refuse(
      "address-in-use",
      what,
      "Address already in use",
      "choose an address that nobody on the network has",
    );
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
  forgetDeparture(world, containerId);
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
