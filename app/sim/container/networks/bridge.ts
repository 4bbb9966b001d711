/** The bridge of a network: an interface of the host, the containers' gateway, with the rules around it. */
import type { World } from "../../core/world";
import { addressOf, formatAddress, octetsOf, parseAddress, parseSubnet } from "../../kernel/net/addresses";
import { masquerade, setFilter } from "../../kernel/net/filter";
import { formatMac } from "../../kernel/net/hex";
import { addAddress, addInterface, interfaceNamed, setUp } from "../../kernel/net/interfaces";
import { type AddressPool, createPool, poolOf, takeAddress } from "../../kernel/net/pool";
import { setForwarding } from "../../kernel/net/state";
import { type NetInterface, netInterfaces } from "../../kernel/net/tables";
import { shortId } from "../lifecycle/names";
import { type Network, networks } from "../tables";
import { hostNet } from "./host";

const DEFAULT_BRIDGE = "docker0";
/** First bytes of the hardware addresses that engines give; the address follows. */
const MAC_PREFIX = [0x02, 0x42];

/** The hardware address that goes with an address: `02:42:ac:11:00:02`. */
export function macFor(address: string): string {
  return formatMac([...MAC_PREFIX, ...octetsOf(parseAddress(addressOf(address)) ?? 0)]);
}

/** The addresses of a network with a bridge: all but the first, which is the bridge's. */
export function poolFor(world: World, network: Network): AddressPool {
  const key = `network:${network.id}`;
  const known = poolOf(world, key);
  if (known) return known;
  const pool = createPool(world, { ns: 0, key, subnet: network.subnet });
  takeAddress(world, pool, network.gateway);
  return pool;
}

/**
 * The bridge of a network, put up on the host if it is not there: after a boot of the host none is. `undefined` while
 * the kernel below the engine does not run.
 */
export function raiseBridge(world: World, network: Network): NetInterface | undefined {
  const there = world.get(netInterfaces, network.bridge);
  if (there) return there;
  const ns = hostNet(world, network.engine);
  if (ns === undefined) return undefined;
  const name = network.name === "bridge" ? DEFAULT_BRIDGE : `br-${shortId(network.networkId)}`;
  const kept = interfaceNamed(world, ns, name);
  if (kept) {
    world.update(networks, network.id, { bridge: kept.id });
    return kept;
  }
  const made = addInterface(world, { ns, name, kind: "bridge", mac: macFor(network.gateway) });
  if (!made.ok) throw new Error(made.refusal.why);
  addAddress(world, made.value.id, `${network.gateway}/${parseSubnet(network.subnet)?.prefix}`);
  setUp(world, made.value.id, true);
  setForwarding(world, ns, true);
  setFilter(world, ns, name, network.internal ? "internal" : "isolated");
  if (!network.internal) masquerade(world, ns, network.subnet, name);
  world.update(networks, network.id, { bridge: made.value.id });
  return world.must(netInterfaces, made.value.id);
}

/** The address that the gateway of a network has if nobody chose one: the first. */
export function gatewayOf(subnet: string): string {
  return formatAddress((parseSubnet(subnet)?.first ?? 0) + 1);
}
