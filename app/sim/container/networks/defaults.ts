/** The networks that every engine has, and what an engine's start does for all of its networks. */
import type { World } from "../../core/world";
import { netInterfaces } from "../../kernel/net/tables";
import { endpoints, type Network, networks } from "../tables";
import { gatewayOf, raiseBridge } from "./bridge";
import { release } from "./connect";
import { insertNetwork } from "./create";
import { hostNet } from "./host";

const BRIDGE_SUBNET = "172.17.0.0/16";

/**
 * Makes the networks `bridge` (docker0), `host` and `none` where they are missing, and puts back the bridges of all
 * networks: called at each start of an engine's daemon. Addresses of containers that went down with the host are free again.
 */
export function ensureDefaultNetworks(world: World, engineId: number): void {
  const add = (network: Pick<Network, "name" | "driver" | "subnet" | "gateway">) => {
    if (!world.first(networks, "name", `${engineId}:${network.name}`))
      insertNetwork(world, engineId, { ...network, chosenSubnet: false, internal: false, labels: {} });
  };
  add({ name: "bridge", driver: "bridge", subnet: BRIDGE_SUBNET, gateway: gatewayOf(BRIDGE_SUBNET) });
  add({ name: "host", driver: "host", subnet: "", gateway: "" });
  add({ name: "none", driver: "null", subnet: "", gateway: "" });
  if (hostNet(world, engineId) === undefined) return;
  for (const network of world.find(networks, "engine", engineId)) {
    if (network.driver !== "bridge" || world.get(netInterfaces, network.bridge)) continue;
    for (const member of world.find(endpoints, "network", network.id)) release(world, member);
    raiseBridge(world, network);
  }
}
