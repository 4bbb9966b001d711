/** Names on networks: the engine's name server knows the containers of every network that people made. */
import type { World } from "../../core/world";
import { addressOf } from "../../kernel/net/addresses";
import { addName, removeNames, scopesOf, setScopes } from "../../kernel/net/names";
import { hostnameOf } from "../lifecycle/environment";
import { shortId } from "../lifecycle/names";
import { type Container, containers, type Endpoint, endpoints, networks } from "../tables";
import { isPredefined } from "./find";
import { hostNet } from "./host";

/** Makes a container known on a network: by its name, its aliases, and its short identifier. */
export function teachNames(world: World, container: Container, endpoint: Endpoint): void {
  const names = new Set([container.name, ...endpoint.aliases, shortId(container.containerId)]);
  const known = { scope: endpoint.network, address: addressOf(endpoint.address), owner: endpoint.id };
  for (const name of names) addName(world, { ...known, name });
}

/**
 * Says whom a container asks for names: itself for its own host name (`/etc/hosts`), the engine for the networks that
 * people made (127.0.0.11), and whomever the host asks. The default bridge has no names of its own.
 */
export function learnNames(world: World, container: Container, netNs: number): void {
  const host = hostNet(world, container.engine);
  if (host === netNs) return;
  const places = world.find(endpoints, "container", container.id).filter(({ address }) => address !== "");
  const named = places.filter(({ network }) => !isPredefined(world.must(networks, network)));
  setScopes(world, netNs, [
    netNs,
    ...named.map(({ network }) => network),
    ...(host === undefined || places.length === 0 ? [] : scopesOf(world, host)),
  ]);
  const first = places[0];
  if (first === undefined) return;
  const name = hostnameOf(container);
  removeNames(world, netNs);
  addName(world, { scope: netNs, name, address: addressOf(first.address), owner: netNs });
}

/** Makes a container known under its new name on its networks. */
export function renameOnNetworks(world: World, containerId: number): void {
  const container = world.must(containers, containerId);
  for (const endpoint of world.find(endpoints, "container", containerId)) {
    removeNames(world, endpoint.id);
    const named = !isPredefined(world.must(networks, endpoint.network));
    if (named && endpoint.address !== "") teachNames(world, container, endpoint);
  }
}
