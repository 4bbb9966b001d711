/** Making and removing networks. */
import { ok, type Result, refuse } from "../../core/result";
import type { World } from "../../core/world";
import { contains, parseAddress, parseSubnet } from "../../kernel/net/addresses";
import { randomHex } from "../../kernel/net/hex";
import { removeInterface } from "../../kernel/net/interfaces";
import { removePool } from "../../kernel/net/pool";
import { endpoints, type Network, networks } from "../tables";
import { gatewayOf, poolFor, raiseBridge } from "./bridge";
import { isPredefined, networkNamed } from "./find";
import { chooseSubnet } from "./subnets";

const ID_DIGITS = 64;
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/** What a network is made of; addresses that nobody chose are the engine's choice. */
export interface NewNetwork {
  readonly name: string;
  readonly subnet?: string;
  readonly gateway?: string;
  readonly internal?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Writes a network down; its bridge is put up where there is a kernel to put it on. */
export function insertNetwork(
  world: World,
  engine: number,
  network: Pick<Network, "name" | "driver" | "subnet" | "chosenSubnet" | "gateway" | "internal" | "labels">,
): Network {
  const row = world.insert(networks, {
    ...network,
    engine,
    networkId: randomHex(world, ID_DIGITS),
    bridge: 0,
    createdAt: world.now,
  });
  if (row.driver !== "bridge") return row;
  poolFor(world, row);
  raiseBridge(world, row);
  return world.must(networks, row.id);
}

/** Makes a network with a bridge of its own (`docker network create`). Refused with `bad-name`, `name-taken`, and what `chooseSubnet` refuses. */
export function createNetwork(world: World, engineId: number, network: NewNetwork): Result<Network> {
  const { name, internal = false, labels = {} } = network;
  const what = `cannot create the network ${name}`;
  if (!NAME.test(name))
    return refuse("bad-name", what, `invalid network name: only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  if (world.first(networks, "name", `${engineId}:${name}`))
    return refuse("name-taken", what, `network with name ${name} already exists`, "choose another name");
  const subnet = chooseSubnet(world, engineId, network.subnet);
  if (!subnet.ok) return subnet;
  const gateway = network.gateway ?? gatewayOf(subnet.value);
  const [range, address] = [parseSubnet(subnet.value), parseAddress(gateway)];
  if (range === undefined || address === undefined || !contains(range, address))
    return refuse("bad-gateway", what, `no matching subnet for gateway ${gateway}`);
  return ok(
    insertNetwork(world, engineId, {
      name,
      driver: "bridge",
      subnet: subnet.value,
      chosenSubnet: network.subnet !== undefined,
      gateway,
      internal,
      labels,
    }),
  );
}

/**
 * Removes a network and its bridge (`docker network rm`). Refused with `predefined`, and `in-use` while running containers
 * are on it; containers that do not run lose their place on it.
 */
export function removeNetwork(world: World, engineId: number, name: string): Result<Network> {
  const found = networkNamed(world, engineId, name);
  if (!found.ok) return found;
  const network = found.value;
  const what = `cannot remove the network ${name}`;
  if (isPredefined(network))
    return refuse("predefined", what, `${network.name} is a pre-defined network and cannot be removed`);
  const members = world.find(endpoints, "network", network.id);
  if (members.some((member) => member.netInterface !== 0))
    return refuse(
      "in-use",
      what,
      `error while removing network: network ${network.name} id ${network.networkId} has active endpoints`,
      "stop its containers, or disconnect them",
    );
  for (const member of members) world.remove(endpoints, member.id);
  removeInterface(world, network.bridge);
  removePool(world, poolFor(world, network));
  world.remove(networks, network.id);
  return ok(network);
}

/** Removes all networks that nobody is on (`docker network prune`). The outcome: their names. */
export function pruneNetworks(world: World, engineId: number): string[] {
  const unused = world
    .find(networks, "engine", engineId)
    .filter((network) => !isPredefined(network) && !world.first(endpoints, "network", network.id));
  for (const network of unused) removeNetwork(world, engineId, network.name);
  return unused.map(({ name }) => name);
}
